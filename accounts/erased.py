"""Who was erased, in a file beside the database, so that a restored backup can be made to forget again.

A line is a keyed hash of the account's id and of the moment it was made: it tells nobody who that was,
and another account that gets the same id in another database is another one. Lines are only ever
added; two lists can be put together in any order.
"""

import os
from collections.abc import Iterable
from datetime import UTC
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import User


def mark(user: User) -> str:
    identity = f"{user.pk} {user.date_joined.astimezone(UTC).isoformat()}"
    return salted_hmac("accounts.erased", identity, algorithm="sha256").hexdigest()


def make_ready() -> None:
    """Raises OSError where the list cannot be written, before anything is erased."""
    os.close(_opened())


def add(marks: Iterable[str]) -> None:
    """Add `marks`, on the disk when this returns. One write, so that lines of two processes never mix."""
    lines = "".join(f"{line}\n" for line in marks).encode()
    file = _opened()
    try:
        os.write(file, lines)
        os.fsync(file)
    finally:
        os.close(file)


def among(users: Iterable[User]) -> list[User]:
    """Those of `users` who are on the list."""
    path = Path(settings.ERASED_LIST)
    marks = set(path.read_text().split()) if path.exists() else set()
    return [user for user in users if mark(user) in marks]


def _opened() -> int:
    return os.open(settings.ERASED_LIST, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
