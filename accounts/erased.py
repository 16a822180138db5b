"""The list of erased accounts, in a file beside the database, to erase them again in a restored backup.

A line is a keyed hash of the account's id and creation time. It does not reveal the person, and it does
not match another account with the same id in another database. Lines are only ever added; two lists can
be merged in any order.
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


def check_writable() -> None:
    """Raises OSError where the list cannot be written, so that nothing is erased yet."""
    os.close(_opened())


def add(marks: Iterable[str]) -> None:
    """Append `marks` and sync them to disk, in one write so that lines of two processes never mix."""
    lines = "".join(f"{line}\n" for line in marks).encode()
    file = _opened()
    try:
        os.write(file, lines)
        os.fsync(file)
    finally:
        os.close(file)


def among(users: Iterable[User]) -> list[User]:
    """The accounts of `users` that are on the list."""
    path = Path(settings.ERASED_LIST)
    marks = set(path.read_text().split()) if path.exists() else set()
    return [user for user in users if mark(user) in marks]


def _opened() -> int:
    return os.open(settings.ERASED_LIST, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
