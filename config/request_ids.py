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
        token = current.set(_given(request) or uuid.uuid4().hex)
        try:
            return self.get_response(request)
        finally:
            current.reset(token)


def _given(request):
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    return given if settings.ALLAUTH_TRUSTED_PROXY_COUNT and _ID.fullmatch(given) else ""
