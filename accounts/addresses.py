"""Who owns an address: what is known, and what follows from it."""

from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from symptoms.mail import outbox

# Session key: the account that this browser created.
SIGNED_UP_HERE = "account_signed_up_here"
# Session key: the account that this browser signed up for again, and the password chosen then.
CHOSEN_HERE = "account_chosen_here"
PASSWORD_VOIDED = _(
    "Someone chose a password for this account before the email address was confirmed. "
    "To keep you safe, that password no longer works. You can choose a new one under Your account."
)


def confirm_address(user) -> None:
    """Make `user.email` the account's only address, and confirmed, because staff vouch for it.

    Otherwise allauth would ask the new editor to confirm the address before the first sign-in.
    """
    with transaction.atomic():
        EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )


def unconfirmed(email) -> User | None:
    """The reader's account with this address, if nobody has confirmed the address yet; else None."""
    user = User.objects.with_address(email).filter(is_active=True, is_staff=False).first()
    confirmed = user and EmailAddress.objects.filter(user=user, verified=True).exists()
    return None if confirmed else user


def take_chosen_password(request, user) -> None:
    """Set the password that this browser chose, now that it has entered the code from the mail.

    The earlier password may belong to a stranger who signed up with this address first.
    """
    owner, password = request.session.pop(CHOSEN_HERE, [None, ""])
    if owner == user.pk:
        user.password = password
        user.save(update_fields=["password"])


def void_unproven_password(request, user) -> None:
    """Void a password that was chosen before anybody confirmed the address.

    Called when a sign-in code is the first proof. Otherwise a stranger could sign up with your
    address, wait until you sign in by code, and then read your favorites with the password that
    only they know. A password chosen in this browser remains.
    """
    addresses = EmailAddress.objects.filter(user=user)
    unproven = addresses.exists() and not addresses.filter(verified=True).exists()
    if unproven and request.session.get(SIGNED_UP_HERE) != user.pk and user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        messages.warning(request, PASSWORD_VOIDED)


def forget_mail(sender, instance, **kwargs) -> None:
    """Delete unsent mail to an account that is being deleted, however that happens."""
    for address in {instance.email, *instance.emailaddress_set.values_list("email", flat=True)}:
        outbox.forget(address)


def stay_signed_in_here(sender, request, user, **kwargs) -> None:
    """Changing the address ends all sessions of `user` (models.py) except the one that confirmed it."""
    if request and request.user == user:
        user.refresh_from_db(fields=["email"])
        update_session_auth_hash(request, user)


def connect() -> None:
    """Called once when the app is ready."""
    pre_delete.connect(forget_mail, sender=User, dispatch_uid="accounts.addresses")
    email_changed.connect(stay_signed_in_here, dispatch_uid="accounts.addresses")
