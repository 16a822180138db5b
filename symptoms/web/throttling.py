"""How often an account or a network may do something, counted in the cache.

A count's key is a keyed hash that changes every hour or day, so the cache, which may be a table of the
database, does not reveal who was here. When the cache fails, each process counts by itself: a limit may
become weaker, but never disappears.
"""

import ipaddress
import logging
import threading
import time
from collections import OrderedDict

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)
MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # of IPv4, by NAT64
MAX_KEYS_IN_PROCESS = 20_000  # counts in this process; the oldest are deleted first


def is_too_often(request: HttpRequest, what: str, most: int, within: int = HOUR) -> bool:
    """Count one more `what` from the network of `request`; whether that makes more than `most`."""
    return count(what, network(request), within) > most


def count(what: str, who: str, within: int, by: int = 1) -> int:
    """Count `by` more of `what` for `who`; how many that makes within these seconds.

    Counting is atomic: always count first, and never check before you count.
    """
    key = _key(what, who, within)
    try:
        return _in_cache(key, within, by)
    except Exception as error:  # noqa: BLE001  (every kind of cache has errors of its own)
        kind = type(error).__name__
        logger.error("How often %s is done is counted in this process alone (%s).", what, kind)
        return _here.count(key, within, by)


def counted(what: str, who: str, within: int) -> int:
    """How many there are, without counting one more."""
    return count(what, who, within, by=0)


def network(request: HttpRequest) -> str:
    """The network that sent `request`: the /64 of an IPv6 address, or the IPv4 address itself, also when
    a server or a gateway writes it as IPv6, because all of those would be in one /64."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address in _TRANSLATED:
        return str(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address), 64), strict=False))


def _in_cache(key: str, within: int, by: int) -> int:
    for _ in range(3):
        cache.add(key, 0, within)
        try:
            return cache.incr(key, by)
        except ValueError:  # it has just ended
            continue
    raise RuntimeError("The cache does not store counts.")


def _key(what: str, who: str, within: int) -> str:
    period = int(time.time() // max(within, HOUR))
    text = f"{what} {within} {period} {who}"
    return salted_hmac("symptoms.web.throttling", text, algorithm="sha256").hexdigest()


class _Here:
    """Counts of this process, a bounded number of them."""

    def __init__(self) -> None:
        self._counts: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = threading.Lock()

    def count(self, key: str, within: int, by: int) -> int:
        with self._lock:
            now = time.monotonic()
            number, ends_at = self._counts.pop(key, (0, 0.0))
            number, ends_at = (number, ends_at) if ends_at > now else (0, now + within)
            self._counts[key] = (number + by, ends_at)
            while len(self._counts) > MAX_KEYS_IN_PROCESS:
                self._counts.popitem(last=False)
            return number + by


_here = _Here()
