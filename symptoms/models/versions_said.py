"""What an article or a tip said when its reader last looked, what it says now, and what was published since.

Annotations for rows that have `seen_at`, and a column `article`, `tip` or both: favorites of an account, or
what is on the list of a device.
"""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from symptoms.models.edition import Edition
from symptoms.models.edition_tip import EditionTip
from symptoms.models.live import Moment, has_started, starts_after

_OF_TIP = "edition__"
_SEEN = OuterRef("seen_at")


def changes(*kinds: str) -> dict[str, Any]:
    """For rows of these kinds ("article", "tip"; one of them is set in each row).

    `said_then` and `said_now` are hashes: an article has changed when its clinical text has, a tip when
    its own words have. `changed_at` is the newest start since, `note_of_change` the newest note.
    """
    then, now, since = zip(*(_VERSIONS[kind]() for kind in kinds), strict=True)
    notes = (versions.exclude(note="") for versions in since)
    return {
        "said_then": _newest("hash", *then),
        "said_now": _newest("hash", *now),
        "changed_at": _newest("start", *since),
        "note_of_change": Coalesce(_newest("note", *notes), Value("")),
    }


def contents() -> dict[str, Subquery]:
    """For rows with an article: its JSON then and now."""
    moments = {"content_then": _SEEN, "content_now": None}
    return {
        name: Subquery(_in_order(_articles(at)).values("revision__content")[:1])
        for name, at in moments.items()
    }


def _of_article() -> tuple[Any, Any, Any]:
    return _articles(_SEEN), _articles(), _articles().scheduled(_SEEN)


def _of_tip() -> tuple[Any, Any, Any]:
    now = _tips().filter(has_started(None, _OF_TIP))
    return (
        _tips().filter(has_started(_SEEN, _OF_TIP)),
        now,
        now.filter(starts_after(_SEEN, _OF_TIP)),
    )


_VERSIONS = {"article": _of_article, "tip": _of_tip}


def _articles(at: Moment | None = None) -> Any:
    """Versions of the outer row's article that had started by `at` (default: now)."""
    versions = Edition.objects.started(at).filter(article=OuterRef("article"))
    return versions.exclude(revision=None).annotate(
        hash=F("revision__clinical_hash"),
        start=F("live_from"),
        note=F("change_note"),
        order=F("pk"),
    )


def _tips() -> Any:
    """The outer row's tip in all editions."""
    return EditionTip.objects.filter(tip=OuterRef("tip")).annotate(
        hash=F("text_hash"),
        start=F("edition__live_from"),
        note=F("edition__change_note"),
        order=F("edition"),
    )


def _in_order(versions: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return versions.order_by("-start", "-order")


def _newest(column: str, *versions: Any) -> Any:
    """A column of the newest version of whichever kind the row is."""
    found = [Subquery(_in_order(one).values(column)[:1]) for one in versions]
    return Coalesce(*found) if len(found) > 1 else found[0]
