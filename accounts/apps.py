from django.apps import AppConfig
from django.core import checks

from accounts.checks import check_rate_limits_are_shared


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts import addresses, inactivity, throttle  # noqa: PLC0415  (apps must be loaded first)

        addresses.connect()
        inactivity.connect()
        throttle.connect()
        checks.register(check_rate_limits_are_shared, checks.Tags.security)
