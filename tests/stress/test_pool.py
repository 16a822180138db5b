"""A pool of connections, smaller than the threads that share it: sixteen readers, and a server with none left."""

import statistics

import psycopg
import pytest

from tests.services.conftest import postgresql, prepared  # noqa: F401  (fixtures)
from tests.services.processes import wait_until
from tests.services.tier import NO_PAGE_CACHE, Tier
from tests.stress.test_faults import PAGES, Load

pytestmark = pytest.mark.services
PROCESSES, POOL = 2, 3  # each process has four threads
OF_THE_SITE = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'pool'"


@pytest.fixture(scope="module")
def tier(prepared):  # noqa: F811
    with Tier(
        prepared,
        with_nginx=False,
        DATABASE_URL=prepared.database("pool"),
        SYMPTOMS_DATABASE_POOL=str(POOL),
        WEB_CONCURRENCY=str(PROCESSES),
        **NO_PAGE_CACHE,
    ) as tier:
        yield tier


def test_sixteen_readers_share_the_connections_of_the_pools(tier, postgresql):  # noqa: F811
    with Load(tier.ask, readers=16) as load:
        load.during(2)
        used = [postgresql.execute(OF_THE_SITE)[0][0] for _ in range(20) if load.during(0.1)]

    # On a busy machine somebody may wait longer for a connection than POOL_SECONDS, and is told so.
    assert load.statuses <= {200, 503}
    assert [status for status, _ in load.answers].count(200) > len(load.answers) / 2
    assert 0 < max(used) <= PROCESSES * POOL


def test_when_the_server_has_no_connection_left_the_site_says_so_at_once(tier, postgresql):  # noqa: F811
    taken = []
    postgresql.restart()
    try:
        take_all(postgresql, taken)
        with Load(tier.ask, readers=16) as load:
            load.during(4)
    finally:
        for connection in taken:
            connection.close()
    wait_until(lambda: {tier.ask(page).status for page in PAGES} == {200}, 60, "The site")
    said = [seconds for status, seconds in load.answers if status == 503]

    assert load.statuses <= {200, 503}
    assert len(said) > 16
    assert statistics.median(said) < 1


def take_all(server, taken):
    """Connect until nobody else can."""
    while True:
        try:
            taken.append(psycopg.connect(server.url("postgres"), autocommit=True))
        except psycopg.OperationalError:
            return
