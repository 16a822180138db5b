"""How often one place on the internet may do something within an hour, counted in the cache.

The count has a name that only this site can compute, and another one each hour: the cache, which may
be a table of the database, says of nobody that they were here.
"""

import ipaddress
import logging
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)
HOUR = 60 * 60


def is_too_often(request, what: str, most: int) -> bool:
    """Count one more `what` from where `request` was sent; whether that makes more than `most`.

    False while nothing can be counted: a broken cache keeps nobody out.
    """
    try:
        key = _key(request, what)
        cache.add(key, 0, HOUR)
        return cache.incr(key) > most
    except Exception:  # every kind of cache has errors of its own
        logger.exception("How often %s is sent could not be counted.", what)
        return False


def _key(request, what):
    place = _network(get_adapter().get_client_ip(request))
    hour = int(time.time() // HOUR)
    return salted_hmac("symptoms.limits", f"{what} {hour} {place}", algorithm="sha256").hexdigest()


def _network(address):
    """An IPv6 household has a whole /64; IPv4 addresses stand for themselves."""
    network = ipaddress.ip_network(f"{address}/64" if ":" in address else address, strict=False)
    return str(network)
