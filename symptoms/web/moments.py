"""Moments from outside, limited to those that every page can show in every time zone.

Within a day of the ends of Python's calendar, the time in another zone cannot be computed, and a
database would store a year that no editor and no reader meant.
"""

from datetime import UTC, datetime

from symptoms.web.integers import bounded_integer

FIRST_YEAR, LAST_YEAR = 1900, 2200
MAX_EPOCH_SECONDS = 7_300_000_000  # in the year 2201


def is_usable(moment: datetime) -> bool:
    """Whether the year of a date or a date-time is within the bounds of this site."""
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def from_iso(text: str) -> datetime:
    """The UTC moment that the ISO 8601 `text` means. Raises ValueError without a zone or beyond bounds."""
    if not isinstance(text, str) or len(text) > 40:
        raise ValueError("Not a moment.")
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or not is_usable(moment):
        raise ValueError("Not a moment of ours.")
    return moment.astimezone(UTC)


def from_epoch(text: str) -> datetime:
    """The UTC moment of so many seconds after 1970. Raises ValueError beyond bounds."""
    seconds = bounded_integer(text, MAX_EPOCH_SECONDS)
    if seconds is None:
        raise ValueError("Not a number of seconds.")
    return from_iso(datetime.fromtimestamp(seconds, UTC).isoformat())
