"""An id for each request, so that its log lines can be found together. It says nothing of who asked."""

import re
import uuid
from contextvars import ContextVar

from django.conf import settings

current: ContextVar[str] = ContextVar("request_id", default="")
_ID = re.compile(r"[0-9a-f]{32}")


class RequestIdMiddleware:
    """Takes the id that a trusted proxy has given (X-Request-ID), so that its log and ours agree."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # It stays until the thread's next request, because Django logs an answer after all middleware.
        current.set(_trusted(request) or uuid.uuid4().hex)
        return self.get_response(request)


def given(environ: dict) -> str:
    """The id in the header of a WSGI request, if it looks like one."""
    found = environ.get("HTTP_X_REQUEST_ID", "")
    return found if _ID.fullmatch(found) else ""


def _trusted(request):
    return given(request.META) if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
