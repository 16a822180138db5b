"""One connection to SQLite that stays open as long as the process.

The last one that closes takes the write-ahead log away with it, and whoever comes next needs room on
the disk to make another. With one open, readers read on while the disk is full.
"""

import sqlite3

from django.conf import settings

_open: list[sqlite3.Connection] = []


def hold() -> None:
    """Open it, if the site has SQLite and none is open. It holds no lock."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and not _open:
        connection = sqlite3.connect(
            database["NAME"], check_same_thread=False, isolation_level=None
        )
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        _open.append(connection)
