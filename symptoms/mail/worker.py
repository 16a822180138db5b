"""The thread that sends the mail in the outbox; `gunicorn.conf.py` starts one in each server process."""

import logging
import threading
from threading import Thread

from django.db import close_old_connections, connections

from symptoms.mail import outbox

logger = logging.getLogger(__name__)
# Seconds between checks for what another process left, and what is due again.
CHECK_INTERVAL = 15
_mail_waits = threading.Event()
_stopped = threading.Event()


def start() -> threading.Thread:
    """Send mail in a thread of this process from now on, first what a crash may have left."""
    outbox.when_waiting(_mail_waits.set)
    _stopped.clear()
    _mail_waits.set()
    thread = threading.Thread(target=_run, name="outbox", daemon=True)
    thread.start()
    return thread


def stop(thread: Thread) -> None:
    """End the thread after the mail that it is sending."""
    _stopped.set()
    _mail_waits.set()
    thread.join(30)


def _run() -> None:
    while not _stopped.is_set():
        _mail_waits.wait(CHECK_INTERVAL)
        _mail_waits.clear()
        try:
            close_old_connections()
            outbox.deliver()
        except Exception:  # the next round tries again
            logger.exception("The outbox could not be emptied.")
        finally:
            connections.close_all()
