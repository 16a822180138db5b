"""gunicorn reads this file from the folder it is started in."""

logger_class = "config.gunicorn_logs.Logger"
