"""Asking somebody to work on the site: the email with the link, and what accepting it does."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.addresses import confirm_address, unconfirmed
from accounts.models import INVITED_FOR, Invitation, User
from symptoms import conf
from symptoms.mail.templates import render_email

KEPT_AFTER_EXPIRY = timedelta(days=30)


def send(invitation: Invitation) -> None:
    """Email the link, which works for INVITED_FOR from now on. A link that was sent before ends."""
    with transaction.atomic():
        invitation.created_at = timezone.now()
        invitation.save()
        values = {
            "name": invitation.name,
            "url": conf.absolute(invitation.secret_path),
            "days": INVITED_FOR.days,
            "site_url": settings.SITE_URL,
        }
        render_email("account/email/invitation", invitation.email, values).send()


def forget_unanswered(now: datetime) -> None:
    """Delete those that expired long before `now`, and with them the addresses of people who never came."""
    Invitation.objects.expired(now - KEPT_AFTER_EXPIRY).delete()


def known_account(invitation: Invitation) -> User | None:
    """The account that has proven to own the invited address; None if there is none."""
    user = User.objects.with_address(invitation.email).first()
    return None if user and user == unconfirmed(invitation.email) else user


def new_account(invitation: Invitation) -> User:
    """An unsaved account for the invited address, or a stranger's who never proved to own it."""
    return unconfirmed(invitation.email) or User(email=invitation.email)


def accept(invitation: Invitation, user: User) -> bool:
    """Give `user` the role, the name and the public name of the invitation, which is then used up.
    False, and nothing changes, if it was used or withdrawn in the meantime.
    """
    with transaction.atomic():
        there = Invitation.objects.select_for_update().filter(pk=invitation.pk)
        if not there.exists():
            return False
        there.delete()
        user.is_staff, user.name = True, invitation.name
        user.save()
        user.groups.add(invitation.group)
        confirm_address(user)
        contributor = invitation.contributor
        if contributor and contributor.account is None and not hasattr(user, "contributor"):
            contributor.account = user
            contributor.save()
    return True
