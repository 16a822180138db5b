"""What somebody who is not signed in may leave in a session: little, seldom, and not for long.

Each is a row of the database that a stranger can make. Those that have ended are swept now and then
by the readers' own requests, because no site is sure to have a cron job.
"""

from django.contrib.sessions.models import Session
from django.utils import timezone

from symptoms.web import throttling

MAX_AN_HOUR = 120  # of one place: a clinic's waiting room has one address
MAX_SWEPT = 500


def may_write(request) -> bool:
    """Count one more that is left from where `request` was sent; whether it may be."""
    if request.user.is_authenticated:
        return True
    sweep_now_and_then()
    return not throttling.is_too_often(request, "anonymous session", MAX_AN_HOUR)


def sweep_now_and_then() -> None:
    """Delete some of the sessions that have ended, at most once a minute."""
    if throttling.count("sweep sessions", "all", throttling.MINUTE) == 1:
        sweep()


def sweep() -> None:
    """Delete MAX_SWEPT sessions that have ended, the oldest first."""
    ended = Session.objects.filter(expire_date__lt=timezone.now()).order_by("expire_date")
    Session.objects.filter(pk__in=list(ended.values_list("pk", flat=True)[:MAX_SWEPT])).delete()
