"""Signals about what became public, which other code can receive. `docs/extend.md` shows how to use
them.

Each is sent once, after the transaction has committed, with the sender `Edition` and `edition`; an update
that starts later is announced when it is scheduled, and `edition.live_from` says when it starts (UTC).
If a receiver fails, the error is logged and nothing else happens.
"""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

from symptoms.models import Edition

edition_published = Signal()
edition_withdrawn = Signal()


def announce(signal: Signal, edition: Edition) -> None:
    """Send `signal` about `edition` once the current transaction has committed."""
    transaction.on_commit(partial(signal.send_robust, sender=Edition, edition=edition))
