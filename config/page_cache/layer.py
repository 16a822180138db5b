"""The WSGI application around Django's: it serves stored pages, and stores Django's responses."""

import threading
from collections.abc import Iterable
from functools import partial
from math import floor

from django.utils import timezone

from config.page_cache import readers
from config.page_cache.answers import Answer
from config.page_cache.known_readers import KnownReaders
from config.page_cache.requests import ENVIRON, Asked, Key, asked_by
from config.page_cache.site_state import SECONDS, SiteState, State
from config.page_cache.store import Store

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
MAX_WAIT = 20.0  # seconds for another thread's work on the same page
TRIES = 3


class PageCache:
    """`application` with its public pages stored, at most `most` bytes of them."""

    def __init__(self, application, most: int, seconds: float = SECONDS):
        self.application = application
        self.pages = Store(most)
        self.state = SiteState(seconds)
        self._under_way: dict[Key, _Work] = {}
        self._lock = threading.Lock()
        self.readers = KnownReaders()

    def __call__(self, environ, start_response) -> Iterable[bytes]:
        asked = asked_by(environ)
        state = self.state.now() if asked else None
        if asked and state:
            answer = self.pages.get(asked.key, state) or self._made(asked, environ)
            return answer.send(asked, start_response, _seconds_left(state, answer))
        environ[ENVIRON] = self  # for readers with a list: config.page_cache.readers
        if environ["REQUEST_METHOD"] in SAFE:
            filled = readers.filled_before_django(self, environ)
            if filled is not None:
                return filled.send(start_response)
            return self.application(environ, readers.noting_headers(environ, start_response))
        return self._after_a_write(environ, start_response)

    def _after_a_write(self, environ, start_response):
        try:
            return self.application(environ, start_response)
        finally:
            self.state.forget()

    def _made(self, asked, environ) -> Answer:
        """The page, made only once if many request it at the same time: the others wait for the
        first.
        """
        for _ in range(TRIES):
            work, is_first = self._work_on(asked.key)
            if is_first:
                return self._make_for_all(asked, environ, work)
            if not work.is_done.wait(MAX_WAIT) or not work.is_for_all:
                break
            state = self.state.now()
            answer = self.pages.get(asked.key, state) if state else None
            if answer:
                return answer
        return self._make(asked, environ)

    def _work_on(self, key):
        with self._lock:
            work = self._under_way.get(key)
            if work:
                return work, False
            work = self._under_way[key] = _Work()
            return work, True

    def _make_for_all(self, asked, environ, work):
        state = self.state.now()

        def keep(answer):
            # A slow thread must not store an outdated page, so the database is asked again.
            if _is_for_all(asked, answer) and state and self.state.ask() == state:
                self.pages.put(asked.key, answer, state)

        try:
            answer = self._make(asked, environ, keep)
            work.is_for_all = _is_for_all(asked, answer)
            return answer
        finally:
            with self._lock:
                del self._under_way[asked.key]
            work.is_done.set()

    def _make(self, asked: Asked, environ, keep=None) -> Answer:
        """Django's response to a plain GET. `keep` gets it while the request's connection is open."""
        said: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status, headers, exc_info=None):
            said[:] = [(status, headers)]

        body = self.application(asked.environ(environ), start_response)
        try:
            whole, (status, headers) = b"".join(body), said[0]
            answer = Answer(status, headers, whole, partial(self.pages.grow, asked.key))
            if keep:
                keep(answer)
            return answer
        finally:
            if hasattr(body, "close"):
                body.close()


class _Work:
    """One thread makes a page. `is_for_all` says whether those who wait may share such an answer."""

    def __init__(self):
        self.is_done = threading.Event()
        self.is_for_all = False


def _is_for_all(asked: Asked, answer: Answer) -> bool:
    """Whether everybody who requests the same key may get this response."""
    return answer.is_public and answer.vary <= asked.varies


def _seconds_left(state: State, answer: Answer):
    """How long others may cache the response, if something starts soon; None: as long as it says."""
    left = (state.until - timezone.now()).total_seconds()
    return max(0, floor(left)) if answer.is_public and left < 60 else None
