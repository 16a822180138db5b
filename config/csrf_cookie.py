"""Ignores CSRF cookies that Django did not write. Django would at once replace them with new ones,
even on pages without a form, and a public page would become a personal one, which no cache may
store. Without them, only a page with a form sets a cookie, as for everybody.
"""

import re

from django.conf import settings

_WRITTEN_BY_DJANGO = re.compile(r"[A-Za-z0-9]{32}(?:[A-Za-z0-9]{32})?")


class CsrfCookieMiddleware:
    """Comes before Django's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        name = settings.CSRF_COOKIE_NAME
        if not _WRITTEN_BY_DJANGO.fullmatch(request.COOKIES.get(name, "")):
            request.COOKIES.pop(name, None)
        return self.get_response(request)
