"""Which version of the site is current, and until when nothing can change automatically.

Asked of the database at most once in SECONDS, by each process; so a change shows in every process after
that time at the latest, and in the process that made it at once.
"""

import logging
import math
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.utils import timezone

from config.page_cache.connections import current
from symptoms.models import Edition, SiteVersion, TermStart

logger = logging.getLogger(__name__)
SECONDS = 1.0


class State(NamedTuple):
    """`version` is valid until `until`, when an edition or a term's words start or the date changes,
    unless it changes before. Nor is it valid before `since`: when a clock that was ahead is set back, what
    has started has not started any more.
    """

    version: str
    until: datetime
    since: datetime = datetime.min.replace(tzinfo=UTC)

    def includes(self, moment: datetime) -> bool:
        return self.since <= moment < self.until


class SiteState:
    """The state as this process last saw it."""

    def __init__(self, seconds: float = SECONDS):
        self.seconds = seconds
        self._lock = threading.Lock()
        self._state: State | None = None
        self._read_at = 0.0

    def now(self) -> State | None:
        """The state, at most `seconds` old; None while the database is unavailable."""
        state = self._state
        if state and self._is_fresh(state):
            return state
        with self._lock:
            state = self._state
            return state if state and self._is_fresh(state) else self._ask()

    def ask(self) -> State | None:
        """The current state from the database, in one query unless it has changed."""
        with self._lock:
            return self._ask()

    def forget(self) -> None:
        """Ask again before the next response, because something was written here."""
        self._read_at = -math.inf

    def _is_fresh(self, state):
        is_young = time.monotonic() - self._read_at < self.seconds
        return is_young and state.includes(timezone.now())

    def _ask(self):
        asked_at = time.monotonic()
        self._state = read(self._state)
        self._read_at = asked_at
        return self._state


def read(last: State | None = None) -> State | None:
    """The state from the database; `last` itself while it is still valid; None without an answer."""
    try:
        with current(connections[DEFAULT_DB_ALIAS]):
            version, now = SiteVersion.now(), timezone.now()
        if last and version == last.version and last.includes(now):
            return last
        starts = (
            Edition.objects.scheduled(now).filter(is_first__in=[True, False]).order_by("live_from")
        )
        start = starts.values_list("live_from", flat=True).first()
        of_term = TermStart.objects.next_after(now)
    except DatabaseError as error:
        logger.debug("The version of the site is not known: %s", type(error).__name__)
        for connection in connections.all(initialized_only=True):
            if not connection.in_atomic_block:
                connection.close()  # a new one next time: the database may have restarted
        return None
    until = min(filter(None, [start, of_term, _next_midnight(now)]))
    return State(version, until, now)


def _next_midnight(now):
    """When the site's local date changes: pages say whether a review is overdue today."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    zone = timezone.get_current_timezone()
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone)
