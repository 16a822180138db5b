"""gunicorn reads this file from the folder it is started in."""

logger_class = "config.gunicorn_logs.Logger"


def post_worker_init(worker):
    """A worker starts only on a database as new as the code; then it sends the mail that its requests cause, after they are answered."""
    from config import persistent_sqlite, schema_check  # noqa: PLC0415  (the application must be loaded first)
    from symptoms.mail import worker as mail_worker  # noqa: PLC0415

    schema_check.stop_if_outdated()
    persistent_sqlite.hold()
    mail_worker.start()
