"""Accounts that nobody signs in to: told after 23 months, deleted after 24.

What is kept here can say something about somebody's health, so it is not kept for ever. Months are
those of the calendar; a session lasts two weeks at the most, so the last sign-in says enough.
"""

from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string

from accounts.models import InactivityNotice, User
from symptoms.mail.outbox import Letter, given_up

TOLD_AFTER, DELETED_AFTER = 23, 24
# Whoever was told late has time to come back all the same.
LEAST_NOTICE = timedelta(days=28)
ABOUT = "inactivity"


def months_before(now: datetime, months: int) -> datetime:
    """The same day of the month, so many months earlier, or the last day of that month."""
    return now - relativedelta(months=months)


def to_be_told(now: datetime):
    """Readers who have been away for 23 months and were not told since."""
    told_since = Q(inactivity_notice__sent_at__gt=F("last_seen"))
    return _away_since(months_before(now, TOLD_AFTER)).exclude(told_since)


def to_be_deleted(now: datetime):
    """Readers who have been away for 24 months, and were told so in time."""
    away = _away_since(months_before(now, DELETED_AFTER))
    return away.filter(
        inactivity_notice__sent_at__gt=F("last_seen"),
        inactivity_notice__sent_at__lte=now - LEAST_NOTICE,
    )


def tell(user: User, now: datetime) -> None:
    """Mail that says so, without a word on what is kept. Raises OSError when it cannot be sent."""
    message = Letter(
        render_to_string("account/email/inactive_subject.txt").strip(),
        render_to_string("account/email/inactive_message.txt", {"site_url": settings.SITE_URL}),
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.about = ABOUT
    message.good_for = LEAST_NOTICE / 2
    with transaction.atomic():
        message.send()
        InactivityNotice.objects.update_or_create(user=user, defaults={"sent_at": now})


def was_not_told(sender, about, to, **kwargs) -> None:
    """The mail could not be sent: the owner was not told after all, so nothing is deleted."""
    if about == ABOUT:
        InactivityNotice.objects.filter(user__email__iexact=to).delete()


def connect() -> None:
    given_up.connect(was_not_told, dispatch_uid="accounts.inactivity")


def _away_since(moment):
    seen = User.objects.filter(is_staff=False).annotate(
        last_seen=Coalesce("last_login", "date_joined")
    )
    return seen.filter(last_seen__lte=moment).order_by("pk")
