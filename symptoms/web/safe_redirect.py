"""Which addresses that came with a request a browser may be sent to: paths on this site, and no others."""

from django.utils.http import url_has_allowed_host_and_scheme

MAX_PATH_LENGTH = 2000


def is_own_path(url: str) -> bool:
    """Whether `url` is a path on this site. Other hosts in ALLOWED_HOSTS are other sites to a reader."""
    return (
        len(url) <= MAX_PATH_LENGTH
        and url.startswith("/")
        and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    )


def own_path(url: str, fallback: str) -> str:
    """`url` if it is a path on this site, else `fallback`."""
    return url if is_own_path(url) else fallback
