"""Pages behind an address that is a secret: nobody keeps, indexes, or passes on the address."""

from functools import wraps

# Of the two policies browsers take the last that they know. It tells other sites, and our own logs, no
# more than the site's name. "no-referrer" alone would have browsers send forms with "Origin: null",
# which Django's CSRF check refuses: nobody could save, or sign out, from such a page.
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer, strict-origin",
    "X-Robots-Tag": "noindex",
}


def unlisted(view):
    """Puts HEADERS on whatever `view` answers."""

    @wraps(view)
    def wrapped(*args, **kwargs):
        response = view(*args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return wrapped
