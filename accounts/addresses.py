"""The one address of an account, for accounts that staff make."""

from allauth.account.models import EmailAddress
from django.db import transaction


def confirm_address(user) -> None:
    """Make `user.email` the account's only address, and a confirmed one.

    Without it, allauth would ask the new editor to confirm the address before the first sign-in.
    """
    with transaction.atomic():
        EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
