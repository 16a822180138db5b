"""A CSRF cookie that Django did not write is no cookie.

Django would answer it with a new one at once, on pages without a form too: and then a public page is a
personal one, which no cache may keep. Without it, only a page with a form sets a cookie, as for anybody.
"""

import re

from django.conf import settings

_WRITTEN_BY_DJANGO = re.compile(r"[A-Za-z0-9]{32}(?:[A-Za-z0-9]{32})?")


class CsrfCookieMiddleware:
    """Stands before Django's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        name = settings.CSRF_COOKIE_NAME
        if not _WRITTEN_BY_DJANGO.fullmatch(request.COOKIES.get(name, "")):
            request.COOKIES.pop(name, None)
        return self.get_response(request)
