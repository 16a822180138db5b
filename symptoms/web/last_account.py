"""The account that was used last in a browser, in a signed cookie that outlives the session.

A form that is sent after a session ended waits until the person signs in. It belongs to the account
that was signed in before, and is not shown to the next person who signs in on the same device.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.signing import BadSignature, Signer
from django.http import HttpResponseBase
from django.utils.crypto import salted_hmac

from symptoms.web.views import View

COOKIE = "lastaccount"
SECONDS = 30 * 24 * 60 * 60
_SALT = "symptoms.web.last_account"


def account_key(user: Any) -> str:
    """A stable identifier of the account that does not reveal which account it is."""
    return salted_hmac(_SALT, str(user.pk), algorithm="sha256").hexdigest()


def last_account_key(request: Any) -> str:
    """The identifier of the account that was used last in this browser, or ""."""
    try:
        return Signer(salt=_SALT).unsign(request.COOKIES.get(COOKIE, ""))
    except BadSignature:
        return ""


def remember(request: Any, response: HttpResponseBase) -> None:
    """Set the cookie for the signed-in account; on a shared device, only until the browser closes."""
    closes = request.session.get_expire_at_browser_close()
    response.set_cookie(
        COOKIE,
        Signer(salt=_SALT).sign(account_key(request.user)),
        max_age=None if closes else SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponseBase) -> None:
    """Have the browser forget which account was used last."""
    response.delete_cookie(COOKIE, samesite="Lax")


class LastAccountMiddleware:
    """Remembers the account at sign-in, and forgets it at sign-out."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, "has_signed_in", False) and request.user.is_authenticated:
            remember(request, response)
        elif getattr(request, "has_signed_out", False):
            forget(response)
        return response


def _signed_in(sender: Any, request: Any, **kwargs: Any) -> None:
    if request:
        request.has_signed_in = True


def _signed_out(sender: Any, request: Any, **kwargs: Any) -> None:
    if request:
        request.has_signed_out = True


def connect() -> None:
    """Connect the signals; called once when the app is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="symptoms.web.last_account.in")
    user_logged_out.connect(_signed_out, dispatch_uid="symptoms.web.last_account.out")
