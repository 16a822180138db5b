"""A clock that jumps by an hour while readers read: pages, sessions and limits hold, and starts follow it."""

import pytest

from tests.services.clocks import Clock
from tests.services.processes import wait_until
from tests.services.tier import Embedded, Prepared, Tier
from tests.services.visitor import Visitor
from tests.stress.test_faults import Load, guess

pytestmark = pytest.mark.services
HOUR = 3600
SOON = "/articles/soon/"
# What was published an hour ago is public by each of the clocks.
OLDER = """
from datetime import timedelta
from django.db.models import F
from symptoms.models import Edition
Edition.objects.update(
    live_from=F("live_from") - timedelta(days=2), first_live_from=F("first_live_from") - timedelta(days=2)
)
"""
SCHEDULE = """
from datetime import timedelta
from django.conf import settings
from django.utils import timezone
settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": False}
from symptoms.workflow import publishing
from tests.factories import make_article
article = make_article("Soon")
publishing.publish(publishing.save_revision(article), at=timezone.now() + timedelta(minutes=30))
"""


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    return Clock(tmp_path_factory.mktemp("clock") / "offset")


@pytest.fixture(scope="module")
def tier(clock, tmp_path_factory):
    """With its page cache, and limits in the file that its processes share."""
    prepared = Prepared(Embedded(), tmp_path_factory.mktemp("embedded"))
    with Tier(prepared, with_nginx=False, before=clock.words, DATABASE_URL="") as tier:
        tier.manage("shell", "--verbosity", "0", "--command", OLDER)
        yield tier


def test_whichever_way_the_clock_jumps_pages_and_sessions_go_on(tier, clock):
    reader = Visitor.signed_in(tier, "reader@example.org")
    lists = []
    with Load(tier.ask) as load:
        for ahead in (HOUR, 0, -HOUR, 0):
            clock.jump(ahead)
            load.during(2)
            lists.append(reader.get("/favorites/").status)
            saved = reader.post("/favorites/add/", {"kind": "article", "id": "1"}, page="")
            lists.append(saved.status)

    assert load.statuses == {200}
    assert lists == [200, 302] * 4


def test_whichever_way_the_clock_jumps_guessing_stays_limited(tier, clock):
    tried = []
    for ahead in (0, HOUR, 0, -HOUR):
        clock.jump(ahead)
        tried.append([guess(tier, "guessed@example.org") for _ in range(8)].count(True))
    clock.jump(0)

    # Another hour may have another count; the hour that was counted already stays used up.
    assert all(count <= 5 for count in tried)
    assert tried[0] > 0
    assert tried[2] == 0


def test_a_scheduled_start_follows_the_clock_both_ways(tier, clock):
    """In the lists as well, which the page cache stores."""
    tier.manage("shell", "--verbosity", "0", "--command", SCHEDULE)

    def is_shown():
        return tier.ask(SOON).status == 200, SOON in tier.ask("/").text

    for ahead, wanted in ((0, False), (HOUR, True), (0, False), (HOUR, True), (0, False)):
        clock.jump(ahead)
        wait_until(
            lambda shown=wanted: is_shown() == (shown, shown), 5, f"{wanted} at {ahead:+d} s"
        )
