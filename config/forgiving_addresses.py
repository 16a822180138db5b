"""An address that was typed from memory: with capitals, or without the slash at its end."""

from urllib.parse import quote

from django.http import HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

PUBLIC = "symptoms"


class LeadingOnMiddleware:
    """Leads from an address that is not found to the public page that it means, if there is such a kind
    of page. Addresses that are secrets tell capitals apart and are left alone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        meant = _meant(request.path_info)
        if meant == request.path_info or not _is_public_page(meant):
            return response
        query = request.META.get("QUERY_STRING", "")
        path = quote(meant)
        return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def _meant(path):
    lower = f"/{path.strip('/').lower()}"
    is_a_file = "." in lower.rpartition("/")[2]
    return lower if is_a_file or lower == "/" else f"{lower}/"


def _is_public_page(path):
    try:
        return resolve(path).namespace == PUBLIC
    except Resolver404:
        return False
