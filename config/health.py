"""Health addresses for load balancers and service managers: `/livez` and `/readyz`.

`/livez` says that this process answers. `/readyz` also asks the database, without which the site is not
ready, and the cache, without which it is degraded. Both answer any host name, with and without HTTPS.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection, connections
from django.http import JsonResponse

from symptoms.web.read_only import read_only

logger = logging.getLogger(__name__)
DEADLINE = 0.5  # seconds for an answer; later counts as away
SECONDS_KNOWN = 1  # for which an answer is given again, so that many who ask cost nothing
PROBE = "SELECT 1 FROM django_migrations LIMIT 1"

_lock = threading.Lock()
# When the database and the cache were asked, and whether each answered.
_last: tuple[float, bool, bool] | None = None


@read_only
def livez(request):
    """200 while this process answers."""
    return _answer({"status": "ok"})


@read_only
def readyz(request):
    """200 while the database answers, else 503."""
    database, has_cache = _state()
    status = "unavailable" if not database else "ok" if has_cache else "degraded"
    said = {"status": status, "database": _word(database), "cache": _word(has_cache)}
    return _answer(said, 200 if database else 503)


VIEWS = {"/livez": livez, "/readyz": readyz}


class HealthMiddleware:
    """Answers the health addresses before hosts, sessions and users are looked at."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return VIEWS.get(request.path_info, self.get_response)(request)


def _answer(said, status=200):
    response = JsonResponse(said, status=status, headers={"Cache-Control": "no-store"})
    # Django would log an error for each probe. `_note` logs each change instead.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _word(answers):
    return "ok" if answers else "away"


def _state() -> tuple[bool, bool]:
    """Whether the database and the cache answer, asked at most once in SECONDS_KNOWN."""
    global _last  # noqa: PLW0603  (one state for all threads of the process)
    with _lock:
        before = _last
        if before is None or time.monotonic() - before[0] >= SECONDS_KNOWN:
            database, has_cache = _in_time(_ask_database, _ask_cache)
            _last = (time.monotonic(), database, has_cache)
            _note(database, before is None or before[1])
        assert _last is not None  # noqa: S101  (for mypy)
        return _last[1:]


def _note(database, was_there):
    if was_there and not database:
        logger.error("Not ready: the database does not answer.")
    elif database and not was_there:
        logger.warning("Ready again: the database answers.")


def _in_time(*checks: Callable[[], None]) -> list[bool]:
    """Whether each check ends without an error within DEADLINE. One that hangs is left behind."""
    passed = [False] * len(checks)

    def run(number):
        try:
            checks[number]()
            passed[number] = True
        except Exception as error:  # noqa: BLE001  (whatever the driver raises)
            logger.debug("A health check failed: %s", type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[n], daemon=True) for n in range(len(checks))]
    end = time.monotonic() + DEADLINE
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0, end - time.monotonic()))
    return list(passed)


def _ask_database():
    with connection.cursor() as cursor:
        cursor.execute(PROBE)


def _ask_cache():
    """Raises ConnectionError when a cache that falls back to this process does so."""
    cache.get("readyz")
    if getattr(cache, "is_away", False):
        raise ConnectionError
