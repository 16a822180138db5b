"""Which requests a kept page may answer."""

import pytest
from django.http import QueryDict

from config.page_cache.requests import PARAMETERS, TYPED, asked_by, parameters_of
from tests.behind_the_cache import CachedClient

PLAIN = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "testserver"}


def key_of(**changed):
    asked = asked_by(PLAIN | changed)
    return asked and asked.key


def test_a_strangers_plain_request_may_be_answered():
    assert key_of().path == "/"
    assert key_of(REQUEST_METHOD="HEAD") == key_of()


@pytest.mark.parametrize(
    "changed",
    [
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "OPTIONS"},
        {"CONTENT_LENGTH": "3"},
        {"SCRIPT_NAME": "/below"},
        {"HTTP_AUTHORIZATION": "Basic eDp5"},
        {"HTTP_RANGE": "bytes=0-5"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"HTTP_COOKIE": "sessionid=abcdefgh"},
        {"HTTP_COOKIE": "kept=own.a1-2000"},
        {"HTTP_COOKIE": "lastaccount=x"},
        {"HTTP_COOKIE": "csrftoken=x"},
        {"HTTP_COOKIE": "_ga=1"},
        {"HTTP_COOKIE": "reading=theme-dark; sessionid=abcdefgh"},
        {"HTTP_COOKIE": "reading"},
        {"HTTP_COOKIE": "reading=" + "a" * 500},
        {"PATH_INFO": "/" + "a" * 500},
        {"QUERY_STRING": "page=" + "1" * 500},
        *({"PATH_INFO": path} for path in ("/favorites/", "/accounts/login/", "/admin/", "/shared/1/x/")),
        *({"PATH_INFO": path} for path in ("/previews/1/x/", "/feedback/1/", "/reading-settings/", "/livez")),
        *({"PATH_INFO": path} for path in ("/pictures/x.webp", "/static/css/site.css", "/nothing/")),
        {"PATH_INFO": "/search/", "QUERY_STRING": "q=fatigue"},
    ],
    ids=str,
)  # fmt: skip
def test_anything_else_goes_to_django(changed):
    assert asked_by(PLAIN | changed) is None


def test_only_what_the_page_knows_of_the_query_counts():
    kept = {"PATH_INFO": "/topics/sleep/"}
    assert key_of(**kept, QUERY_STRING="utm_source=mail") == key_of(**kept)
    known = key_of(**kept, QUERY_STRING="page=2")
    assert known != key_of(**kept)
    assert key_of(**kept, QUERY_STRING="a=b&page=2&fbclid=x") == known


def test_reading_settings_that_mean_the_same_are_the_same():
    dark = key_of(HTTP_COOKIE="reading=theme-dark")
    assert dark != key_of()
    assert key_of(HTTP_COOKIE="reading=nonsense-1.theme-dark.text-100") == dark
    assert key_of(HTTP_COOKIE="reading=text-100") == key_of()


def test_a_feed_for_a_program_and_the_page_about_it_are_two_pages():
    feed = {"PATH_INFO": "/topics/sleep/feed/"}
    program, browser = key_of(**feed), key_of(**feed, HTTP_ACCEPT="text/html,*/*;q=0.8")
    assert program != browser
    assert key_of(**feed, HTTP_ACCEPT="application/atom+xml, text/html;q=0.5") == program
    assert key_of(**feed, HTTP_ACCEPT="image/png") == program
    assert key_of(**feed, HTTP_ACCEPT="application/xhtml+xml, text/html") == browser
    assert key_of(HTTP_ACCEPT="text/html") == key_of()


def test_another_host_and_another_scheme_are_another_page(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    keys = {
        key_of(),
        key_of(HTTP_HOST="example.org"),
        key_of(HTTP_X_FORWARDED_PROTO="https"),
        key_of(**{"wsgi.url_scheme": "https"}),
    }

    assert len(keys) == 4


def test_django_is_asked_as_by_a_stranger_who_wants_the_whole_page():
    environ = PLAIN | {
        "REQUEST_METHOD": "HEAD",
        "QUERY_STRING": "utm=1&page=2",
        "HTTP_COOKIE": "reading=text-100.theme-dark",
        "HTTP_IF_NONE_MATCH": '"x"',
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_IF_MODIFIED_SINCE": "Thu, 01 Jan 2026 00:00:00 GMT",
    }
    assert asked_by(environ).environ(environ) == PLAIN | {
        "QUERY_STRING": "page=2",
        "HTTP_COOKIE": "reading=theme-dark",
    }


def test_the_table_names_all_that_public_pages_look_for_in_an_address(public_pages, monkeypatch):
    """A parameter that a page begins to read fails here until it is in the table."""
    read = set()

    def noted(name):
        original = getattr(QueryDict, name)

        def method(self, key, *args):
            read.add(key)
            return original(self, key, *args)

        monkeypatch.setattr(QueryDict, name, method, raising=False)

    for name in ("get", "__getitem__", "__contains__", "getlist"):
        noted(name)
    client, unknown = CachedClient(), []
    for page in public_pages:
        read.clear()
        client.get(page)
        known = parameters_of(page.partition("?")[0])
        if known is not None and not page.startswith(f"/{TYPED}"):
            unknown += [(page, name) for name in read - known]

    assert unknown == []
    assert "page" in PARAMETERS["topics"]
