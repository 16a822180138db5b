"""Keyed cache keys, which reveal nothing about people to somebody who reads the cache."""

from django.utils.crypto import salted_hmac


def keyed(key, key_prefix, version) -> str:
    """Django's KEY_FUNCTION. django-allauth's keys contain account ids and unkeyed hashes of addresses,
    which anybody can compute; these need our secret key."""
    return salted_hmac(__name__, f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()
