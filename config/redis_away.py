"""The Redis cache while Redis cannot be reached: as if it were empty, with a line in the log.

Only limits are counted in it. Without their count everybody may sign in, as a site that lets nobody in
helps nobody; passwords and codes still have to be right.
"""

import logging
import time

from django.core.cache.backends import redis

logger = logging.getLogger(__name__)
PAUSE = 10  # seconds in which Redis is not asked again, so that nobody waits for it at every step


class _Client(redis.RedisCacheClient):
    # Of all threads, which have a client each.
    asked_again_at = 0.0

    def add(self, key, value, timeout):
        return self._or_without(True, super().add, key, value, timeout)

    def get(self, key, default):
        return self._or_without(default, super().get, key, default)

    def set(self, key, value, timeout):
        return self._or_without(None, super().set, key, value, timeout)

    def delete(self, key):
        return self._or_without(False, super().delete, key)

    def incr(self, key, delta):
        return self._or_without(delta, super().incr, key, delta)

    def _or_without(self, answer, ask, *arguments):
        """What `ask` says, or `answer` while Redis is away."""
        if time.monotonic() < _Client.asked_again_at:
            return answer
        try:
            return ask(*arguments)
        except self._lib.RedisError as error:  # type: ignore[attr-defined]
            _Client.asked_again_at = time.monotonic() + PAUSE
            logger.error("Redis is away, so no limits are counted: %s", error)
            return answer


class RedisCache(redis.RedisCache):
    """Django's, where what limits ask for never fails: `add`, `get`, `set`, `delete`, `incr`."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = _Client
