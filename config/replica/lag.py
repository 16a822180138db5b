"""Whether the replica is behind by less than the bound, without comparing clocks.

Once a second, each process notes the position of the primary's log. The replica is fresh when it
has replayed a position that was noted within the bound. A primary that is down writes nothing, so a
fresh replica stays fresh until it is back.
"""

import logging
import threading
import time
from collections import deque

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections

from config.replica.router import REPLICA

logger = logging.getLogger(__name__)
SECONDS_KNOWN = 1
_POSITION = "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn"
_REPLAYED = "SELECT pg_last_wal_replay_lsn() - '0/0'::pg_lsn"


class Freshness:
    """What one process knows. `ask(alias, statement)` returns one number, or None if there is none."""

    def __init__(self, ask, clock=time.monotonic):
        self._ask, self._clock = ask, clock
        self._noted: deque[tuple[float, int]] = deque(maxlen=600)
        self._asked_at, self._fresh = float("-inf"), False
        self._lock = threading.Lock()

    def is_fresh(self, bound: int) -> bool:
        """Whether the replica may be read, asked at most once in SECONDS_KNOWN by one thread."""
        if self._clock() - self._asked_at < SECONDS_KNOWN or not self._lock.acquire(blocking=False):
            return self._fresh
        try:
            fresh = self._look(bound)
            if fresh != self._fresh:
                logger.warning(
                    "The replica is %s.", "read" if fresh else "behind or away: not read"
                )
            self._fresh, self._asked_at = fresh, self._clock()
        finally:
            self._lock.release()
        return self._fresh

    def _look(self, bound):
        replayed = self._number(REPLICA, _REPLAYED)
        if replayed is None:
            return False
        now = self._clock()
        position = self._number("default", _POSITION)
        if position is None:
            return self._fresh
        self._noted.append((now, position))
        return any(at >= now - bound and replayed >= place for at, place in self._noted)

    def _number(self, alias, statement):
        try:
            return self._ask(alias, statement)
        except (DatabaseError, InterfaceError):
            return None


def _ask(alias, statement):
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)
        found = cursor.fetchone()[0]
    return None if found is None else int(found)


_freshness = Freshness(_ask)


def is_fresh() -> bool:
    return _freshness.is_fresh(settings.REPLICA_LAG_SECONDS)
