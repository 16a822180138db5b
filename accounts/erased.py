"""The list of erased accounts, in a file beside the database, to erase them again in a restored backup.

A line is a keyed hash of the account's id and creation time. It does not reveal the person, and it does
not match another account with the same id in another database. Lines are only ever added; two lists can
be merged in any order.
"""

import errno
import io
import os
from collections.abc import Iterable
from datetime import UTC
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import User

_LENGTH = 64  # of a mark


def mark(user: User) -> str:
    identity = f"{user.pk} {user.date_joined.astimezone(UTC).isoformat()}"
    return salted_hmac("accounts.erased", identity, algorithm="sha256").hexdigest()


def room_for(count: int) -> int:
    """Take the disk space of `count` more lines, so that an erased account can't be missing from the list
    of a full disk. Returns where they start. Until they are written there are blank lines, which mean
    nothing. Raises OSError where the list cannot be written, so that nothing is erased yet."""
    blank = f"{' ' * _LENGTH}\n".encode() * count
    with _opened(os.O_CREAT | os.O_APPEND) as file:
        # In one write, so that two processes take different lines.
        if file.write(blank) < len(blank):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(file.fileno())
        return file.tell() - len(blank)


def write(marks: Iterable[str], start: int) -> None:
    """Write `marks` into the room at `start`, and sync them to disk."""
    with _opened() as file:
        file.seek(start)
        file.write("".join(f"{line}\n" for line in marks).encode())
        os.fsync(file.fileno())


def among(users: Iterable[User]) -> list[User]:
    """The accounts of `users` that are on the list."""
    path = Path(settings.ERASED_LIST)
    marks = set(path.read_text().split()) if path.exists() else set()
    return [user for user in users if mark(user) in marks]


def _opened(flags: int = 0) -> io.FileIO:
    return io.FileIO(os.open(settings.ERASED_LIST, os.O_WRONLY | flags, 0o600), "wb")
