"""Kept pages are what Django says now, for everybody the same, and made once."""

import gzip
import threading
from datetime import timedelta

import brotli
import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from config.page_cache.layer import PageCache
from config.page_cache.requests import parameters_of
from config.page_cache.site_state import State
from symptoms.models import Favorite, SiteVersion
from symptoms.workflow import publishing
from tests.behind_the_cache import CachedClient
from tests.factories import make_article, make_user, publish

PUBLIC = "public, max-age=60, s-maxage=5"


def retitled(article, title, at=None):
    article.title = title
    article.save()
    return publish(article, at=at)


@pytest.fixture
def article(db):
    return make_article("Fatigue", tips=1, live=True)


def test_a_kept_page_needs_neither_django_nor_the_database(article, asked_of_the_database):
    client = CachedClient(seconds=60)
    first = client.get(article.get_absolute_url())
    with asked_of_the_database() as queries:
        again = client.get(article.get_absolute_url())

    # On PostgreSQL the test client itself asks one, so that one transaction can be many moments.
    assert (len(queries), client.rendered) == (int(connection.vendor == "postgresql"), 1)
    assert (again.content, again.headers) == (first.content, first.headers)


@pytest.mark.parametrize("reading", ["", "theme-dark.text-150"])
def test_a_kept_page_says_what_django_says(public_pages, reading):
    kept = 0
    for page in public_pages:
        plain, client = Client(), CachedClient()  # a form leaves a cookie
        if reading:
            client.cookies["reading"] = plain.cookies["reading"] = reading
        if parameters_of(page.partition("?")[0]) is None:
            continue
        wanted = plain.get(page)
        for _ in range(2):
            said = client.get(page)
            assert (said.status_code, said.content) == (wanted.status_code, wanted.content), page
            assert said.headers.get("Cache-Control") == wanted.headers.get("Cache-Control"), page
        kept += client.rendered == 1
    assert kept > 15


def test_a_feed_reader_and_a_browser_get_each_their_own(client, article):
    asked = ["text/html,application/xhtml+xml", "application/atom+xml", "*/*", "text/html;q=0.9"]
    types = [
        client.get("/feed/", headers={"Accept": accept})["Content-Type"].partition(";")[0]
        for accept in asked * 2
    ]

    assert types == ["text/html", "application/atom+xml", "application/atom+xml", "text/html"] * 2
    assert client.rendered == 2


def test_head_and_304_come_from_the_same_page(client, article):
    page = client.get(article.get_absolute_url())
    head = client.head(article.get_absolute_url())
    same = client.get(article.get_absolute_url(), headers={"If-None-Match": page["ETag"]})

    assert (head.content, head["Content-Length"]) == (b"", page["Content-Length"])
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", page["ETag"])
    assert (same["Cache-Control"], same["Vary"]) == (PUBLIC, page["Vary"])
    assert client.rendered == 1


@pytest.mark.parametrize("make_client", [Client, CachedClient])
def test_everything_public_has_a_tag_and_answers_304(public_pages, make_client):
    tagged = 0
    for page in public_pages:
        client = make_client()
        response = client.get(page)
        if response.status_code == 200 and "public" in response.headers["Cache-Control"]:
            tagged += 1
            same = client.get(page, headers={"If-None-Match": response["ETag"]})
            assert (same.status_code, same.get("ETag")) == (304, response["ETag"]), page
    assert tagged > 20


@pytest.mark.parametrize(
    ("asked", "coding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("gzip;q=0", None, bytes),
    ],
)
def test_a_page_is_sent_in_the_coding_that_is_asked_for(client, article, asked, coding, unpack):
    whole = client.get(article.get_absolute_url())
    packed = client.get(article.get_absolute_url(), headers={"Accept-Encoding": asked})

    assert unpack(packed.content) == whole.content
    assert (packed.headers.get("Content-Encoding"), packed["ETag"]) == (coding, whole["ETag"])
    assert client.rendered == 1


def test_what_is_published_and_withdrawn_shows_at_the_next_request(client, article):
    address = article.get_absolute_url()
    client.get(address)
    retitled(article, "Tiredness")
    assert "Tiredness" in client.get(address).content.decode()

    publishing.withdraw(article, reason="Out of date.")
    assert [client.get(address).status_code for _ in range(2)] == [410, 410]


def test_another_process_sees_a_change_after_a_second(article, monkeypatch):
    time = [100.0]
    monkeypatch.setattr("config.page_cache.site_state.time.monotonic", lambda: time[0])
    address, other = article.get_absolute_url(), CachedClient(seconds=1)
    other.get(address)
    retitled(article, "Tiredness")
    assert "Tiredness" not in other.get(address).content.decode()
    time[0] += 1

    assert "Tiredness" in other.get(address).content.decode()


def test_the_process_that_wrote_sees_it_at_once(article):
    client = CachedClient(seconds=60)
    client.get(article.get_absolute_url())
    retitled(article, "Tiredness")
    client.post("/reading-settings/")

    assert "Tiredness" in client.get(article.get_absolute_url()).content.decode()


def test_a_scheduled_start_ends_what_is_kept(article, monkeypatch):
    client, address = CachedClient(seconds=3600), article.get_absolute_url()
    start = timezone.now().replace(microsecond=0) + timedelta(seconds=31)
    retitled(article, "Tiredness", at=start)
    monkeypatch.setattr(timezone, "now", lambda: start - timedelta(seconds=30))
    first = client.get(address)
    assert first["Cache-Control"] == "public, max-age=30, s-maxage=5"
    monkeypatch.setattr(timezone, "now", lambda: start - timedelta(seconds=2, milliseconds=500))
    before = client.get(address)
    assert ("Tiredness" in before.content.decode(), client.rendered) == (False, 1)
    assert before["Cache-Control"] == "public, max-age=2, s-maxage=1"
    monkeypatch.setattr(timezone, "now", lambda: start)

    assert "Tiredness" in client.get(address).content.decode()


def test_a_clock_that_is_set_back_ends_what_was_kept_while_it_was_ahead(article, monkeypatch):
    client, address = CachedClient(seconds=3600), article.get_absolute_url()
    now = timezone.now()
    retitled(article, "Tiredness", at=now + timedelta(minutes=30))
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=1))
    ahead = client.get(address).content.decode()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(seconds=1))
    back = client.get(address).content.decode()

    assert ("Tiredness" in ahead, "Tiredness" in back) == (True, False)


def test_pages_end_with_the_sites_day_because_a_review_may_be_overdue_then(article, monkeypatch):
    client = CachedClient(seconds=3600 * 48)
    client.get(article.get_absolute_url())
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=1))
    client.get(article.get_absolute_url())

    assert client.rendered == 2


def test_who_was_slow_does_not_keep_the_page_of_before(client, article):
    client.handler.after_rendering = lambda: retitled(article, "Tiredness")
    assert "Tiredness" not in client.get(article.get_absolute_url()).content.decode()
    client.handler.after_rendering = lambda: None

    assert "Tiredness" in client.get(article.get_absolute_url()).content.decode()


def test_nothing_is_kept_for_or_shown_to_anybody_with_a_session(client, article):
    address, reader = article.get_absolute_url(), make_user()
    Favorite.objects.create(user=reader, article=article)
    stranger = client.get(address)
    signed_in = CachedClient(shares=client)
    signed_in.force_login(reader)
    own = [signed_in.get(address) for _ in range(2)]

    assert {page["Cache-Control"] for page in own} == {"private, no-store"}
    assert own[0].content != stranger.content
    assert (signed_in.rendered, client.get(address).content) == (2, stranger.content)


def test_errors_and_redirects_are_not_kept(client, article):
    for address in ("/articles/nothing/", "/topics/daily-life/?page=99", "/ARTICLES/FATIGUE/"):
        statuses = [client.get(address).status_code for _ in range(2)]
        assert statuses[0] == statuses[1] != 200, address
    assert len(client.handler.cache.pages) == 0


def test_while_the_database_is_away_nothing_is_answered_from_memory(client, article, monkeypatch):
    address = article.get_absolute_url()
    client.get(address)

    def away():
        raise OperationalError

    monkeypatch.setattr(SiteVersion, "now", away)
    client.get(address)

    assert client.rendered == 2


# Without Django: what the layer itself promises.

ENVIRON = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": "", "HTTP_HOST": "x"}


class Standing:
    """A site that does not move."""

    def __init__(self):
        self.state = State("1", timezone.now() + timedelta(days=1))

    def now(self):
        return self.state

    ask = now


def test_many_who_ask_at_once_wait_for_one_answer():
    made, everybody_is_here = [], threading.Event()

    def slow(environ, start_response):
        made.append(1)
        everybody_is_here.wait(10)
        start_response("200 OK", [("Cache-Control", PUBLIC), ("Content-Type", "text/html")])
        return [b"page"]

    cache = PageCache(slow, 1_000_000)
    cache.state = Standing()
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.extend(cache(ENVIRON, lambda *said: None)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    everybody_is_here.set()
    for thread in threads:
        thread.join(10)

    assert (answers, len(made)) == ([b"page"] * 8, 1)


def test_who_waits_for_a_failure_does_not_wait_for_ever():
    def broken(environ, start_response):
        raise KeyError

    cache = PageCache(broken, 1_000_000)
    cache.state = Standing()
    for _ in range(2):
        with pytest.raises(KeyError):
            cache(ENVIRON, lambda *said: None)


def test_an_answer_with_a_cookie_or_a_nonce_is_not_kept():
    headers = [("Cache-Control", PUBLIC), ("Content-Type", "text/html")]
    for more in (
        ("Set-Cookie", "a=b"),
        ("Content-Security-Policy", "script-src 'nonce-x'"),
        ("Vary", "Accept-Language"),
    ):
        made = []

        def answered(environ, start_response, more=more, made=made):
            made.append(1)
            start_response("200 OK", [*headers, more])
            return [b"page"]

        cache = PageCache(answered, 1_000_000)
        cache.state = Standing()
        for _ in range(2):
            cache(ENVIRON, lambda *said: None)
        assert len(made) == 2, more
