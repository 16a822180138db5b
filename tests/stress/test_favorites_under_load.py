"""The real server under many readers, and killed while they press.

`python -m bench.favorites` does the same for ten times as long and judges the speed; this only
checks what must never happen.
"""

import os

import pytest

from bench.loads import identical, killed, steady
from bench.site import Site

pytestmark = pytest.mark.stress
CLIENTS = 64
NO_FAULTS = (0, 0, 0)  # errors, duplicates, lost


@pytest.fixture(scope="module")
def site():
    with Site(CLIENTS, os.environ.get("DATABASE_URL", "")) as site:
        yield site


def test_nothing_is_lost_or_doubled_when_sixty_four_readers_press_a_hundred_times(site):
    outcome = steady(site, presses=100)

    assert (outcome.errors[:3], outcome.faults) == ([], NO_FAULTS)
    assert len(outcome.waited) == 6_400


@pytest.mark.parametrize("verbs", ["save", "remove", "both"])
def test_sixty_four_tabs_of_one_reader_press_the_same_button_at_once(site, verbs):
    outcome = identical(site, 64, verbs)

    assert (outcome.errors[:3], outcome.faults) == ([], NO_FAULTS)
    assert len(outcome.waited) == 64


def test_ten_crashes_lose_nothing_of_three_thousand_writes():
    with Site(CLIENTS, os.environ.get("DATABASE_URL", "")) as site:
        outcome = killed(site, writes=3_000, kills=10)

    assert (outcome.errors[:3], outcome.faults) == ([], NO_FAULTS)
    assert (outcome.kills, len(outcome.waited) >= 3_000) == (10, True)
