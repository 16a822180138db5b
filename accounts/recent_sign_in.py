"""Pages that delete or export a whole list ask for another sign-in when the last one was long ago."""

import time

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib.auth.signals import user_logged_in

_KEY = "signed_in_at"


def _was_long_ago(request) -> bool:
    signed_in_at = request.session.get(_KEY, 0)
    return time.time() - signed_in_at > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


# A decorator for views, inside `login_required`.
recent_sign_in_required = reauthentication_required(enabled=_was_long_ago)


def _remember(sender, request, user, **kwargs):
    if request is not None and hasattr(request, "session"):
        request.session[_KEY] = int(time.time())


def connect() -> None:
    """Called once when the app is ready."""
    user_logged_in.connect(_remember, dispatch_uid="accounts.recent_sign_in")
