"""When something starts: relative, or in the site's time zone, whose clocks change twice a year."""

from datetime import UTC, datetime, timedelta

import pytest

from symptoms.importer.moments import Moment, parse

HOW = "Write “+14 days”, or a date and time such as “2027-01-15 09:00”."
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def new_york(settings):
    settings.TIME_ZONE = "America/New_York"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("+1 minute", timedelta(minutes=1)),
        ("+36 hours", timedelta(hours=36)),
        ("+14 days", timedelta(days=14)),
        ("+2 weeks", timedelta(weeks=2)),
    ],
)
def test_a_relative_moment_counts_from_the_load(text, after):
    assert parse(text).counted_from(NOW) == NOW + after


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2027-01-15 09:00", datetime(2027, 1, 15, 14, 0, tzinfo=UTC)),
        ("2027-07-15 09:00", datetime(2027, 7, 15, 13, 0, tzinfo=UTC)),
        ("2026-03-08 03:00", datetime(2026, 3, 8, 7, 0, tzinfo=UTC)),
        ("2026-11-01 02:00", datetime(2026, 11, 1, 7, 0, tzinfo=UTC)),
    ],
)
def test_a_local_moment_is_read_by_the_sites_clocks(text, at):
    assert parse(text) == Moment(at=at)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "2026-03-08 02:30",
            "“2026-03-08 02:30” does not happen in America/New_York: the clocks change then. "
            "Choose another hour.",
        ),
        (
            "2026-11-01 01:30",
            "“2026-11-01 01:30” happens twice in America/New_York: the clocks change then. "
            "Choose another hour.",
        ),
        ("2026-02-30 09:00", f"“2026-02-30 09:00” is not in the calendar. {HOW}"),
        ("2026-01-01 24:00", f"“2026-01-01 24:00” is not in the calendar. {HOW}"),
        ("9999-12-31 23:59", "Choose a year between 1900 and 2200."),
        ("tomorrow", f"“tomorrow” is not a moment. {HOW}"),
        ("2026-01-15T09:00Z", f"“2026-01-15T09:00Z” is not a moment. {HOW}"),
        ("-1 day", f"“-1 day” is not a moment. {HOW}"),
        ("+0 days", f"This is not in the future. {HOW}"),
        ("+9999 weeks", f"“+9999 weeks” is not a moment. {HOW}"),
    ],
)
def test_other_moments_are_refused(text, message):
    with pytest.raises(ValueError) as caught:
        parse(text)
    assert str(caught.value) == message
