"""The words that terms have at the moment at which the site is read: those of their columns now, and
those on record at another moment, which only staff choose (`symptoms/web/clock.py`).
"""

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from symptoms.models.term_revision import TermRevision
from symptoms.models.term_start import TermStart
from symptoms.web import clock

Words = dict[str, Any]
# The first step of a term that was a draft before readers saw it.
_FIRST_SEEN = {TermRevision.Step.PUBLISHED, TermRevision.Step.STARTED}


def at_the_moment(terms: Iterable[Any]) -> Iterable[Any]:
    """`terms` of one model as they are at the chosen moment, by name, without those that readers had
    not seen by then; now, `terms` themselves.

    Links lead to the addresses of today: those of then redirect there. Two queries at another moment.
    """
    at = clock.chosen()
    if at is None:
        return terms
    rows = list(terms)
    words = _words_at(rows, at) if rows else {}
    then = [_with(term, words[term.pk]) for term in rows if words[term.pk] is not None]
    return sorted(then, key=lambda term: term.name.lower())


def _words_at(terms: list[Any], at: datetime) -> dict[int, Words | None]:
    """By term, what its fields said at `at`; None if readers had not seen it. A term without a record
    has always said what it says.
    """
    kind, pks = terms[0]._meta.model_name, [term.pk for term in terms]
    words: dict[int, Words | None] = {pk: {} for pk in pks}
    for row in _steps_at(kind, pks, at):
        is_new = row.at > at and row.step in _FIRST_SEEN
        words[row.term_id] = None if is_new else row.as_words()
    for start in TermStart.objects.filter(kind=kind, term_id__in=pks, starts__lte=at):
        words[start.term_id] = (words[start.term_id] or {}) | start.as_words()
    return words


def _steps_at(kind: str, pks: list[int], at: datetime) -> Iterable[TermRevision]:
    """The last step that readers saw by `at` of each term; of one first recorded later, the first."""
    live = TermRevision.objects.live().filter(kind=kind)
    of_term = live.filter(term_id=OuterRef("term_id"))
    last = of_term.filter(at__lte=at).order_by("-number").values("number")[:1]
    first = of_term.order_by("number").values("number")[:1]
    number = Coalesce(Subquery(last), Subquery(first))
    return live.filter(term_id__in=pks, number=number)


def _with(term: Any, words: Words | None) -> Any:
    then = copy(term)
    for field in term._meta.concrete_fields:
        if field.name in (words or {}) and field.name != "slug" and not field.is_relation:
            setattr(then, field.name, (words or {})[field.name])
    return then
