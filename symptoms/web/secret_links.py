"""Pages behind a secret address, which is not cached, indexed, or sent to other sites."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase

from symptoms.web.views import View

# Browsers use the last of the two policies that they know. Other sites, and our own logs, see only the
# site's name. With "no-referrer" alone, browsers would send forms with "Origin: null", which Django's
# CSRF check refuses: nobody could save, or sign out, from such a page.
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer, strict-origin",
    "X-Robots-Tag": "noindex",
}


def is_secret_link(path: str) -> bool:
    """Whether `path` is a secret address, which no other page may contain."""
    return path.startswith(settings.SECRET_LINK_PATHS)


def secret_link(view: View) -> View:
    """Adds HEADERS to every response of `view`, and sets `request.is_secret_link`."""

    @wraps(view)
    def wrapped(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.is_secret_link = True
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return wrapped
