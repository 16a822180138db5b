"""The thread of a server process that sends what waits in the outbox; `gunicorn.conf.py` starts it."""

import logging
import threading

from django.db import close_old_connections, connections

from symptoms.mail import outbox

logger = logging.getLogger(__name__)
# Seconds after which it looks by itself: for what another process left, and what is tried again.
LOOK_EVERY = 15
_letter = threading.Event()
_ended = threading.Event()


def start() -> threading.Thread:
    """Send in a thread of this process from now on; first what a crash may have left."""
    outbox.when_waiting(_letter.set)
    _ended.clear()
    _letter.set()
    thread = threading.Thread(target=_run, name="postman", daemon=True)
    thread.start()
    return thread


def stop(thread) -> None:
    """End the thread when it has sent what it is sending."""
    _ended.set()
    _letter.set()
    thread.join(30)


def _run():
    while not _ended.is_set():
        _letter.wait(LOOK_EVERY)
        _letter.clear()
        try:
            close_old_connections()
            outbox.deliver()
        except Exception:  # the next round may do better
            logger.exception("The outbox could not be emptied.")
        finally:
            connections.close_all()
