"""A connection to SQLite that stays open as long as the process.

When the last connection closes, SQLite deletes the write-ahead log, and the next needs disk space to
create another. With one connection open, pages can still be read while the disk is full.
"""

import sqlite3

from django.conf import settings

_open: list[sqlite3.Connection] = []


def hold() -> None:
    """Open the connection, if the site uses SQLite and none is open. It holds no lock."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and not _open:
        connection = sqlite3.connect(
            database["NAME"], check_same_thread=False, isolation_level=None
        )
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        _open.append(connection)
