from django.apps import AppConfig
from django.core import checks

from accounts.checks import check_proxies_are_trusted, check_rate_limits_are_shared


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts import (  # noqa: PLC0415  (apps must be loaded first)
            addresses,
            inactivity,
            recent_sign_in,
            throttle,
        )

        for module in (addresses, inactivity, recent_sign_in, throttle):
            module.connect()
        checks.register(check_rate_limits_are_shared, checks.Tags.security)
        checks.register(check_proxies_are_trusted, checks.Tags.security, deploy=True)
