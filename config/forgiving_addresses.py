"""Redirects from mistyped addresses: with capitals, or without the final slash."""

from urllib.parse import quote

from django.http import HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

PUBLIC = "symptoms"


class ForgivingAddressMiddleware:
    """Redirects from an address that is not found to the public page that was probably meant. Secret
    links are case-sensitive and are not redirected."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        corrected = _corrected(request.path_info)
        if corrected == request.path_info or not _is_public_page(corrected):
            return response
        query = request.META.get("QUERY_STRING", "")
        path = quote(corrected)
        return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def _corrected(path):
    lower = f"/{path.strip('/').lower()}"
    is_file = "." in lower.rpartition("/")[2]
    return lower if is_file or lower == "/" else f"{lower}/"


def _is_public_page(path):
    try:
        return resolve(path).namespace == PUBLIC
    except Resolver404:
        return False
