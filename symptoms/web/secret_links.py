"""Pages behind an address that is a secret: nobody keeps, indexes, or passes on the address."""

from functools import wraps

from django.conf import settings

# Of the two policies browsers take the last that they know. It tells other sites, and our own logs, no
# more than the site's name. "no-referrer" alone would have browsers send forms with "Origin: null",
# which Django's CSRF check refuses: nobody could save, or sign out, from such a page.
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer, strict-origin",
    "X-Robots-Tag": "noindex",
}


def is_secret_link(path: str) -> bool:
    """Whether `path` is such an address, which no other page may hold."""
    return path.startswith(settings.SECRET_LINK_PATHS)


def secret_link(view):
    """Puts HEADERS on whatever `view` answers. The page may ask `request.is_secret_link`."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        request.is_secret_link = True
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return wrapped
