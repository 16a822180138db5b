"""The environment variables of the site: names, types, defaults, and clear errors.

`docs/settings.md` explains each name; `config/settings.py` turns them into Django's settings.
"""

import difflib
import os
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

OUR_PREFIX = "SYMPTOMS_"

# name: (type, default). None as the default means: required outside DEBUG.
SCHEMA: dict[str, tuple[type, Any]] = {
    "DEBUG": (bool, False),
    "SECRET_KEY": (str, None),
    "ALLOWED_HOSTS": (list, None),
    "DATABASE_URL": (str, ""),
    "DATABASE_REPLICA_URL": (str, ""),
    "DATABASE_MOVE_FROM_URL": (str, ""),
    "STORAGE_URL": (str, ""),
    "CACHE_URL": (str, "sqlitecache://"),
    "EMAIL_URL": (str, ""),
    "LANGUAGE_CODE": (str, "en-us"),
    "LANGUAGES": (list, []),
    "SYMPTOMS_SITE_NAME": (str, "Symptom Series"),
    "SYMPTOMS_SITE_URL": (str, "http://127.0.0.1:8000"),
    "SYMPTOMS_TIME_ZONE": (str, "UTC"),
    "SYMPTOMS_CONTACT_EMAIL": (str, ""),
    "SYMPTOMS_MAIL_FROM": (str, "no-reply@localhost"),
    "SYMPTOMS_EMERGENCY_NUMBER": (str, ""),
    "SYMPTOMS_CRISIS_LINE": (str, ""),
    "SYMPTOMS_START_WITH": (str, "what-is-ms"),
    "SYMPTOMS_WHEN_REVIEW_IS_OVERDUE": (str, "line"),
    "SYMPTOMS_HEALTHCARE_TEAM_PROMPT": (str, ""),
    "SYMPTOMS_VAR": (str, ""),
    "SYMPTOMS_PAGE_CACHE_MIB": (int, 16),
    "SYMPTOMS_TRUSTED_PROXIES": (int, 0),
    "SYMPTOMS_HSTS_SUBDOMAINS": (bool, False),
    "SYMPTOMS_HSTS_PRELOAD": (bool, False),
    "SYMPTOMS_DATABASE_STATEMENT_SECONDS": (int, 20),
    "SYMPTOMS_DATABASE_LOCK_SECONDS": (int, 10),
    "SYMPTOMS_DATABASE_POOL": (int, 0),
    "SYMPTOMS_REPLICA_LAG_SECONDS": (int, 10),
    "LOG_FORMAT": (str, "plain"),
    "METRICS_PORT": (int, 0),
    "SENTRY_DSN": (str, ""),
    "ERROR_MAIL": (list, []),
}

DEBUG_ONLY = {"SECRET_KEY": "only-for-debugging", "ALLOWED_HOSTS": ["127.0.0.1", "localhost"]}


class Environment:
    """Typed reads of `SCHEMA` from `os.environ`.

    Raises ImproperlyConfigured, naming the variable, for a missing required value, a value of the
    wrong type, or a variable that starts with SYMPTOMS_ but is not in the schema.
    """

    def __init__(self):
        self._env = environ.Env()
        self._refuse_unknown_names()

    def _refuse_unknown_names(self):
        ours = {name for name in os.environ if name.startswith(OUR_PREFIX)}
        for name in sorted(ours - SCHEMA.keys()):
            close = difflib.get_close_matches(name, SCHEMA, n=1)
            if close:
                raise ImproperlyConfigured(
                    f"{name} is not a setting of this site. Did you mean {close[0]}?"
                )
            raise ImproperlyConfigured(f"{name} is not a setting of this site.")

    def __call__(self, name):
        kind, default = SCHEMA[name]
        if name not in os.environ or os.environ[name] == "":
            return self._default(name, default)
        raw = os.environ[name].strip()
        if kind is bool:
            return self._boolean(name, raw)
        if kind is list:
            return [item.strip() for item in raw.split(",") if item.strip()]
        try:
            return kind(raw)
        except ValueError:
            raise ImproperlyConfigured(
                f"{name} must be {kind.__name__}, but it is {raw!r}."
            ) from None

    def _default(self, name, default):
        if default is not None:
            return default
        if self("DEBUG"):
            return DEBUG_ONLY[name]
        raise ImproperlyConfigured(f"{name} is not set, and outside DEBUG it has no default.")

    @staticmethod
    def _boolean(name, raw):
        words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        if raw.lower() not in words:
            raise ImproperlyConfigured(f"{name} must be true or false, but it is {raw!r}.")
        return words[raw.lower()]

    def url(self, name, parse, schemes, default):
        """The parsed URL in `name` (or `default`); its scheme must be one of `schemes`."""
        value = self(name) or default
        scheme, separator, _rest = value.partition("://")
        if not separator or scheme not in schemes:
            allowed = ", ".join(f"{s}://" for s in schemes)
            raise ImproperlyConfigured(f"{name} must start with one of {allowed}.")
        try:
            return parse(value)
        except (ValueError, KeyError) as error:
            raise ImproperlyConfigured(f"{name} is not a valid address: {error}.") from None
