"""The public site as of another moment, for staff: chosen in the admin, stored in their session.

Only reading uses that moment: posted forms, the admin and personal pages use the present.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase

from symptoms.web import clock, moments
from symptoms.web.views import View

_KEY = "moment"
PERMISSION = "symptoms.view_article"


def may_travel(user: Any) -> bool:
    return user.is_active and user.is_staff and user.has_perm(PERMISSION)


def choose(request: Any, moment: datetime | None) -> None:
    """Store the aware `moment` in this person's session; None returns to the present."""
    request.session.pop(_KEY, None)
    if moment:
        request.session[_KEY] = moment.isoformat()


def chosen_by(request: Any) -> datetime | None:
    """The moment that this person chose, or None. Makes no query for readers without a session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or _KEY not in request.session:
        return None
    try:
        moment = moments.from_iso(request.session[_KEY])
    except ValueError:  # of an older version of this site
        return None
    return moment if may_travel(request.user) else None


class TimeTravelMiddleware:
    """Shows the public pages at the chosen moment, without caching or indexing.

    Sets `request.moment`: the chosen moment on such a page, None everywhere else.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.moment = None
        # process_view chooses the moment; this resets the clock afterwards, also after an error.
        with clock.reading():
            response = self.get_response(request)
        if request.moment:
            response.headers["X-Robots-Tag"] = "noindex"
            response.headers["Cache-Control"] = "private, no-store"
        return response

    def process_view(self, request: Any, view: View, args: Any, kwargs: Any) -> None:
        is_reading = request.method in {"GET", "HEAD"}
        if is_reading and request.resolver_match.namespace == "symptoms":
            request.moment = chosen_by(request)
            clock.choose(request.moment)
