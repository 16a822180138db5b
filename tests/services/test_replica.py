"""Two real databases: anonymous reading from the replica, within its bound, and everybody else from the primary."""

import time

import pytest

from tests.services.databases import PostgreSQL
from tests.services.processes import wait_until
from tests.services.tier import NO_PAGE_CACHE, Tier

PAGE = "/topics/daily-life/"
SESSION = {"Cookie": "__Host-sessionid=abcdefgh12345678"}
BOUND = 3


@pytest.fixture(scope="module")
def servers(prepared):
    url = prepared.database("followed")
    with (
        PostgreSQL(primary=prepared.server) as replica,
        Tier(
            prepared,
            with_nginx=False,
            DATABASE_URL=url,
            DATABASE_REPLICA_URL=replica.url("followed"),
            SYMPTOMS_REPLICA_LAG_SECONDS=str(BOUND),
            CACHE_URL="",
            WEB_CONCURRENCY="1",
            **NO_PAGE_CACHE,
        ) as tier,
    ):
        yield tier, prepared.server, replica


def rename(server, text):
    server.execute(f"UPDATE symptoms_topic SET name = '{text}'", "followed")


def says(tier, text, headers=None):
    return text in tier.ask(PAGE, headers=headers).text


def test_reading_follows_the_replica_within_the_bound_and_then_the_primary(servers):
    tier, primary, replica = servers
    wait_until(lambda: tier.ask(PAGE) and "The replica is read." in tier.log(), 60, "The replica")
    replica.execute("SELECT pg_wal_replay_pause()")
    rename(primary, "Changed behind")
    # Anonymous readers still see the replica; whoever may have saved something sees the primary.
    assert [says(tier, "Changed behind"), says(tier, "Changed behind", SESSION)] == [False, True]
    time.sleep(BOUND + 2)
    tier.ask(PAGE)
    assert says(tier, "Changed behind")
    replica.execute("SELECT pg_wal_replay_resume()")


def test_a_replica_that_is_away_costs_no_page(servers):
    tier, _primary, replica = servers
    replica.stop()
    try:
        # It is asked once a second at most, so a page may have asked it in vain.
        wait_until(lambda: tier.ask(PAGE).status == 200, 30, "The page")
        time.sleep(1.5)
        found = {tier.ask(PAGE).status for _ in range(5)}
    finally:
        replica.start()

    assert found == {200}
