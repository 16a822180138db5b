"""Caches that count in this process while the real cache cannot be reached.

The cache only holds limits on guessing, and nobody may switch them off by overloading Redis. Each process
then counts separately and starts at zero: the limit is weaker, but there always is one.
"""

import base64
import logging
import pickle
import time
from typing import Any

from django.core.cache.backends import db, redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.db import DatabaseError, InterfaceError, connections, router, transaction

logger = logging.getLogger(__name__)
# Seconds before the cache is tried again, so that requests don't wait for it at every step.
PAUSE = 10
MAX_KEYS_IN_PROCESS = 20_000  # of more, the least recently used are dropped


class _FallsBackToProcess:
    """A mixin before a cache backend. `_failures` are the errors that mean it is away."""

    _failures: tuple[type[Exception], ...]
    _next_try_at = 0.0  # shared by all threads, each of which has its own cache object

    def __init__(self, place, params):
        super().__init__(place, params)  # type: ignore[call-arg]
        options = {"OPTIONS": {"MAX_ENTRIES": MAX_KEYS_IN_PROCESS}}
        self._in_process = LocMemCache("while-the-cache-is-away", params | options)

    @property
    def is_away(self) -> bool:
        """Whether the cache failed a moment ago, so that this process takes its place."""
        return time.monotonic() < self._next_try_at

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._call("add", key, value, timeout, version)

    def get(self, key, default=None, version=None):
        return self._call("get", key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._call("set", key, value, timeout, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._call("touch", key, timeout, version)

    def delete(self, key, version=None):
        return self._call("delete", key, version)

    def incr(self, key, delta=1, version=None):
        return self._call("incr", key, delta, version)

    def has_key(self, key, version=None):
        return self._call("has_key", key, version)

    def get_many(self, keys, version=None):
        return self._call("get_many", list(keys), version)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        return self._call("set_many", data, timeout, version)

    def delete_many(self, keys, version=None):
        return self._call("delete_many", list(keys), version)

    def clear(self):
        self._in_process.clear()
        return self._call("clear")

    def _call(self, method: str, *arguments) -> Any:
        """The result of the cache, or of this process while the cache is away."""
        here = type(self)
        if not self.is_away:
            try:
                return self._in_cache(getattr(super(), method), *arguments)
            except self._failures as error:
                here._next_try_at = time.monotonic() + PAUSE
                logger.error(
                    "The cache is away (%s): limits are counted in this process until it returns.",
                    type(error).__name__,
                )
        return getattr(self._in_process, method)(*arguments)

    def _in_cache(self, call, *arguments):
        return call(*arguments)


class RedisCache(_FallsBackToProcess, redis.RedisCache):
    """Django's. Redis itself increments, so simultaneous counts all count."""

    @property
    def _failures(self):  # type: ignore[override]
        import redis as driver  # noqa: PLC0415  (installed only where it is used)

        return (driver.RedisError, OSError)


class _CountingDatabaseCache(db.DatabaseCache):
    """Django's, with an atomic `incr` that keeps the time when a count ends."""

    def incr(self, key, delta=1, version=None):
        alias = router.db_for_write(self.cache_model_class)
        name = self.make_and_validate_key(key, version=version)
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            self._lock(cursor, name)
            value = self.get(key, version=version)
            if value is None:
                raise ValueError("There is no such count.")
            text = base64.b64encode(pickle.dumps(value + delta, self.pickle_protocol))
            cursor.execute(
                f"UPDATE {self._quoted(cursor)} SET value = %s WHERE cache_key = %s",  # noqa: S608
                [text.decode("latin1"), name],
            )
        return value + delta

    def _lock(self, cursor, name):
        """Lock the row; SQLite's transactions hold a lock from their start."""
        if cursor.db.features.has_select_for_update:
            cursor.execute(
                f"SELECT 1 FROM {self._quoted(cursor)} WHERE cache_key = %s FOR UPDATE",  # noqa: S608
                [name],
            )

    def _quoted(self, cursor):
        return cursor.db.ops.quote_name(self.cache_model_class._meta.db_table)


class DatabaseCache(_FallsBackToProcess, _CountingDatabaseCache):
    _failures = (DatabaseError, InterfaceError)

    def _in_cache(self, call, *arguments):
        """Use a savepoint inside a transaction, which a failing cache must not break."""
        alias = router.db_for_write(self.cache_model_class)
        if not connections[alias].in_atomic_block:
            return call(*arguments)
        with transaction.atomic(using=alias):
            return call(*arguments)
