"""Django system checks for settings that would weaken the limits on guessing passwords."""

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
            f"Each of {workers} workers counts failed sign-ins separately, because CACHE_URL is locmemcache.",
            hint="Set CACHE_URL to rediscache:// or dbcache://, or WEB_CONCURRENCY to 1.",
            id="accounts.W001",
        )
    ]


def check_proxies_are_trusted(app_configs, **kwargs):
    """System check of `check --deploy`: behind a proxy, limits need the client's address."""
    if not settings.SITE_URL.startswith("https://") or settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return []
    return [
        checks.Error(
            "The site has an https address, but SYMPTOMS_TRUSTED_PROXIES is 0.",
            hint="Set it to the number of proxies in front of the site, such as 1. Otherwise all "
            "readers share the limits of one address, and no request counts as HTTPS.",
            id="accounts.E001",
        )
    ]
