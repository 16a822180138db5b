"""Inactive accounts: the owner is told after 23 months, and the account is deleted after 24.

What readers save can say something about their health, so it is not kept forever. Months are calendar
months; a session lasts two weeks at most, so the last sign-in is close enough to the last visit.
"""

from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from accounts.models import InactivityNotice, User
from symptoms.mail.outbox import given_up
from symptoms.mail.templates import render_email

MONTHS_UNTIL_NOTICE, MONTHS_UNTIL_DELETION = 23, 24
# An owner who was told late still has time to return.
MIN_NOTICE = timedelta(days=28)
ABOUT = "inactivity"


def months_before(now: datetime, months: int) -> datetime:
    """The same day `months` earlier, or the last day of that month."""
    return now - relativedelta(months=months)


def to_notify(now: datetime):
    """Readers who have been away for 23 months and have not been told since."""
    told_since = Q(inactivity_notice__sent_at__gt=F("last_seen"))
    return _away_since(months_before(now, MONTHS_UNTIL_NOTICE)).exclude(told_since)


def to_delete(now: datetime):
    """Readers who have been away for 24 months and were told in time."""
    away = _away_since(months_before(now, MONTHS_UNTIL_DELETION))
    return away.filter(
        inactivity_notice__sent_at__gt=F("last_seen"),
        inactivity_notice__sent_at__lte=now - MIN_NOTICE,
    )


def notify(user: User, now: datetime) -> None:
    """Tell the owner, without saying what is saved. Raises OSError when the mail cannot be sent."""
    values = {"site_url": settings.SITE_URL}
    message = render_email("account/email/inactive", user.email, values)
    message.about = ABOUT
    message.valid_for = MIN_NOTICE / 2
    with transaction.atomic():
        message.send()
        InactivityNotice.objects.update_or_create(user=user, defaults={"sent_at": now})


def withdraw_notice(sender, about, to, **kwargs) -> None:
    """The mail could not be sent, so the owner does not know and the account is not deleted."""
    if about == ABOUT:
        InactivityNotice.objects.filter(user__in=User.objects.with_address(to)).delete()


def connect() -> None:
    given_up.connect(withdraw_notice, dispatch_uid="accounts.inactivity")


def _away_since(moment):
    seen = User.objects.filter(is_staff=False).annotate(
        last_seen=Coalesce("last_login", "date_joined")
    )
    return seen.filter(last_seen__lte=moment).order_by("pk")
