"""A request by nobody in particular: somebody has a list, and nothing else is known of them.

The page that is made for it is the same for all readers of its kind, because there is nothing personal
that it could show. `asked` collects what the page wanted to know of its reader: a page that asked more
than whoever fills it in can tell is not for all.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage import default_storage
from django.core.handlers.wsgi import WSGIRequest

from symptoms.favorites.saving import device_list
from symptoms.web.reader_gaps import Gaps, Unknown

ACCOUNT, DEVICE = "account", "device"


class Nobody:
    """Takes the place of a user who is signed in and not staff."""

    is_authenticated = is_active = True
    is_anonymous = is_staff = is_superuser = False

    def __init__(self, asked):
        self._asked = asked

    def __getattr__(self, name):
        """Not raised as an error: templates would hide it."""
        self._asked.add(("user", name))


class NoSession:
    """Takes the place of a session that has none of the keys that are looked for."""

    accessed = modified = False

    def __init__(self, asked):
        self._asked = asked

    def get(self, key, default=None):
        self._asked.add(("session", key))
        return default

    def __contains__(self, key):
        return self.get(key) is not None

    def __getattr__(self, name):
        self._asked.add(("user", f"session.{name}"))
        raise AttributeError(name)


class FewCookies(dict):
    """Only what every reader of the kind has, and how pages look."""

    def __init__(self, cookies, asked):
        super().__init__(cookies)
        self._asked = asked

    def get(self, key, default=None):
        return super().get(key, default) if key in self else default

    def __contains__(self, key):
        is_known = super().__contains__(key)
        if not is_known:
            self._asked.add(("cookie", key))
        return is_known


def request_of(environ, kind: str):
    """The request for a page with gaps (`request.gaps`) for readers of the kind ACCOUNT or DEVICE."""
    asked: set[tuple[str, str]] = set()
    request: Any = WSGIRequest(environ)
    own = settings.SESSION_COOKIE_NAME if kind == ACCOUNT else device_list.COOKIE
    request.COOKIES = FewCookies(request.COOKIES | {own: "own"}, asked)
    request.session = NoSession(asked)
    request.user = Nobody(asked) if kind == ACCOUNT else AnonymousUser()
    request._messages = default_storage(request)
    request.asked, request.gaps = asked, Gaps()
    request.saved_items = Unknown(request.gaps, "saved")
    if kind == ACCOUNT:
        request.adopted_questions = Unknown(request.gaps, "adopted")
    return request
