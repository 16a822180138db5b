"""Which requests may be answered with a stored page, and how such a page is identified.

Anything that is not clearly an anonymous request for a public page goes to Django: another method,
any cookie but the reading settings, a body, a header that only some send.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, parse_cookie

from symptoms.site.machines import feeds
from symptoms.web import display_preferences

# Where a request has the cache that it passed, for `readers`.
ENVIRON = "symptoms.page_cache"
MAX_LENGTH = 400  # of a path, a query or a cookie; none of ours is this long

# The first part of a path -> the parameters that its pages use. Other paths are never stored: they
# are personal, secret, for editors, or cheap.
PARAMETERS: dict[str, frozenset[str]] = {
    "": frozenset({"page"}),
    "articles": frozenset(),
    "about": frozenset(),
    "tips": frozenset(),
    "symptoms": frozenset({"page", "show"}),
    "series": frozenset({"page"}),
    "topics": frozenset({"page"}),
    "tags": frozenset({"page"}),
    "contributors": frozenset({"page"}),
    "feed": frozenset(),
    "sitemap.xml": frozenset(),
    "robots.txt": frozenset(),
    "manifest.webmanifest": frozenset(),
}
SITEMAP_PART, OF_SITEMAP = "sitemap-", frozenset({"p"})
# Results for what somebody typed are not stored, only the empty form. A faster answer would tell
# others that somebody has searched for the same.
TYPED = "search"
# The last part of a path whose content depends on the media types that the client accepts.
FEED = "/feed/"
VARIES = frozenset({"cookie", "accept-encoding"})
# A page does not depend on these, but a client that sends one wants a special response.
UNUSUAL = ("HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_TRANSFER_ENCODING")


class Key(NamedTuple):
    """What identifies a stored page, besides the version of the site."""

    path: str
    query: str
    reading: str
    media_type: str  # only of a feed
    host: str
    scheme: str
    reader: str = ""  # the kind of reader whose state is put in: config.page_cache.readers


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that a stored page may answer."""

    key: Key
    is_head: bool
    codings: str
    known_tags: str

    @property
    def varies(self) -> frozenset[str]:
        """The request headers, in lower case, that the key covers."""
        return VARIES | {"accept"} if self.key.media_type else VARIES

    def environ(self, environ):
        """The same request as an anonymous plain GET, so that the response fits everybody who
        requests `key`.
        """
        plain = {name: value for name, value in environ.items() if name not in _OWN_TO_A_REQUEST}
        plain |= {"REQUEST_METHOD": "GET", "QUERY_STRING": self.key.query}
        if self.key.reading:
            plain["HTTP_COOKIE"] = f"{display_preferences.COOKIE}={self.key.reading}"
        if self.key.media_type:
            plain["HTTP_ACCEPT"] = self.key.media_type
        return plain


_OWN_TO_A_REQUEST = {
    "HTTP_COOKIE",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_IF_RANGE",
}


def asked_by(environ) -> Asked | None:
    """What the request asks for, if a stored page may answer it; else None."""
    reading = _reading(environ.get("HTTP_COOKIE", ""))
    return None if reading is None else _asked(environ, reading)


def asked_by_reader(environ, cookies: dict[str, str], reader: str) -> Asked | None:
    """The same for somebody with `cookies`, of the kind `reader`: their page without what is theirs.

    Its address must be what the page knows of it, because the page repeats it in forms.
    """
    reading = display_preferences.as_cookie(display_preferences.read(cookies))
    asked = _asked(environ, reading)
    if asked is None or asked.key.query != environ.get("QUERY_STRING", ""):
        return None
    return replace(asked, key=asked.key._replace(reader=reader))


def _asked(environ, reading):
    method, path, get = environ["REQUEST_METHOD"], environ["PATH_INFO"], environ.get
    if method not in {"GET", "HEAD"} or get("SCRIPT_NAME") or len(path) > MAX_LENGTH:
        return None
    known = parameters_of(path)
    if known is None or get("CONTENT_LENGTH", "") not in {"", "0"}:
        return None
    if any(name in environ for name in UNUSUAL):
        return None
    query = _query(get("QUERY_STRING", ""), known, path)
    if query is None:
        return None
    media_type = _media_type(get("HTTP_ACCEPT", "*/*")) if path.endswith(FEED) else ""
    key = Key(path, query, reading, media_type, get("HTTP_HOST", ""), _scheme(environ))
    return Asked(
        key, method == "HEAD", get("HTTP_ACCEPT_ENCODING", ""), get("HTTP_IF_NONE_MATCH", "")
    )


def parameters_of(path: str) -> frozenset[str] | None:
    """The query parameters that the page at `path` uses; None where nothing is stored."""
    first = path[1:].partition("/")[0]
    if first.startswith(SITEMAP_PART):
        return OF_SITEMAP
    return frozenset() if first == TYPED else PARAMETERS.get(first)


def _query(text, known, path):
    """The part of the query that the page uses; None if it may be anything."""
    if not text:
        return ""
    if len(text) > MAX_LENGTH or path.startswith(f"/{TYPED}"):
        return None
    return _known_part(text, known)


@lru_cache(maxsize=512)
def _known_part(text, known):
    pairs = parse_qsl(text, keep_blank_values=True)
    return urlencode([pair for pair in pairs if pair[0] in known])


@lru_cache(maxsize=512)
def _reading(header):
    """The reading settings as the site writes them; None if there is any other cookie."""
    if not header:
        return ""
    cookies = parse_cookie(header) if len(header) <= MAX_LENGTH else {}
    if cookies.keys() != {display_preferences.COOKIE}:
        return None
    return display_preferences.as_cookie(display_preferences.read(cookies))


@lru_cache(maxsize=512)
def _media_type(header):
    """What a client with this `Accept` header gets at the address of a feed."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT"] = header
    return feeds.HTML if feeds.wants_page(request) else feeds.ATOM


def _scheme(environ):
    """What distinguishes HTTPS from HTTP for Django: a redirect must not be mistaken for the
    page.
    """
    header, _value = getattr(settings, "SECURE_PROXY_SSL_HEADER", None) or ("", "")
    return f"{environ.get('wsgi.url_scheme')} {environ.get(header, '')}"
