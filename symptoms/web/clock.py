"""The moment at which the public site is read: now, unless a member of staff chose another one.

Queries for readers use this clock, so a page cannot mix two moments. Code that writes uses
`django.utils.timezone` instead, because everything is written now.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_chosen: ContextVar[datetime | None] = ContextVar("chosen moment", default=None)


def now() -> datetime:
    """The chosen moment, or the present one; aware."""
    return _chosen.get() or timezone.now()


def chosen() -> datetime | None:
    """The moment that was chosen instead of now, if one was."""
    return _chosen.get()


def choose(moment: datetime | None) -> None:
    """Answer readers' queries as of the aware `moment`, until the end of `reading`."""
    _chosen.set(moment)


@contextmanager
def reading(moment: datetime | None = None) -> Iterator[None]:
    """A block in which readers' queries answer as of the aware `moment`; None means now, until `choose`."""
    token = _chosen.set(moment)
    try:
        yield
    finally:
        _chosen.reset(token)
