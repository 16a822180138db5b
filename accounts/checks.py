"""Django system checks of what would weaken the limits on guessing passwords."""

import os

from django.conf import settings
from django.core import checks


def check_rate_limits_are_shared(app_configs, **kwargs):
    """The limits count in the default cache; LocMemCache gives every worker its own count."""
    workers = os.environ.get("WEB_CONCURRENCY", "1")
    one_each = settings.CACHES["default"]["BACKEND"].endswith("LocMemCache")
    if not (one_each and workers.isdigit() and int(workers) > 1):
        return []
    return [
        checks.Warning(
            f"{workers} workers each count failed sign-ins alone, because CACHE_URL is locmemcache.",
            hint="Set CACHE_URL to rediscache:// or dbcache://, or WEB_CONCURRENCY to 1.",
            id="accounts.W001",
        )
    ]
