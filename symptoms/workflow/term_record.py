"""The words of terms and their record: the only writer of terms' revisions.

`term_review.py` and `term_drafts.py` say which words reach readers; both use what is here.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from symptoms import search
from symptoms.models import Edition, Series, Symptom, Tag, TermRevision
from symptoms.models.term_words import Words, editable
from symptoms.workflow import reviewing
from symptoms.workflow.reviewing import ReviewError

if TYPE_CHECKING:
    from accounts.models import User

# The words that need a medical review.
CLINICAL: dict[Any, tuple[str, ...]] = {
    Symptom: ("name", "visibility", "also_called", "summary"),
    Series: ("name", "intro"),
}
# Terms by whose names articles are found, and the edition's field for each.
_SEARCHED: dict[Any, str] = {Symptom: "symptoms", Tag: "tags"}
# Restoring a text that was approved before so many others needs another approval.
_APPROVALS_READ = 50
Step = TermRevision.Step


class Read(NamedTuple):
    """What the person who decides has read: the number of the proposal or draft (0: the words that
    readers see now), and the fingerprint of the words that readers saw then.
    """

    revision: int
    baseline: str


class Saved(NamedTuple):
    """What a save did: the labels of the fields that changed for readers, and of those proposed."""

    live: list[str]
    proposed: list[str]


def words_of(term: Any) -> Words:
    """All texts of `term`, by field, without references such as an account."""
    return {field.name: getattr(term, field.name) for field in _written(type(term))}


def _written(model: type[models.Model]) -> list[Any]:
    return [field for field in editable(model) if not field.is_relation]


def is_public(term: Any) -> bool:
    """Whether readers see `term` at all: a new one may be a draft only."""
    return getattr(term, "is_public", True)


def all_of(term: Any) -> Words:
    """Its words, and the ids of the rows that it refers to: all that its form asks for."""
    return {field.name: getattr(term, field.attname) for field in editable(type(term))}


def clinical(words: Words, model: type[models.Model]) -> Words:
    return {name: words[name] for name in CLINICAL.get(model, ()) if name in words}


def is_reviewed(model: type[models.Model]) -> bool:
    """Whether the words of such terms need an approval to reach readers."""
    return model in CLINICAL and reviewing.is_required()


def fingerprint(term: Any) -> str:
    """Of the words that readers see."""
    return sha256(canonical(words_of(term)).encode()).hexdigest()


def approved(term: Any) -> TermRevision | None:
    """The last words that a medical reviewer approved."""
    return TermRevision.objects.of(term).approvals().first()


def approval_of(term: Any, words: Words) -> TermRevision | None:
    """The newest approval of exactly the clinical part of `words`."""
    wanted = clinical(words, type(term))
    newest = TermRevision.objects.of(term).approvals().select_related("reviewer")[:_APPROVALS_READ]
    return next((row for row in newest if clinical(row.as_words(), type(term)) == wanted), None)


def has_a_hand_in(term: Any, user: User, words: Words) -> bool:
    """Whether `user` wrote or proposed words of `term` since the last approved ones, or was the first to
    write one of the clinical texts of `words` that are to be approved: whoever restored it since
    did not write it.
    """
    last = approved(term)
    rows = TermRevision.objects.of(term)
    since = rows.filter(number__gt=last.number if last else 0)
    if since.filter(step__in=_WRITING, by=user).exists():
        return True
    was = last.as_words() if last else {}
    new = {name: text for name, text in _texts(term, words).items() if text != was.get(name)}
    return user.pk in _first_writers(rows, new)


def _texts(term: Any, words: Words) -> Words:
    """The clinical part of `words` that is written, not chosen from a list, and not empty."""
    written = clinical(words, type(term)).items()
    return {name: text for name, text in written if text and not _is_chosen(term, name)}


def _is_chosen(term: Any, name: str) -> bool:
    return bool(term._meta.get_field(name).choices)


def _first_writers(rows: models.QuerySet[TermRevision], texts: Words) -> set[int | None]:
    """Who was the first to write each of `texts`."""
    firsts: dict[str, int | None] = {}
    for row in rows.order_by("number") if texts else ():
        said = row.as_words()
        for name, text in texts.items():
            if said.get(name) == text:
                firsts.setdefault(name, row.by_id)
    return set(firsts.values())


_WRITING = [
    Step.SAVED, Step.PROPOSED, Step.DRAFT, Step.SUBMITTED, Step.CANCELED,
]  # fmt: skip


def label_of(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def labels(model: type[models.Model], before: Words, after: Words) -> list[str]:
    """Of the fields that are not the same."""
    return [label_of(model, name) for name, value in after.items() if before.get(name) != value]


def locked(term: Any) -> Any:
    """The stored row of `term`, or None for a new one."""
    return type(term)._default_manager.select_for_update().filter(pk=term.pk).first()


def refuse_what_cannot_be_saved(term: Any) -> None:
    try:
        term.full_clean()
    except ValidationError as error:
        raise ReviewError(
            _("This cannot be approved. %(problems)s") % {"problems": " ".join(error.messages)}
        ) from None


def keep(term: Any) -> None:
    """Record the words that readers see, if they were not written here."""
    if not is_public(term):
        return
    words = words_of(term)
    newest = TermRevision.objects.of(term).live().first()
    if newest is None or newest.as_words() != words:
        append(term, Step.SAVED, words, None)


def append(term: Any, step: str, words: Words, by: User | None, **fields: Any) -> TermRevision:
    rows = TermRevision.objects.of(term)
    return TermRevision.objects.create(
        kind=term._meta.model_name,
        term_id=term.pk,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        step=step,
        words=canonical(words),
        by=by,
        **{"by_name": str(by or ""), "at": timezone.now()} | fields,
    )


def append_again(term: Any, row: TermRevision) -> TermRevision:
    """Append a copy of `row`, so that it is the newest step again."""
    names = ("origin", "reason", "reviewer", "is_own_text", "by_name")
    columns = {name: getattr(row, name) for name in names}
    return append(term, row.step, row.as_words(), row.by, **columns)


def refresh_search(term: Any, was: Words) -> None:
    """Articles are found by the names of their symptoms and tags."""
    link = _SEARCHED.get(type(term))
    if link and was and was["name"] != term.name:
        search.refresh(Edition.objects.filter(**{link: term}))


def canonical(words: Words) -> str:
    return json.dumps(words, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
