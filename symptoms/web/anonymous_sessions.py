"""Limits for sessions of people who are not signed in.

Each session is a row of the database that anybody can create. Expired ones are deleted during readers'
requests, at most once a minute, because a site may have no cron job.
"""

from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from symptoms.web import throttling

MAX_AN_HOUR = 120  # from one network: a clinic's waiting room has one address
MAX_SWEPT = 500


def may_write(request: HttpRequest) -> bool:
    """Count one more session from the network of `request`; whether it may be written."""
    if request.user.is_authenticated:
        return True
    sweep_now_and_then()
    return not throttling.is_too_often(request, "anonymous session", MAX_AN_HOUR)


def sweep_now_and_then() -> None:
    """Delete some of the expired sessions, at most once a minute."""
    if throttling.count("sweep sessions", "all", throttling.MINUTE) == 1:
        sweep()


def sweep() -> None:
    """Delete at most MAX_SWEPT expired sessions, the oldest first."""
    ended = Session.objects.filter(expire_date__lt=timezone.now()).order_by("expire_date")
    Session.objects.filter(pk__in=list(ended.values_list("pk", flat=True)[:MAX_SWEPT])).delete()
