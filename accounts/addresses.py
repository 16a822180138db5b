"""Whose address is it? What is known, and what is made of it."""

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.db import transaction

# Session key: the account that this browser has created.
SIGNED_UP_HERE = "account_signed_up_here"
VOID = (
    "Someone had chosen a password for this account before the e-mail address was confirmed. "
    "To keep you safe, that password no longer works. You can choose a new one under Your account."
)


def confirm_address(user) -> None:
    """Make `user.email` the account's only address, and a confirmed one, for staff who vouch for it.

    Without it, allauth would ask the new editor to confirm the address before the first sign-in.
    """
    with transaction.atomic():
        EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )


def void_unproven_password(request, user) -> None:
    """Void a password that was chosen before anybody had proved that the address is theirs.

    Called when a sign-in code is the first proof. Otherwise a stranger could sign up with your
    address, wait until you sign in by code, and then read your favorites with the password that
    only they know. A password chosen in this very browser stays.
    """
    addresses = EmailAddress.objects.filter(user=user)
    unproven = addresses.exists() and not addresses.filter(verified=True).exists()
    if unproven and request.session.get(SIGNED_UP_HERE) != user.pk and user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        messages.warning(request, VOID)
