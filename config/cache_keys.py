"""The names of what the cache holds, which say nothing of a person to whoever reads its table or its server."""

from django.utils.crypto import salted_hmac


def keyed(key, key_prefix, version) -> str:
    """Django's KEY_FUNCTION. django-allauth names its counts after accounts, and after plain hashes of
    addresses, which anybody can make; without our secret key nobody can make these."""
    return salted_hmac(__name__, f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()
