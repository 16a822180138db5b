"""Recognize browsers that an account signed in from before, so that strangers can't lock its owner out.

The browser stores this in a signed cookie that is sent only to the account pages; the site stores
nothing. The cookie does not replace the password: it only grants tries that strangers can't use up.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

PATH = "/accounts/"
MAX_AGE = 180 * 24 * 60 * 60
MAX_ACCOUNTS = 5  # remembered by one browser; the newest are kept
_SALT = "accounts.known_device"


def cookie_name() -> str:
    return "__Secure-known_device" if settings.SESSION_COOKIE_SECURE else "known_device"


def of(request, email: str) -> str | None:
    """The name of the browser that sent `request`, if the account of `email` signed in there; else None."""
    name, accounts = _read(request)
    return name if _mark(email) in accounts else None


def remember(request, response, email: str) -> None:
    """Set a cookie in `response` so that the browser is recognized for the account of `email`."""
    name, accounts = _read(request)
    mark = _mark(email)
    newest = [mark, *(other for other in accounts if other != mark)][:MAX_ACCOUNTS]
    response.set_cookie(
        cookie_name(),
        signing.dumps([name or secrets.token_urlsafe(12), newest], salt=_SALT),
        max_age=MAX_AGE,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response) -> None:
    response.delete_cookie(cookie_name(), path=PATH, samesite="Lax")


def _read(request):
    try:
        value = request.COOKIES.get(cookie_name(), "")
        name, accounts = signing.loads(value, salt=_SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return None, []
    return name, accounts


def _mark(email):
    """A keyed hash that identifies the account, and that only this site can compute."""
    return salted_hmac(_SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:32]
