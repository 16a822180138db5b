"""The real server, killed while readers press save and remove. The full size is in tests/stress/."""

import os

from bench.loads import killed
from bench.site import Site


def test_a_crash_loses_nothing_that_was_acknowledged():
    with Site(readers=8, server_url=os.environ.get("DATABASE_URL", "")) as site:
        outcome = killed(site, writes=300, kills=2)
        log = site.log()

    assert (outcome.errors, outcome.faults) == ([], (0, 0, 0))
    assert (outcome.kills, len(outcome.waited) >= 300) == (2, True)
    assert log == ""
