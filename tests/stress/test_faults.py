"""Services that fail while readers read: public pages go on, what is typed is kept, limits hold."""

import html
import http.client
import re
import signal
import socket
import statistics
import threading
import time
import urllib.parse

import psycopg
import pytest

from accounts.adapter import TOO_MANY
from tests.services.conftest import postgresql, prepared, redis, store  # noqa: F401  (fixtures)
from tests.services.processes import HOST, wait_until
from tests.services.tier import NO_PAGE_CACHE, SITE, OverTls, Tier, wrapped

pytestmark = pytest.mark.services
# No search: so many are refused, and nginx stores none.
PAGES = (
    "/",
    "/articles/saving-energy/",
    "/symptoms/",
    "/topics/daily-life/",
    "/feed/",
)


class Load:
    """Readers who ask for public pages one after the other, until the `with` ends. `ask` is one of a
    tier's two ways to ask."""

    def __init__(self, ask, readers=4, pages=PAGES):
        self._ask, self._pages, self.answers = ask, pages, []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=[n]) for n in range(readers)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    def _read(self, number):
        while not self._stop.wait(0.05):
            # Another address each time, so that nothing is answered from a cache by chance.
            number += 1
            page = self._pages[number % len(self._pages)]
            start = time.monotonic()
            try:
                status = self._ask(page).status
            except OSError as error:
                status = type(error).__name__
            self.answers.append((status, time.monotonic() - start))

    def during(self, seconds=2.0):
        """The statuses and seconds of what was answered from now on."""
        before = len(self.answers)
        time.sleep(seconds)
        wait_until(lambda: len(self.answers) > before, 60, "An answer")
        return self.answers[before:]

    @property
    def statuses(self):
        return {status for status, _ in self.answers}


@pytest.fixture(scope="module")
def tier(prepared, redis, store):  # noqa: F811
    prepared.upload(store)
    with Tier(
        prepared,
        DATABASE_URL=prepared.database("faults"),
        CACHE_URL=redis.url,
        STORAGE_URL=store.url,
        **NO_PAGE_CACHE,
    ) as tier:
        yield tier


def guess(tier, address="reader@example.org", network="192.0.2.7"):
    """One wrong password, as the form sends it; whether it was tried, and not refused by the limit."""
    page = tier.ask("/accounts/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    cookies = "; ".join(c.split(";")[0] for c in page.headers.get_all("Set-Cookie"))
    body = urllib.parse.urlencode(
        {"csrfmiddlewaretoken": token, "login": address, "password": "wrong-password-1"}
    )
    headers = {
        "Cookie": cookies,
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"https://{SITE}/accounts/login/",
        "Origin": f"https://{SITE}",
        "X-Forwarded-For": network,
    }
    answer = tier.ask("/accounts/login/", method="POST", body=body, headers=headers)
    assert answer.status == 200
    return str(TOO_MANY) not in html.unescape(answer.text)


# A network of its own for each, because processes count what a network does for a minute.
@pytest.mark.parametrize(("fault", "network"), [("stop", "192.0.2.20"), ("freeze", "192.0.2.21")])
def test_while_redis_is_away_pages_go_on_and_guessing_stays_limited(tier, redis, fault, network):  # noqa: F811
    with Load(tier.ask) as load:
        load.during(1)
        getattr(redis, fault)()
        try:
            found = [guess(tier, f"{fault}@example.org", network) for _ in range(13)]
            load.during(2)
        finally:
            redis.thaw() if fault == "freeze" else redis.start()
        load.during(2)
    again = guess(tier, f"{fault}-again@example.org", network)

    assert load.statuses == {200}
    # Each of the two processes counts to five by itself.
    assert 5 <= found.count(True) <= 10
    assert again is True


def test_a_database_that_restarts_is_back_without_an_error(tier, postgresql):  # noqa: F811
    with Load(tier.ask) as load:
        load.during(1)
        postgresql.restart()
        wait_until(lambda: tier.ask("/").status == 200, 60, "The site")
        after = load.during(3)

    assert load.statuses <= {200, 503}
    assert {status for status, _ in after[4:]} == {200}


def test_while_the_database_is_away_for_twenty_seconds_pages_that_were_read_are_still_there(
    tier,
    postgresql,  # noqa: F811
):
    for page in PAGES:
        assert tier.get(page).status == 200
    with Load(tier.get) as behind_nginx, Load(tier.ask, readers=2) as direct:
        postgresql.stop()
        try:
            time.sleep(8)
            readied = tier.ask("/readyz").status
            behind_nginx.during(6)
            said = direct.during(6)
        finally:
            postgresql.start()
        wait_until(lambda: tier.ask("/").status == 200, 60, "The site")

    assert readied == 503
    assert behind_nginx.statuses == {200}
    assert {status for status, _ in said} == {503}
    assert statistics.median(seconds for _, seconds in said) < 1


def test_when_all_connections_are_taken_the_site_says_so_and_comes_back(tier, postgresql):  # noqa: F811
    taken = []
    try:
        with Load(tier.ask) as load:
            for _ in range(40):
                try:
                    taken.append(psycopg.connect(postgresql.url("postgres"), autocommit=True))
                except psycopg.OperationalError:
                    break
            load.during(2)
    finally:
        for connection in taken:
            connection.close()
    wait_until(lambda: tier.ask("/").status == 200, 60, "The site")

    assert len(taken) >= 5
    assert load.statuses <= {200, 503}


def test_while_the_object_store_is_away_only_pictures_are_missing(tier, store, prepared):  # noqa: F811
    picture = re.search(r'"(/pictures/[^" ]+)', tier.ask("/articles/saving-energy/").text)[1]
    assert tier.get(picture).status == 200
    store.stop()
    try:
        assert tier.ask("/articles/saving-energy/").status == 200
        away = tier.ask(picture)
        assert (away.status, away.headers["Retry-After"]) == (503, "60")
        assert tier.get(picture).status == 200
    finally:
        store.start()
        prepared.upload(store)
    assert tier.ask(picture).status == 200


def test_new_code_and_a_restart_turn_nobody_away(tier):
    """HUP three times, then TERM and a start, under clients that keep their connections."""
    with Load(lambda page: keep_alive(tier, page)) as load:
        for _ in range(3):
            tier.process.send_signal(signal.SIGHUP)
            load.during(2)
        tier.stop()
        tier.start()
        load.during(2)

    assert load.statuses == {200}
    # A busy machine takes ten seconds to start new processes, and these requests wait for them.
    assert len(load.answers) > 8


_kept = threading.local()


def keep_alive(tier, page):
    """Ask nginx on this thread's own connection; a new one if it was closed between two requests."""
    for attempt in range(2):
        if attempt or not hasattr(_kept, "connection"):
            _kept.connection = OverTls(tier.port, timeout=60)
        try:
            _kept.connection.request("GET", page, headers={"Host": SITE, "Cookie": "x=1"})
            response = _kept.connection.getresponse()
            response.read()
        except (http.client.RemoteDisconnected, ConnectionResetError):
            continue
        return response
    raise ConnectionError


def test_two_hundred_slow_clients_keep_nobody_waiting(tier):
    slow = [slow_client(tier, number) for number in range(200)]
    try:
        with Load(tier.get) as load:
            load.during(3)
    finally:
        for client in slow:
            client.close()

    assert load.statuses == {200}
    # The slow ones give up after ten seconds; nobody waits for that.
    assert statistics.median(seconds for _, seconds in load.answers) < 2


def slow_client(tier, number):
    """Half of them never end their headers, half of them never send their body. Each fifty come from one
    address, which is fewer than one may have."""
    client = socket.create_connection(
        (HOST, tier.port), 10, source_address=(f"127.0.0.{2 + number % 4}", 0)
    )
    client = wrapped(client)
    if number % 2:
        client.sendall(f"GET / HTTP/1.1\r\nHost: {SITE}\r\nX-".encode())
    else:
        client.sendall(
            f"POST /feedback/ HTTP/1.1\r\nHost: {SITE}\r\nContent-Length: 9999\r\n\r\nx".encode()
        )
    return client
