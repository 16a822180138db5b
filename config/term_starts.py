"""Scheduled words of terms start with the first request from their moment on, before its page is made.

Each process knows when the next one starts, and asks the database at most once in SECONDS; so most
requests make no query for it. What this process schedules or cancels itself, it knows at once.
"""

import logging
import math
import time
from datetime import datetime

from django.db import DatabaseError, InterfaceError, OperationalError
from django.db.models import Min
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from symptoms.models import TermStart
from symptoms.workflow import term_starts

logger = logging.getLogger(__name__)
SECONDS = 1.0


class NextStart:
    """When the next start is, due ones too, as this process last saw it."""

    def __init__(self) -> None:
        self._starts: datetime | None = None
        self._asked_at = -math.inf

    def has_come(self) -> bool:
        if time.monotonic() - self._asked_at >= SECONDS:
            self._starts = TermStart.objects.aggregate(next=Min("starts"))["next"]
            self._asked_at = time.monotonic()
        return self._starts is not None and self._starts <= timezone.now()

    def forget(self, **kwargs: object) -> None:
        """Ask again before the next page, because something was scheduled, canceled or begun here."""
        self._asked_at = -math.inf

    def wait(self) -> None:
        """Ask again in SECONDS, because asking or starting has failed."""
        self._starts, self._asked_at = None, time.monotonic()

    def assume_none(self) -> None:
        """Ask nothing until something is scheduled here. For tests that count queries."""
        self._starts, self._asked_at = None, math.inf


next_start = NextStart()
for signal in (post_save, post_delete):
    signal.connect(next_start.forget, sender=TermStart, dispatch_uid="config.term_starts")


class TermStartsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            if next_start.has_come():
                term_starts.begin()
                next_start.forget()
        except (OperationalError, InterfaceError):
            # The page says that the database is away, or, while it is full, shows the earlier words.
            next_start.wait()
        except DatabaseError as error:
            next_start.wait()
            logger.warning("Scheduled words of terms could not start: %s", type(error).__name__)
        return self.get_response(request)
