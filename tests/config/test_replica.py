"""Which requests may read from a replica, and how far behind it may be. Real servers: tests/services/."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse

from config.replica import lag, middleware
from config.replica.router import ReplicaRouter, allowed


class Servers:
    """A primary that writes, and a replica that follows when it is told to."""

    def __init__(self):
        self.now, self.primary, self.replica = 0.0, 100, 100
        self.freshness = lag.Freshness(self.ask, lambda: self.now)

    def ask(self, alias, statement):
        value = self.replica if alias == "replica" else self.primary
        if isinstance(value, Exception):
            raise value
        return value

    def after(self, seconds, bound=10):
        self.now += seconds
        return self.freshness.is_fresh(bound)


def test_a_replica_that_follows_is_read():
    assert Servers().after(0) is True


def test_a_replica_that_stops_is_read_until_the_bound_and_again_when_it_caught_up():
    servers = Servers()
    servers.after(0)
    found = []
    for _ in range(14):
        servers.primary += 1
        found.append(servers.after(1))
    assert found == [True] * 10 + [False] * 4

    servers.replica = servers.primary
    assert servers.after(1) is True


def test_an_idle_primary_makes_no_replica_old():
    servers = Servers()
    assert [servers.after(60) for _ in range(5)] == [True] * 5


@pytest.mark.parametrize("broken", [OperationalError("away"), None])
def test_a_replica_that_is_away_or_is_none_is_not_read(broken):
    servers = Servers()
    servers.after(0)
    servers.replica = broken

    assert servers.after(1) is False


def test_while_the_primary_is_away_a_fresh_replica_stays_fresh_and_an_old_one_old():
    servers = Servers()
    servers.after(0)
    servers.primary = OperationalError("away")
    assert servers.after(60) is True

    behind = Servers()
    behind.primary = 200
    assert behind.after(0) is False
    behind.primary = OperationalError("away")
    assert behind.after(60) is False


def test_servers_are_asked_once_a_second():
    servers = Servers()
    asked = []
    servers.freshness = lag.Freshness(lambda *a: asked.append(a) or 1, lambda: servers.now)
    for _ in range(10):
        servers.after(0.05)

    assert len(asked) == 2


@pytest.mark.parametrize(
    ("method", "path", "cookies", "reads"),
    [
        ("get", "/articles/x/", {}, True),
        ("head", "/search/", {"reading": "dark"}, True),
        ("post", "/", {}, False),
        ("get", "/", {"sessionid": "abcdefgh"}, False),
        ("get", "/", {"kept": "a1"}, False),
        ("get", "/accounts/login/", {}, False),
        ("get", "/admin/", {}, False),
        ("get", "/favorites/", {}, False),
        ("get", "/feedback/1/", {}, False),
    ],
)
def test_only_anonymous_reading_goes_there(rf, monkeypatch, method, path, cookies, reads):
    monkeypatch.setattr(lag, "is_fresh", lambda: True)
    request = getattr(rf, method)(path)
    request.COOKIES = cookies
    seen = []
    middleware.ReplicaMiddleware(lambda r: seen.append(allowed.get()) or HttpResponse())(request)

    assert seen == [reads]
    assert allowed.get() is False


def test_writes_and_migrations_never_go_there():
    router = ReplicaRouter()
    token = allowed.set(True)
    try:
        assert router.db_for_read(None) == "replica"
        assert router.db_for_write(None) == "default"
    finally:
        allowed.reset(token)
    assert router.allow_migrate("replica", "symptoms") is False
    assert router.allow_migrate("default", "symptoms") is True
