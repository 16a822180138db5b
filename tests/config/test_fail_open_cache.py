"""Signing in, and everything else with limits, while the cache is away."""

import re
import shutil
import socket
import subprocess
import time

import pytest
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.adapter import TOO_MANY
from config.fail_open_cache import MAX_KEYS_IN_PROCESS, DatabaseCache, RedisCache
from symptoms.models import Feedback
from symptoms.web import throttling
from tests.accounts import steps
from tests.factories import make_article
from tests.races import run_together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def a_closed_port():
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture
def a_silent_port():
    with socket.socket() as silent:  # takes connections, and never answers
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        yield silent.getsockname()[1]


def _redis_at(port):
    return {
        "default": {
            "BACKEND": "config.fail_open_cache.RedisCache",
            "LOCATION": f"redis://127.0.0.1:{port}/0",
            "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
        }
    }


@pytest.fixture(params=["a_closed_port", "a_silent_port", "no_table"])
def without_cache(request, settings, monkeypatch):
    if request.param == "no_table":
        settings.CACHES = {
            "default": {
                "BACKEND": "config.fail_open_cache.DatabaseCache",
                "LOCATION": "nobody_made_this_table",
            }
        }
    else:
        settings.CACHES = _redis_at(request.getfixturevalue(request.param))
    for kind in (RedisCache, DatabaseCache):
        monkeypatch.setattr(kind, "_next_try_at", 0.0)
    cache._in_process.clear()


def test_a_reader_signs_in_and_one_line_says_who_counts(client, without_cache, caplog):
    reader = steps.make_reader()
    start = time.monotonic()

    assert steps.sign_in(client).url == "/favorites/"
    assert steps.signed_in(client) == str(reader.pk)
    lines = [
        record.getMessage() for record in caplog.records if record.name == "config.fail_open_cache"
    ]
    assert [re.sub(r"\(\w+\)", "(…)", line) for line in lines] == [
        "The cache is away (…): limits are counted in this process until it returns."
    ]
    assert "reader@example.org" not in "".join(lines)
    assert time.monotonic() - start < 30


def test_guessing_is_limited_all_the_same(without_cache):
    steps.make_reader()
    for _ in range(5):
        form = steps.sign_in(Client(), password="x").context["form"]
        assert str(TOO_MANY) not in str(form.errors)
    form = steps.sign_in(Client()).context["form"]

    assert form.errors == {"__all__": [TOO_MANY]}


def test_codes_and_links_are_sent_and_bounded(client, without_cache, mailoutbox):
    steps.make_reader()
    steps.ask_for_code(client)
    steps.ask_for_link(client)
    assert len(mailoutbox) == 2
    for _ in range(30):
        steps.ask_for_code(Client())

    assert len(mailoutbox) < 10


def test_answers_about_an_article_are_taken_and_bounded(without_cache):
    article = make_article(live=True)
    address = reverse("symptoms:feedback", args=[article.pk])
    codes = [Client().post(address, {"answer": "yes"}).status_code for _ in range(22)]

    assert codes == [303] * 20 + [429] * 2
    assert Feedback.objects.count() == 20


def test_what_is_counted_meanwhile_is_bounded(without_cache):
    for number in range(MAX_KEYS_IN_PROCESS + 500):
        cache.add(f"key-{number}", 0, 60)

    assert len(cache._in_process._cache) <= MAX_KEYS_IN_PROCESS


def test_every_way_to_ask_has_an_answer(without_cache):
    assert (cache.get("name", "nothing"), cache.add("name", 1)) == ("nothing", True)
    assert (cache.add("name", 9), cache.incr("name", 2), cache.get("name")) == (False, 3, 3)
    assert cache.touch("name", 60) and "name" in cache
    cache.set_many({"a": 1, "b": 2})
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    cache.delete_many(["a"])
    assert (cache.delete("b"), cache.get("a"), cache.get("b")) == (True, None, None)
    cache.clear()
    assert "name" not in cache


def test_redis_is_asked_again_after_a_while(settings, monkeypatch, a_closed_port):
    settings.CACHES = _redis_at(a_closed_port)
    monkeypatch.setattr(RedisCache, "_next_try_at", 0.0)
    assert cache.get("name", "nothing") == "nothing"
    asked = []
    monkeypatch.setattr(
        "django.core.cache.backends.redis.RedisCacheClient.get", lambda *_: asked.append(1) or 7
    )
    assert (cache.get("name"), asked) == (None, [])
    monkeypatch.setattr(RedisCache, "_next_try_at", time.monotonic() - 1)

    assert (cache.get("name"), asked) == (7, [1])


def test_a_failing_cache_does_not_spoil_the_transaction_around_it(settings, monkeypatch):
    settings.CACHES = {
        "default": {
            "BACKEND": "config.fail_open_cache.DatabaseCache",
            "LOCATION": "nobody_made_this",
        }
    }
    monkeypatch.setattr(DatabaseCache, "_next_try_at", 0.0)
    with transaction.atomic():
        assert throttling.count("x", "y", 60) == 1
        assert steps.make_reader().pk is not None


# --- With the real ones ---------------------------------------------------------------------------


@pytest.fixture
def redis_server():
    """A separate Redis server with `start` and `stop`."""
    port = _free_port()
    running = []

    def start():
        running.append(
            subprocess.Popen(
                [shutil.which("redis-server") or "redis-server", "--port", str(port)]
                + ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
                stdout=subprocess.DEVNULL,
            )
        )
        _wait_for(port)

    def stop():
        server = running.pop()
        server.kill()
        server.wait(10)

    yield port, start, stop
    while running:
        stop()


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for(port):
    for _ in range(100):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError


@pytest.mark.stress
def test_limits_go_on_while_redis_goes_and_comes(redis_server, settings, monkeypatch):
    port, start, stop = redis_server
    settings.CACHES = _redis_at(port)
    monkeypatch.setattr(RedisCache, "_next_try_at", 0.0)
    cache._in_process.clear()
    start()
    assert [throttling.count("x", "y", 60) for _ in range(3)] == [1, 2, 3]
    stop()
    assert [throttling.count("x", "y", 60) for _ in range(3)] == [1, 2, 3]
    start()
    assert throttling.count("x", "y", 60) == 4  # not asked yet
    monkeypatch.setattr(RedisCache, "_next_try_at", 0.0)
    assert throttling.count("x", "y", 60) == 1


@pytest.mark.stress
def test_two_who_count_at_once_in_redis_both_count(redis_server, settings, monkeypatch):
    port, start, _ = redis_server
    settings.CACHES = _redis_at(port)
    monkeypatch.setattr(RedisCache, "_next_try_at", 0.0)
    start()
    _race()


@pytest.fixture
def table(settings):
    settings.CACHES = {
        "default": {"BACKEND": "config.fail_open_cache.DatabaseCache", "LOCATION": "test_cache"}
    }
    call_command("createcachetable", verbosity=0)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE test_cache")


@pytest.mark.django_db(transaction=True)
def test_two_who_count_at_once_in_the_database_both_count(table):
    _race()


def _race():
    numbers = []

    def count():
        numbers.append(throttling.count("race", "one", 600))

    assert run_together(*[count] * 8) == []
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.django_db(transaction=True)
def test_a_count_in_the_database_ends_when_it_was_said_to_end(table):
    cache.add("name", 0, 3600)
    cache.incr("name")
    with connection.cursor() as cursor:
        cursor.execute("SELECT expires FROM test_cache")
        before = cursor.fetchone()
        cache.incr("name", 5)
        cursor.execute("SELECT expires FROM test_cache")

        assert (cursor.fetchone(), caches["default"].get("name")) == (before, 6)
