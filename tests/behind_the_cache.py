"""A test client that asks the site as gunicorn does: through the page cache around Django."""

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler

from config.page_cache.layer import PageCache

MOST = 8 * 1024 * 1024


class CachedClient(Client):
    """`seconds` is how long the version of the site is taken for known: without it, each change shows at
    once. `shares` is another such client, served by the same process: it has the same kept pages."""

    def __init__(self, *args, seconds=0, shares=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.handler = _Handler(self.handler.enforce_csrf_checks, seconds=seconds)
        if shares:
            self.handler.cache.pages = shares.handler.cache.pages
            self.handler.cache.state = shares.handler.cache.state

    @property
    def rendered(self):
        """How many requests reached Django."""
        return self.handler.rendered


class _Handler(ClientHandler):
    """Django's handler of tests, with the cache between."""

    def __init__(self, *args, seconds, **kwargs):
        super().__init__(*args, **kwargs)
        self.cache = PageCache(self.django, MOST, seconds)
        self.rendered = 0
        self.after_rendering = lambda: None

    def __call__(self, environ):
        self._response = self._body = None
        forget_that_this_transaction_moved_the_site()
        said = []
        body = self.cache(environ, lambda status, headers: said.append((status, headers)))
        if body is self._body:
            return self._response  # what Django said, untouched
        return self._answer(environ, *said[0], b"".join(body))

    def django(self, environ, start_response):
        """Django as a WSGI application."""
        self.rendered += 1
        response = self._response = super().__call__(environ)
        self.after_rendering()
        status = f"{response.status_code} {response.reason_phrase}"
        cookies = [("Set-Cookie", c.output(header="")) for c in response.cookies.values()]
        start_response(status, [*response.items(), *cookies])
        self._body = [] if response.streaming else [response.content]
        return self._body

    def _answer(self, environ, status, headers, body):
        plain = {name: value for name, value in headers if name != "Set-Cookie"}
        answer = HttpResponse(body, status=int(status.split()[0]), headers=plain)
        for name, value in headers:
            if name == "Set-Cookie":
                answer.cookies.load(value)
        if "Location" in dict(headers):
            answer.url = dict(headers)["Location"]
        if "Content-Type" not in dict(headers):
            del answer.headers["Content-Type"]
        answer.wsgi_request = getattr(self._response, "wsgi_request", None)
        answer.request = {"PATH_INFO": environ["PATH_INFO"]}
        return answer


def forget_that_this_transaction_moved_the_site():
    """On PostgreSQL a transaction moves the site once, and a test is one transaction."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('symptoms.site_moved', '', true)")
