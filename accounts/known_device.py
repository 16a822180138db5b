"""Which browser an account has signed in from before, so that strangers can lock its owner out of none.

The browser holds it in a signed cookie, which goes to the account pages alone; we hold nothing. It lets
nobody in: whoever has it may make tries that strangers cannot use up, and has to know the password.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

PATH = "/accounts/"
MAX_AGE = 180 * 24 * 60 * 60
MAX_ACCOUNTS = 5  # of one browser; the newest stay
_SALT = "accounts.known_device"


def cookie_name() -> str:
    return "__Secure-known_device" if settings.SESSION_COOKIE_SECURE else "known_device"


def of(request, email: str) -> str | None:
    """The name of the browser that `request` came from, if the account of `email` signed in there."""
    name, accounts = _read(request)
    return name if _mark(email) in accounts else None


def remember(request, response, email: str) -> None:
    """Let the browser that gets `response` be known to the account of `email`."""
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
    """Whose account it is, in a word that only this site can compute."""
    return salted_hmac(_SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:32]
