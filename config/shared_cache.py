"""The embedded cache: a file of SQLite that all processes of one machine share, beside the database.

It holds the limits on guessing, so each process must see what the others count. It is a separate
file, because counts must not wait for the database, and need not survive a power cut as saved
favorites must.
"""

import pickle
import sqlite3
import threading
import time
from pathlib import Path

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from config.fail_open_cache import _FallsBackToProcess

SECONDS_TO_WAIT = 2.0  # for another process that writes
MAX_ENTRIES = 300  # unless OPTIONS say otherwise, as in Django's own caches
SWEEP_EVERY = 200  # writes of one process, between two looks at what has ended
_TABLE = """
CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value, ends REAL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entries_by_end ON entries (ends);
"""


class _SqliteCache(BaseCache):
    """`place` is the path of the file. Numbers are kept as numbers, so that the file itself counts."""

    def __init__(self, place, params):
        super().__init__(params)
        self._path = Path(place)
        self._most = int(params.get("OPTIONS", {}).get("MAX_ENTRIES", MAX_ENTRIES))
        self._own = threading.local()
        self._writes = 0

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """In one statement: if two processes add a key, only one succeeds."""
        sql = (
            "INSERT INTO entries VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE"
            " SET value = excluded.value, ends = excluded.ends WHERE entries.ends <= ?"
        )
        done = self._write(sql, *self._row(key, value, timeout, version), time.time())
        return done.rowcount > 0

    def get(self, key, default=None, version=None):
        found = self._read("SELECT value FROM entries WHERE key = ? AND ends > ?", key, version)
        return default if found is None else _loaded(found[0])

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        sql = "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)"
        self._write(sql, *self._row(key, value, timeout, version))

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        name = self.make_and_validate_key(key, version=version)
        sql = "UPDATE entries SET ends = ? WHERE key = ? AND ends > ?"
        return self._write(sql, self._end(timeout), name, time.time()).rowcount > 0

    def delete(self, key, version=None):
        name = self.make_and_validate_key(key, version=version)
        return self._write("DELETE FROM entries WHERE key = ?", name).rowcount > 0

    def incr(self, key, delta=1, version=None):
        """Raises ValueError, as Django's caches do, when there is no such number."""
        sql = "UPDATE entries SET value = value + ? WHERE key = ? AND ends > ? RETURNING value"
        name = self.make_and_validate_key(key, version=version)
        found = self._write(sql, delta, name, time.time()).fetchall()
        if not found:
            raise ValueError("There is no such count.")
        return found[0][0]

    def has_key(self, key, version=None):
        sql = "SELECT 1 FROM entries WHERE key = ? AND ends > ?"
        return self._read(sql, key, version) is not None

    def clear(self):
        self._write("DELETE FROM entries")

    def _row(self, key, value, timeout, version):
        name = self.make_and_validate_key(key, version=version)
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return name, value if is_number else pickle.dumps(value), self._end(timeout)

    def _end(self, timeout):
        end = self.get_backend_timeout(timeout)
        return 9e12 if end is None else end

    def _read(self, sql, key, version):
        name = self.make_and_validate_key(key, version=version)
        return self._connection().execute(sql, (name, time.time())).fetchone()

    def _write(self, sql, *values):
        self._writes += 1
        if self._writes % SWEEP_EVERY == 0:
            self._sweep()
        return self._connection().execute(sql, values)

    def _sweep(self):
        """Delete expired entries and, beyond the maximum, those that expire first."""
        connection = self._connection()
        connection.execute("DELETE FROM entries WHERE ends <= ?", (time.time(),))
        (count,) = connection.execute("SELECT count(*) FROM entries").fetchone()
        if count > self._most:
            sql = "DELETE FROM entries WHERE key IN (SELECT key FROM entries ORDER BY ends LIMIT ?)"
            connection.execute(sql, (count - self._most,))

    def _connection(self):
        """This thread's own connection, which commits each statement."""
        if not hasattr(self._own, "connection"):
            connection = sqlite3.connect(self._path, SECONDS_TO_WAIT, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(_TABLE)
            self._own.connection = connection
        return self._own.connection


class SharedCache(_FallsBackToProcess, _SqliteCache):
    """While the file can't be written, each process counts separately."""

    _failures = (sqlite3.Error,)


def _loaded(stored):
    return pickle.loads(stored) if isinstance(stored, bytes) else stored  # noqa: S301  (we wrote it)
