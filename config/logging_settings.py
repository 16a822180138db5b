"""LOGGING: lines to standard error, and error reports to the people who run the site."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

FORMATTERS: dict[str, dict[str, Any]] = {
    "plain": {
        "()": "config.logs.OneLineFormatter",
        "format": "{levelname} {name} {message}",
        "style": "{",
    },
    "json": {"()": "config.json_logs.JsonFormatter"},
}


def logging_settings(env) -> dict[str, Any]:
    """Raises ImproperlyConfigured for an unknown LOG_FORMAT."""
    if env("LOG_FORMAT") not in FORMATTERS:
        raise ImproperlyConfigured(f"LOG_FORMAT must be one of {', '.join(FORMATTERS)}.")
    handlers: dict[str, dict[str, Any]] = {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env("LOG_FORMAT"),
            "filters": ["database_away"],
        }
    }
    if env("ERROR_MAIL"):
        handlers["mail"] = {
            "class": "config.error_mail.Handler",
            "level": "ERROR",
            "formatter": "plain",
            "filters": ["database_away"],
        }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": FORMATTERS,
        "filters": {"database_away": {"()": "config.logs.DatabaseAwayFilter"}},
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": "WARNING"},
        # Django's default handlers would mail the whole request, and write lines without our formatter.
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        },
    }
