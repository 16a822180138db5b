"""gunicorn reads this file from the folder it is started in."""

import os

logger_class = "config.gunicorn_logs.Logger"
# Measured on two cores (bench/README.md): one process for each, and a few threads for who waits in it.
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4


def post_worker_init(worker):
    """A worker starts only on a database as new as the code; then it sends the mail that its requests cause, after they are answered."""
    from config import persistent_sqlite, schema_check  # noqa: PLC0415  (the application must be loaded first)
    from symptoms.mail import worker as mail_worker  # noqa: PLC0415

    schema_check.stop_if_outdated()
    persistent_sqlite.hold()
    mail_worker.start()
