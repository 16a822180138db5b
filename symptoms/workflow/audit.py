"""The public record of an article or a term: what was live, from when to when, and who approved it.

Read from editions and reviews, and from the revisions of terms, which are appended and never changed, so it can
be replayed: what the record says was live at a moment is what readers were served then. All moments are aware UTC.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone

from symptoms.models import Article, Edition, Review, TermRevision, TermStart
from symptoms.models.term_revision import LIVE
from symptoms.models.term_words import Words
from symptoms.workflow import term_record


@dataclass(frozen=True, slots=True)
class Approval:
    """`by` is the clinician whom readers see, `account` is who pressed the button. `checked_on` is
    None for an earlier review whose day nobody knows; readers are not told about it. Terms have no
    day at which the next review is due.
    """

    at: datetime
    checked_on: date | None
    by: str
    account: str
    next_due: date | None
    own_text_because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A version or a withdrawal; `revision` is its number, of a term that of its text. `end` is None while nothing follows; a canceled one never started."""

    state: str  # "live", "withdrawn" or "canceled"
    start: datetime
    end: datetime | None
    canceled_at: datetime | None = None
    revision: int | None
    title: str
    address: str
    reason: str = ""
    published_at: datetime
    published_by: str
    overridden: str = ""
    override_reason: str = ""
    approvals: tuple[Approval, ...]


def record_of(row: Any) -> list[Entry]:
    """Everything of an article or a term that was or will be public, by start, including what is scheduled."""
    return _of_article(row) if isinstance(row, Article) else _of_term(row)


def _of_article(article: Article) -> list[Entry]:
    editions = list(article.editions.select_related("revision").order_by("live_from", "pk"))
    reviews = list(
        Review.objects.approvals()
        .filter(revision__article=article)
        .select_related("revision", "reviewer")
        .order_by("at", "pk")
    )
    ends = _ends([edition for edition in editions if edition.canceled_at is None])
    return [_entry(edition, ends.get(edition.pk), reviews) for edition in editions]


def _of_term(term: Any) -> list[Entry]:
    """Each text that readers saw, until the next one; and the one that is scheduled."""
    steps = list(TermRevision.objects.of(term).select_related("reviewer").order_by("number"))
    shown = [step for step in steps if step.step in LIVE]
    coming = TermStart.objects.of(term).first()
    planned = [step for step in steps if step.step == TermRevision.Step.SCHEDULED][-1:]
    starts = [step.at for step in shown] + [coming.starts for _step in planned if coming]
    rows = [*shown, *(planned if coming else [])]
    ends = [*starts[1:], None]
    return [_text(term, *each, steps) for each in zip(rows, starts, ends, strict=True)]


def _text(
    term: Any, step: TermRevision, start: datetime, end: datetime | None, steps: Any
) -> Entry:
    words = step.as_words()
    return Entry(
        state="live",
        start=start,
        end=end,
        revision=step.number,
        title=words["name"],
        address=_address(term, words),
        published_at=step.at,
        published_by=step.by_name,
        approvals=tuple(_approvals_of_words(term, words, end, steps)),
    )


def _address(term: Any, words: Words) -> str:
    then = copy(term)
    then.slug = words["slug"]
    return str(then.get_absolute_url()) if hasattr(then, "get_absolute_url") else ""


def _approvals_of_words(
    term: Any, words: Words, end: datetime | None, steps: Iterable[TermRevision]
) -> Iterator[Approval]:
    """Those of exactly these clinical words, given before they ended."""
    clinical = term_record.clinical(words, type(term))
    for step in steps:
        is_about = step.reviewer and term_record.clinical(step.as_words(), type(term)) == clinical
        if clinical and is_about and step.reviewer and (end is None or step.at < end):
            yield Approval(
                at=step.at,
                checked_on=timezone.localdate(step.at),
                by=step.reviewer.name,
                account=step.by_name,
                next_due=None,
                own_text_because=step.reason if step.is_own_text else "",
            )


def as_json(row: Any, entries: list[Entry]) -> dict[str, Any]:
    """The record as plain data: moments as ISO 8601 in UTC."""
    return {
        row._meta.model_name: row.pk,
        "time_zone": "UTC",
        "record": [_plain(asdict(entry)) for entry in entries],
    }


def _ends(editions: Sequence[Edition]) -> dict[int, datetime]:
    following = zip(editions, editions[1:], strict=False)
    return {edition.pk: later.live_from for edition, later in following}


def _entry(edition: Edition, end: datetime | None, reviews: Iterable[Review]) -> Entry:
    state = "live" if edition.revision else "withdrawn"
    return Entry(
        state="canceled" if edition.canceled_at else state,
        start=edition.live_from,
        end=end,
        canceled_at=edition.canceled_at,
        revision=edition.revision.number if edition.revision else None,
        title=edition.title,
        address=edition.get_absolute_url() if edition.slug else "",
        reason=edition.reason,
        published_at=edition.created_at,
        published_by=edition.created_by_name,
        overridden=edition.overridden,
        override_reason=edition.override_reason,
        approvals=tuple(_approvals(edition, end, reviews)),
    )


def _approvals(
    edition: Edition, end: datetime | None, reviews: Iterable[Review]
) -> Iterator[Approval]:
    """Those of exactly this clinical text, given before the version ended."""
    for review in reviews:
        is_about = (
            edition.revision and review.revision.clinical_hash == edition.revision.clinical_hash
        )
        is_in_time = end is None or review.at < end
        if is_about and is_in_time and review.reviewer and review.next_due:
            yield Approval(
                at=review.at,
                checked_on=review.checked_on,
                by=review.reviewer.name,
                account=review.by_name,
                next_due=review.next_due,
                own_text_because=review.reason if review.is_own_text else "",
            )


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {name: _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
    return value
