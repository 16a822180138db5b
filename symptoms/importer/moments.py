"""When something is to start: “+14 days”, or a date and time in the site's zone."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_RELATIVE = re.compile(r"\+(\d{1,3}) (minute|hour|day|week)s?", re.ASCII)
_LOCAL = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d", re.ASCII)
_HOW = gettext_lazy("Write “+14 days”, or a date and time such as “2027-01-15 09:00”.")


@dataclass(frozen=True, slots=True)
class Moment:
    """Either `after` the time of loading, or `at` an aware date-time."""

    after: timedelta = timedelta(0)
    at: datetime | None = None

    def counted_from(self, now: datetime) -> datetime:
        return self.at or now + self.after


def parse(text: str) -> Moment:
    """The moment that `text` means. Raises ValueError, in words for its writer."""
    if found := _RELATIVE.fullmatch(text):
        after = timedelta(**{f"{found[2]}s": int(found[1])})
        if not after:
            raise ValueError(f"This is not in the future. {_HOW}")
        return Moment(after=after)
    if not _LOCAL.fullmatch(text):
        raise ValueError(f"“{text[:60]}” is not a moment. {_HOW}")
    return Moment(at=_local(text))


def _local(text):
    try:
        naive = datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007  (its zone follows)
    except ValueError:
        raise ValueError(f"“{text}” is not in the calendar. {_HOW}") from None
    if not 1900 <= naive.year <= 2200:
        raise ValueError("Choose a year between 1900 and 2200.")
    zone = timezone.get_default_timezone()
    first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    exists = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == naive
    how = _("happens twice") if exists else _("does not happen")
    raise ValueError(f"“{text}” {how} in {zone}: the clocks change then. Choose another hour.")
