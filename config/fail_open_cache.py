"""The caches while they cannot be reached: what is counted in them is counted in this process meanwhile.

Limits on guessing are all that the cache is for, and nobody may be able to switch them off by making
Redis busy. Each process then counts alone, and starts at nothing: it is a weaker limit, and never none.
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
PAUSE = (
    10  # seconds in which the cache is not asked again, so that nobody waits for it at every step
)
AWAY = "The cache is away (%s): limits are counted in this process meanwhile."
MAX_KEYS_IN_PROCESS = 20_000  # entries in this process; of more, those not asked for longest go


class _OrInProcess:
    """Goes in front of a cache backend. `_failures` are the errors that say it is away."""

    _failures: tuple[type[Exception], ...]
    _asked_again_at = 0.0  # of all threads, which have a cache object each

    def __init__(self, place, params):
        super().__init__(place, params)  # type: ignore[call-arg]
        options = {"OPTIONS": {"MAX_ENTRIES": MAX_KEYS_IN_PROCESS}}
        self._meanwhile = LocMemCache("while-the-cache-is-away", params | options)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask("add", key, value, timeout, version)

    def get(self, key, default=None, version=None):
        return self._ask("get", key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask("set", key, value, timeout, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask("touch", key, timeout, version)

    def delete(self, key, version=None):
        return self._ask("delete", key, version)

    def incr(self, key, delta=1, version=None):
        return self._ask("incr", key, delta, version)

    def has_key(self, key, version=None):
        return self._ask("has_key", key, version)

    def get_many(self, keys, version=None):
        return self._ask("get_many", list(keys), version)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask("set_many", data, timeout, version)

    def delete_many(self, keys, version=None):
        return self._ask("delete_many", list(keys), version)

    def clear(self):
        self._meanwhile.clear()
        return self._ask("clear")

    def _ask(self, what: str, *arguments) -> Any:
        """The answer of the cache, or of this process while the cache is away."""
        here = type(self)
        if time.monotonic() >= here._asked_again_at:
            try:
                return self._really(getattr(super(), what), *arguments)
            except self._failures as error:
                here._asked_again_at = time.monotonic() + PAUSE
                logger.error(AWAY, type(error).__name__)
        return getattr(self._meanwhile, what)(*arguments)

    def _really(self, ask, *arguments):
        return ask(*arguments)


class RedisCache(_OrInProcess, redis.RedisCache):
    """Django's. Redis itself counts, so two who count at once both count."""

    @property
    def _failures(self):  # type: ignore[override]
        import redis as driver  # noqa: PLC0415  (only sites that use it have it)

        return (driver.RedisError, OSError)


class _CountingDatabaseCache(db.DatabaseCache):
    """Django's, where two who count at once both count, and a count ends when it was said to end."""

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
        """SQLite's transactions are locked from their start."""
        if cursor.db.features.has_select_for_update:
            cursor.execute(
                f"SELECT 1 FROM {self._quoted(cursor)} WHERE cache_key = %s FOR UPDATE",  # noqa: S608
                [name],
            )

    def _quoted(self, cursor):
        return cursor.db.ops.quote_name(self.cache_model_class._meta.db_table)


class DatabaseCache(_OrInProcess, _CountingDatabaseCache):
    _failures = (DatabaseError, InterfaceError)

    def _really(self, ask, *arguments):
        """Inside a transaction, in a savepoint: a failing cache must not spoil what is around it."""
        alias = router.db_for_write(self.cache_model_class)
        if not connections[alias].in_atomic_block:
            return ask(*arguments)
        with transaction.atomic(using=alias):
            return ask(*arguments)
