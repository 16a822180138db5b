"""gunicorn reads this file from the folder it is started in."""

logger_class = "config.gunicorn_logs.Logger"


def post_worker_init(worker):
    """Each worker sends the mail that its requests cause, after they are answered."""
    from config import sqlite_open  # noqa: PLC0415  (the application must be loaded first)
    from symptoms import postman  # noqa: PLC0415

    sqlite_open.hold()
    postman.start()
