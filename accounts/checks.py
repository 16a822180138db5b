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


def check_proxies_are_trusted(app_configs, **kwargs):
    """System check of `check --deploy`: HTTPS ends at a proxy, and limits have to count behind it."""
    if not settings.SITE_URL.startswith("https://") or settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return []
    return [
        checks.Error(
            "The site has an https address, and SYMPTOMS_TRUSTED_PROXIES is 0.",
            hint="Set it to the number of proxies in front of the site, such as 1. Without it every "
            "reader seems to come from one place, and no request seems to come by HTTPS.",
            id="accounts.E001",
        )
    ]
