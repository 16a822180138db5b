"""Cache-Control on every response, and compression.

Public pages may be cached by anyone for a minute; personal pages by nobody. A view that needs
something else sets Cache-Control itself.
"""

import hashlib

from django.conf import settings
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_vary_headers

from symptoms.favorites.saving import device_list
from symptoms.site.pictures import FOREVER

# A minute in browsers; five seconds in shared caches, such as a proxy in front of the site.
PUBLIC = "public, max-age=60, s-maxage=5"
PRIVATE = "private, no-store"
TEXTS = ("text/", "application/atom+xml", "application/xml", "application/manifest+json")


class CacheControlMiddleware:
    """Sets Cache-Control if the view did not, and makes it private if a cookie is involved."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.headers.get("Cache-Control") == FOREVER and not response.cookies:
            return response
        if is_personal(request, response):
            response.headers["Cache-Control"] = PRIVATE
            patch_vary_headers(response, ["Cookie"])
        elif "Cache-Control" not in response:
            cacheable = request.method in {"GET", "HEAD"} and response.status_code in {200, 304}
            response.headers["Cache-Control"] = PUBLIC if cacheable else "no-store"
            # A reader who has just signed in must not see the copy from before.
            patch_vary_headers(response, ["Cookie"])
        return response


class TagMiddleware:
    """Gives public pages an ETag, a hash of their content, and answers 304 to clients that have the
    same.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_public = "public" in response.headers.get("Cache-Control", "")
        if not is_public or response.streaming or response.status_code != 200:
            return response
        if "ETag" not in response.headers:
            digest = hashlib.blake2b(response.content, digest_size=16).hexdigest()
            response.headers["ETag"] = f'"{digest}"'
        return get_conditional_response(request, response.headers["ETag"], response=response)


class CompressionMiddleware(GZipMiddleware):
    """Compresses text that is the same for everybody. A personal page holds secrets next to text that
    somebody else may have chosen, and its compressed length would reveal them (BREACH).

    So no random bytes are needed to hide the length: GET and HEAD always report the same one."""

    max_random_bytes = 0

    def process_response(self, request, response):
        is_text = response.headers.get("Content-Type", "").startswith(TEXTS)
        if not is_text or "private" in response.headers.get("Cache-Control", ""):
            return response
        return super().process_response(request, response)


def is_personal(request, response):
    """Whether the reader has a session or a list, the response sets a cookie, or the path is private."""
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES
        or device_list.has_list(request)
        or bool(response.cookies)
        or request.path.startswith(("/favorites/", "/feedback/", "/accounts/", "/admin/"))
    )
