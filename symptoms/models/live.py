"""When an edition is public, as conditions on its moments. No other module compares them.

Each edition has when it starts (`live_from`) and when the next one of its article does
(`live_until`), so one row is enough to tell whether readers see it, and an index finds those that
they see.
"""

from datetime import UTC, datetime

from django.db.models import Case, Expression, F, OuterRef, Q, When

from symptoms.web import clock

# A moment, or the moment of an outer row in a subquery.
Moment = datetime | OuterRef | Expression
# The `live_until` of an edition with nothing scheduled after it.
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


def has_started(at: Moment | None = None, edition: str = "") -> Q:
    """The condition that the row at `edition` (a prefix such as "edition__") had started by `at`
    (default: now).

    For a row that has an edition a plain join answers it; a list of all editions grows with the archive.
    """
    begun = {f"{edition}canceled_at": None, f"{edition}live_from__lte": at or clock.now()}
    return Q(**begun)


def starts_after(at: Moment, edition: str = "") -> Q:
    """The condition that the row at `edition` starts after `at` and was not canceled."""
    return Q(**{f"{edition}canceled_at": None, f"{edition}live_from__gt": at})


def starts_between(after: datetime, until: datetime) -> Q:
    """The condition that the row starts after `after` and at `until` or before, and was not canceled."""
    return Q(canceled_at=None, live_from__gt=after, live_from__lte=until)


def is_live(at: Moment | None = None, edition: str = "") -> Q:
    """The condition that the public sees the row at `edition` at `at` (default: now).

    The only definition of visibility: it had started by `at`, it has a text, and no other of its article
    started after it.
    """
    at = at or clock.now()
    lasts = {f"{edition}live_until__gt": at, f"{edition}revision__isnull": False}
    return has_started(at, edition) & Q(**lasts)


def end_of(at: Moment, edition: str = "") -> dict[str, Case]:
    """Columns for the row at `edition`, which had started by `at`: `is_live`, and `ended_at`, None
    while nothing has followed it.
    """
    until = f"{edition}live_until"
    followed = Q(**{f"{until}__lte": at})
    return {
        "is_live": Case(When(followed, then=False), default=True),
        "ended_at": Case(When(followed, then=F(until)), default=None),
    }
