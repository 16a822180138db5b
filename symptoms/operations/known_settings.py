"""The settings of the site's environment, without secrets, to set a new server up by."""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

_PREFIX = "SYMPTOMS_"
_PLAIN = (
    "DEBUG",
    "ALLOWED_HOSTS",
    "ERROR_MAIL",
    "LANGUAGE_CODE",
    "LANGUAGES",
    "LOG_FORMAT",
    "METRICS_PORT",
)
_URLS = (
    "DATABASE_MOVE_FROM_URL",
    "DATABASE_REPLICA_URL",
    "DATABASE_URL",
    "CACHE_URL",
    "EMAIL_URL",
    "SENTRY_DSN",
    "STORAGE_URL",
)


def without_secrets(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The names that are set, with their values. Addresses lose user, password and query; the secret
    key is left out."""
    plain = {
        name: value
        for name, value in environment.items()
        if name in _PLAIN or name.startswith(_PREFIX)
    }
    urls = {name: _public_part(environment[name]) for name in _URLS if environment.get(name)}
    return dict(sorted((plain | urls).items()))


def _public_part(url):
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
