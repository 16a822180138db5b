"""Pages of readers who have a list, in their account or on their device: kept once for all of them, with
gaps that are filled with what this reader saved (`symptoms.web.reader_gaps`).

The middleware stands inside all others, so that sessions, accounts, cookies and headers are as for any
other page. It renders a page with gaps for nobody in particular (`nobody`), and whatever it cannot fill
the view answers: staff, messages that wait, and pages that ask more of their reader.
"""

from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token

from config.page_cache.nobody import ACCOUNT, DEVICE, request_of
from config.page_cache.requests import ENVIRON, asked_by_reader
from symptoms.favorites.notebook.questions import adopted_by
from symptoms.favorites.offline import copy_owner
from symptoms.favorites.saving import device_list
from symptoms.favorites.saving.state import saved_by
from symptoms.web.reader_gaps import Parts, filled, size

LISTS: dict[str, Any] = {"saved": saved_by, "adopted": adopted_by}
# Where a request has the page that it was answered with.
ANSWERED_WITH = "symptoms.reader_page"
NOT_KEPT = {"Cache-Control", "ETag", "Set-Cookie"}


@dataclass
class ReaderPage:
    """A page with gaps. `asked` is what it wanted to know of its reader: (where, name)."""

    parts: Parts
    headers: dict[str, str]
    asked: frozenset[tuple[str, str]]
    match: Any
    size: int = field(init=False)
    # All headers but those of one answer, once an answer has passed the middleware: the same for all readers.
    sent: list[tuple[str, str]] | None = None

    def __post_init__(self):
        self.size = 4096 + size(self.parts)

    def fits(self, request) -> bool:
        """Whether what the page looked for and did not find is not there for this reader either."""
        return not any(_has(request, where, name) for where, name in self.asked)


# Of a page that only its view can make.
UNFIT = ReaderPage([], {}, frozenset({("user", "")}), None)


class ReaderPagesMiddleware:
    """Comes last."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        cache = request.META.get(ENVIRON)
        return (cache and self._kept(request, cache)) or self.get_response(request)

    def _kept(self, request, cache):
        kind = _kind(request)
        asked = asked_by_reader(request.META, request.COOKIES, kind) if kind else None
        state = cache.state.now() if asked and _is_plain(request, kind) else None
        if asked is None or state is None:
            return None
        page = cache.pages.get(asked.key, state)
        if page is None:
            page = self._made(request, asked, kind)
            if page and cache.state.ask() == state:  # as in `layer`: it must not be outdated
                cache.pages.put(asked.key, page, state)
        if not page or not page.fits(request):
            return None
        _note(request, cache, page, kind)
        return _answer(request, page)

    def _made(self, request, asked, kind):
        """The page with gaps; UNFIT for one that each reader's own request must make; None for anything
        that is no page."""
        own = request_of(asked.environ(request.META), kind)
        response = self.get_response(own)
        if response.status_code != 200 or response.streaming:
            return None
        vary = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {""}
        has_token = "CSRF_COOKIE_NEEDS_UPDATE" in own.META
        if (
            response.cookies
            or has_token
            or NOT_KEPT & response.headers.keys()
            or vary - asked.varies
        ):
            return UNFIT
        parts = own.gaps.cut(response.content.decode())
        return ReaderPage(parts, dict(response.headers), frozenset(own.asked), own.resolver_match)


def _note(request, cache, page, kind):
    """For the next time, if no middleware has anything to do for this reader: a list on the device would move
    into the account."""
    request.META[ANSWERED_WITH] = page
    is_plain = kind == ACCOUNT and not device_list.has_list(request)
    if is_plain and not cache.readers.get(request.META.get("HTTP_COOKIE", "")):
        cache.readers.remember(request, LISTS)


def _kind(request):
    """Which state may be filled in, by cookies alone."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return ACCOUNT
    return DEVICE if device_list.has_list(request) else ""


def _is_plain(request, kind):
    """Whether the reader is of this kind, and no editor."""
    user = request.user
    return user.is_authenticated and not user.is_staff if kind == ACCOUNT else True


def _has(request, where, name):
    if where == "user":
        return True
    return name in (request.session if where == "session" else request.COOKIES)


def _answer(request, page):
    """The page with the reader's state, as the view would have made it."""
    request.resolver_match = page.match
    return HttpResponse(_body(request, page), headers=page.headers)


def _body(request, page):
    token: list[str] = []  # one for all forms of the page

    def text(name):
        if name == "saved_count":
            return str(LISTS["saved"](request).count)
        if name == "copy_owner":
            return copy_owner(request)
        token[:] = token or [get_token(request)]
        return token[0]

    return filled(page.parts, text, lambda name, key: LISTS[name](request).has(*key))


@dataclass
class Filled:
    """A page for one reader, whom this process knows."""

    headers: list[tuple[str, str]]
    body: bytes

    def send(self, start_response):
        start_response("200 OK", [*self.headers, ("Content-Length", str(len(self.body)))])
        return [self.body]


def filled_before_django(cache, environ) -> Filled | None:
    """The page for a reader whose session, account and list are as they were: no middleware has anything to do.
    None for everything else.
    """
    cookies = environ.get("HTTP_COOKIE", "")
    known = cache.readers.get(cookies) if cookies else None
    if known is None or environ["REQUEST_METHOD"] != "GET":
        return None
    asked = asked_by_reader(environ, known.request.COOKIES, ACCOUNT)
    state = cache.state.now() if asked else None
    page = cache.pages.get(asked.key, state) if asked and state else None
    if page is None or page.sent is None or not page.fits(known.request):
        return None
    if not known.is_as_it_was():
        cache.readers.forget(cookies)
        return None
    request = copy(known.request)
    request.META = dict(request.META)
    body = _body(request, page)
    return Filled([*page.sent, *_cookie_for_forms(request)], body)


def _cookie_for_forms(request):
    """A page with a form sets it, or makes it last longer."""
    response = CsrfViewMiddleware(lambda request: HttpResponse()).process_response(
        request, HttpResponse()
    )
    return [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]


def noting_headers(environ, start_response):
    """`start_response` that also notes the headers of a filled page, for those who are answered before Django."""

    def note(status, headers, exc_info=None):
        page = environ.get(ANSWERED_WITH)
        if page and page.sent is None and status.startswith("200"):
            page.sent = _for_all(headers)
        return start_response(status, headers, *([exc_info] if exc_info else []))

    return note


def _for_all(headers):
    """The headers without what is one reader's; None if one gets a cookie that is not that of forms."""
    token = f"{settings.CSRF_COOKIE_NAME}="
    kept = [
        (name, value)
        for name, value in headers
        if name.lower() != "content-length"
        and not (name.lower() == "set-cookie" and value.strip().startswith(token))
    ]
    return None if any(name.lower() == "set-cookie" for name, _value in kept) else kept
