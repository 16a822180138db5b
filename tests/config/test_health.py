"""`/livez` and `/readyz`: what a load balancer or a service manager asks."""

import threading
import time

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError
from django.test import Client
from gunicorn.config import Config

from config import health
from config.fail_open_cache import RedisCache
from config.gunicorn_logs import Logger
from tests.config.test_database_away import closed_port, silent_port  # noqa: F401  (fixtures)
from tests.factories import make_user

ALL_WELL = {"status": "ok", "database": "ok", "cache": "ok"}


@pytest.fixture(autouse=True)
def _nothing_is_known_yet(monkeypatch):
    monkeypatch.setattr(health, "_last", None)


def seconds(call):
    start = time.monotonic()
    return call(), time.monotonic() - start


def test_livez_needs_no_database():
    answer = Client().get("/livez")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Vary" not in answer.headers


@pytest.mark.django_db
def test_a_site_that_is_well_is_ready():
    answer = Client().get("/readyz")

    assert (answer.status_code, answer.json()) == (200, ALL_WELL)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_no_session_is_read_and_no_cookie_is_set(client, path, django_assert_num_queries):
    client.force_login(make_user())
    get_user_model().objects.all().delete()
    with django_assert_num_queries(0):
        answer = client.get(path)

    assert (answer.status_code, len(answer.cookies)) == (200, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_a_prober_is_answered_by_any_name_and_without_https(settings, path):
    settings.SECURE_SSL_REDIRECT = True

    assert Client().get(path, headers={"Host": "10.0.0.7:8000"}).status_code == 200


def test_only_these_two_addresses_are_answered_without_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    paths = ["/", "/livez/", "/livezx", "/x/readyz", "/readyz.html"]

    assert [Client().get(path).status_code for path in paths] == [301] * len(paths)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_asking_often_is_not_limited(path):
    assert {Client().get(path).status_code for _ in range(100)} == {200}


def test_a_post_is_refused_without_a_token():
    assert Client(enforce_csrf_checks=True).post("/readyz").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["closed_port", "silent_port"])
def test_a_cache_that_is_away_is_degraded_and_still_ready(request, settings, monkeypatch, kind):
    port = request.getfixturevalue(kind)
    monkeypatch.setattr(RedisCache, "_next_try_at", 0.0)
    settings.CACHES = {
        "default": {
            "BACKEND": "config.fail_open_cache.RedisCache",
            "LOCATION": f"redis://127.0.0.1:{port}/0",
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
    answer, took = seconds(lambda: Client().get("/readyz"))

    assert answer.status_code == 200
    assert answer.json() == {"status": "degraded", "database": "ok", "cache": "away"}
    assert took < 0.8


def fails():
    raise OperationalError("secret details")


def hangs():
    threading.Event().wait(3)


@pytest.mark.parametrize("check", [fails, hangs])
def test_a_database_that_is_away_is_503_at_once(monkeypatch, check):
    monkeypatch.setattr(health, "_ask_database", check)
    answer, took = seconds(lambda: Client().get("/readyz"))

    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": "away", "cache": "ok"}
    assert took < 0.8


@pytest.mark.django_db
def test_a_database_without_our_tables_is_not_ready(monkeypatch):
    monkeypatch.setattr(health, "PROBE", "SELECT 1 FROM nobody_made_this")

    assert Client().get("/readyz").status_code == 503


def test_the_log_says_once_that_the_site_is_not_ready_and_once_that_it_is(monkeypatch, caplog):
    caplog.set_level("INFO")
    for check in (fails, fails, fails, lambda: None, lambda: None):
        monkeypatch.setattr(health, "_ask_database", check)
        monkeypatch.setattr(health, "SECONDS_KNOWN", 0)
        Client().get("/readyz")

    assert [record.getMessage() for record in caplog.records] == [
        "Not ready: the database does not answer.",
        "Ready again: the database answers.",
    ]


def test_many_who_ask_at_once_cost_one_question(monkeypatch):
    asked = []
    monkeypatch.setattr(health, "_ask_database", lambda: asked.append(1))
    threads = [threading.Thread(target=Client().get, args=["/readyz"]) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert asked == [1]


@pytest.mark.parametrize(("path", "lines"), [("/livez", 0), ("/readyz", 0), ("/", 1)])
def test_the_access_log_leaves_probes_out(monkeypatch, path, lines):
    written = []
    logger = Logger(Config())
    monkeypatch.setattr("gunicorn.glogging.Logger.access", lambda *parts: written.append(1))
    logger.access(None, None, {"PATH_INFO": path}, None)

    assert len(written) == lines
