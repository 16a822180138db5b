"""Signing in, and all else that is limited, with a Redis that is not there."""

import socket
import time

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.adapter import TOO_MANY
from config.redis_away import _Client
from symptoms.models import Feedback
from tests.accounts import steps
from tests.factories import make_article

pytestmark = pytest.mark.django_db


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


@pytest.fixture(params=["a_closed_port", "a_silent_port"])
def without_redis(request, settings, monkeypatch):
    settings.CACHES = {
        "default": {
            "BACKEND": "config.redis_away.RedisCache",
            "LOCATION": f"redis://127.0.0.1:{request.getfixturevalue(request.param)}/0",
            "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
        }
    }
    monkeypatch.setattr(_Client, "asked_again_at", 0.0)


def test_a_reader_signs_in_and_one_line_says_that_nothing_was_counted(
    client, without_redis, caplog
):
    reader = steps.make_reader()
    start = time.monotonic()

    assert steps.sign_in(client).url == "/favorites/"
    assert steps.signed_in(client) == str(reader.pk)
    lines = [record.getMessage() for record in caplog.records if record.name == "config.redis_away"]
    assert [line.partition(":")[0] for line in lines] == ["Redis is away, so no limits are counted"]
    assert "reader@example.org" not in caplog.text
    assert time.monotonic() - start < 30


def test_a_wrong_password_is_still_wrong(client, without_redis):
    steps.make_reader()
    for _ in range(7):
        form = steps.sign_in(client, password="x").context["form"]

    assert steps.signed_in(client) is None
    assert form.errors and TOO_MANY not in str(form.errors)


def test_codes_and_links_are_sent(client, without_redis, mailoutbox):
    steps.make_reader()
    steps.ask_for_code(client)
    steps.ask_for_link(client)

    assert len(mailoutbox) == 2


def test_an_answer_about_an_article_is_taken(client, without_redis):
    article = make_article(live=True)
    answer = client.post(reverse("symptoms:feedback", args=[article.pk]), {"answer": "yes"})

    assert (answer.status_code, Feedback.objects.count()) == (303, 1)


def test_redis_is_asked_again_after_a_while(without_redis, monkeypatch):
    assert (cache.get("name", "nothing"), cache.add("name", 1)) == ("nothing", True)
    asked = []
    monkeypatch.setattr(
        "config.redis_away.redis.RedisCacheClient.get", lambda *_: asked.append(1) or 7
    )
    assert (cache.get("name"), asked) == (None, [])
    monkeypatch.setattr(_Client, "asked_again_at", time.monotonic() - 1)

    assert (cache.get("name"), asked) == (7, [1])
