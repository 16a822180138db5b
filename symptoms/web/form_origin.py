"""Where a form was sent from, as the browser says. For forms without a CSRF token, which would set a cookie."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_from_here(request: HttpRequest) -> bool | None:
    """Whether the form was on a page of this site; None when the browser does not say."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return urlsplit(origin).netloc == request.get_host() if origin else None
