"""Whose address is it? What is known, and what is made of it."""

from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.db.models.signals import pre_delete

from accounts.models import User
from symptoms.mail import outbox

# Session key: the account that this browser has created.
SIGNED_UP_HERE = "account_signed_up_here"
# Session key: the account that this browser has signed up for again, and the password it chose then.
CHOSEN_HERE = "account_chosen_here"
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


def unconfirmed(email) -> User | None:
    """The reader's account with this address that nobody has proved to be theirs, if there is one."""
    user = User.objects.filter(email__iexact=email, is_active=True, is_staff=False).first()
    proved = user and EmailAddress.objects.filter(user=user, verified=True).exists()
    return None if proved else user


def take_chosen_password(request, user) -> None:
    """Let the password that this browser chose count, now that it has the code from the mail.

    The one before may be a stranger's, who signed up with this address first.
    """
    owner, password = request.session.pop(CHOSEN_HERE, [None, ""])
    if owner == user.pk:
        user.password = password
        user.save(update_fields=["password"])


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


def forget_mail(sender, instance, **kwargs) -> None:
    """Drop what waits for somebody who leaves, in whichever way they are deleted."""
    for address in {instance.email, *instance.emailaddress_set.values_list("email", flat=True)}:
        outbox.forget(address)


def stay_signed_in_here(sender, request, user, **kwargs) -> None:
    """Another address ends all sessions of `user` (models.py); the one in which it was proved goes on."""
    if request and request.user == user:
        user.refresh_from_db(fields=["email"])
        update_session_auth_hash(request, user)


def connect() -> None:
    """Called once when the app is ready."""
    pre_delete.connect(forget_mail, sender=User, dispatch_uid="accounts.addresses")
    email_changed.connect(stay_signed_in_here, dispatch_uid="accounts.addresses")
