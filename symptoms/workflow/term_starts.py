"""Carry out the scheduled starts of terms' words, from the moment at which they are due.

Nothing runs on a timer: the first request from that moment on (`config/term_starts.py`) calls
`begin` before its page is made, so no reader sees the earlier words after it.
"""

from __future__ import annotations

import logging
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from symptoms.models import TermRevision, TermStart
from symptoms.models.term_words import Words
from symptoms.workflow import term_drafts, term_record
from symptoms.workflow.reviewing import ReviewError
from symptoms.workflow.term_record import Step

logger = logging.getLogger(__name__)
_FAILED = gettext_noop(
    "It could not start, because its name or address was taken. Publish it again."
)
_UNAPPROVED = gettext_noop("It did not start, because its text is not approved.")
_OVERTAKEN = gettext_noop(
    "It did not start, because other text was approved in the meantime. Compare the two, and publish it again."
)


def begin() -> int:
    """Let readers see everything whose start has come; returns how many that were.

    Two that call it at once come one after the other. What can't be saved, or isn't what a reviewer
    would expect any more, becomes a draft again, and the record says why.
    """
    return sum(_begin(start) for start in TermStart.objects.due())


def _begin(due: TermStart) -> bool:
    with transaction.atomic():
        term = _locked_term(due)
        start = TermStart.objects.select_for_update().filter(pk=due.pk).first()
        if start is None:
            return False
        if term is None:
            start.delete()
            return False
        why_not = _why_not(term, start)
        if why_not:
            term_drafts.drop(term, start, None, why_not)
            return False
        try:
            with transaction.atomic():
                _make_live(term, start)
        except (IntegrityError, ReviewError) as error:
            logger.error("Scheduled words of %s did not start: %s", start, type(error).__name__)
            term_drafts.drop(_locked_term(due), start, None, _FAILED)
            return False
        return True


def _why_not(term: Any, start: TermStart) -> str:
    """Why `start`, whose moment has come, must not change the locked `term`: "" when it may. Not
    translated, because the record is read in any language.
    """
    words, model = start.as_words(), type(term)
    if not (term_record.is_reviewed(model) and term_record.clinical(words, model)):
        return ""
    if term_drafts.needs_review(term, term_record.all_of(term) | words):
        return _UNAPPROVED
    seen = term_record.clinical(term_record.words_of(term) if term.is_public else {}, model)
    is_overtaken = seen not in (_seen_when_scheduled(term), term_record.clinical(words, model))
    return _OVERTAKEN if is_overtaken else ""


def _seen_when_scheduled(term: Any) -> Words:
    """The clinical words that readers saw when the start of `term` was scheduled."""
    rows = TermRevision.objects.of(term)
    scheduled = rows.filter(step=Step.SCHEDULED).first()
    before = rows.live().filter(number__lt=scheduled.number).first() if scheduled else None
    return term_record.clinical(before.as_words(), type(term)) if before else {}


def _make_live(term: Any, start: TermStart) -> None:
    signed = {"by_name": start.by_name, "at": start.starts, "starts": start.starts}
    # Its own name and address are reserved by the start itself.
    TermStart.objects.filter(pk=start.pk).delete()
    term_drafts.make_live(term, start.as_words(), Step.STARTED, start.by, **signed)


def _locked_term(start: TermStart) -> Any:
    model: Any = apps.get_model("symptoms", start.kind)
    return term_record.locked(model(pk=start.term_id))
