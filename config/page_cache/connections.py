"""Connections that are used before Django sees a request, and so are not closed after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_FILE = "_symptoms_file"


@contextmanager
def current(connection: Any) -> Iterator[Any]:
    """The thread's connection, opened anew if SQLite's file was replaced since, for example by a backup. One of a
    pool is given back."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        _close_if_replaced(connection)
    try:
        yield connection
    except BaseException:
        if not connection.in_atomic_block:
            connection.close()
        raise
    if connection.settings_dict["OPTIONS"].get("pool") and not connection.in_atomic_block:
        connection.close()


def _close_if_replaced(connection):
    try:
        found = Path(connection.settings_dict["NAME"]).stat()
    except OSError:
        return
    file = found.st_dev, found.st_ino
    opened = connection.connection
    if opened is not None and getattr(connection, _FILE, None) != (id(opened), file):
        connection.close()
        opened = None
    if opened is None:
        connection.ensure_connection()
        setattr(connection, _FILE, (id(connection.connection), file))
