"""What other code can hook into: signals of what became public. `docs/extend.md` shows how to use them.

Each is sent once, after the transaction has committed, with the sender `Edition` and `edition`; an update
that starts later is announced when it is scheduled, and `edition.live_from` says when it starts (UTC).
A receiver that fails is logged and stops nothing.
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
