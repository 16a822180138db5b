"""Drafts of symptoms, topics and series: words that readers don't see yet.

    save      what was typed is kept; what readers see does not change
    submit    ask a medical reviewer to approve the draft
    sign      a reviewer approves it; it stays a draft
    send_back it has to change, for a reason
    publish   readers see it now
    schedule  readers see it from a later moment; `term_starts.py` carries that out
    cancel    it does not start; it is a draft again
    discard   there is no draft any more; its words stay on record
    restore   any earlier wording becomes the draft

A term has at most one draft and one scheduled start. The newest step of the drafts in the term's
record says which draft is open, so there is no state that could become wrong.
"""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.models import Contributor, Series, Symptom, TermRevision, TermStart, Topic
from symptoms.models.term_revision import OPEN_DRAFT
from symptoms.models.term_words import Words, put
from symptoms.text.folding import canonical
from symptoms.workflow import notifications, term_record, term_review
from symptoms.workflow.publishing import NOT_APPROVED, PublishingError, refuse_the_past
from symptoms.workflow.reviewing import IN_REVIEW, ReviewError
from symptoms.workflow.term_record import Read, Step

if TYPE_CHECKING:
    from accounts.models import User

DRAFTED = (Symptom, Topic, Series)
_SCHEDULED_ALREADY = gettext_lazy("Other text is already scheduled. Cancel it first.")


def waiting(term: Any) -> TermRevision | None:
    """The open draft of `term`, whose words are the newest of it."""
    if not isinstance(term, DRAFTED):
        return None
    last = TermRevision.objects.of(term).drafted().first()
    return last if last and last.step in OPEN_DRAFT else None


def read_now(term: Any) -> Read:
    """What somebody reads who looks at the stored `term` and its draft now."""
    draft = waiting(term)
    return Read(draft.number if draft else 0, term_record.fingerprint(term))


def needs_review(term: Any, words: Words) -> bool:
    """Whether `words` have to be approved before readers see them in place of those of `term`."""
    model = type(term)
    if not term_record.is_reviewed(model):
        return False
    seen = term_record.words_of(term) if term.is_public else {}
    changed = term_record.clinical(words, model) != term_record.clinical(seen, model)
    return changed and term_record.approval_of(term, words) is None


def save(typed: Any, by: User | None = None) -> list[str]:
    """Keep what was typed into `typed`, an unsaved instance, as the draft. Returns the labels of the
    fields in which it is not what readers see. A draft that says the same as they see is no draft.
    """
    with transaction.atomic():
        term = term_record.locked(typed) or _begun(typed)
        return _keep_as_draft(term, term_record.all_of(typed), by)


def restore(term: Any, number: int, by: User | None = None) -> list[str]:
    """Make the wording `number` the draft, at the address that `term` has. Returns as `save` does.
    Raises PublishingError when there is no such wording.
    """
    with transaction.atomic():
        term = term_record.locked(term)
        old = TermRevision.objects.of(term).filter(number=number).first()
        if old is None:
            raise PublishingError(_("This wording is not on record. Read the page again."))
        words = term_record.all_of(term) | old.as_words() | {"slug": term.slug}
        return _keep_as_draft(term, words, by)


def _keep_as_draft(term: Any, words: Words, by: User | None) -> list[str]:
    term_record.keep(term)
    now, draft = _seen(term), waiting(term)
    if words == now and draft:
        term_record.append(term, Step.DISCARDED, draft.as_words(), by)
    elif words != (draft.as_words() if draft else now):
        term_record.append(term, Step.DRAFT, words, by)
    return term_record.labels(type(term), now, words)


def _begun(typed: Any) -> Any:
    """The row of a new term that readers don't see until its draft is published."""
    typed.is_public = False
    typed.save()
    return typed


def _seen(term: Any) -> Words:
    """What readers see of `term`; nothing of one that was never published."""
    return term_record.all_of(term) if term.is_public else {}


def discard(term: Any, read: Read, by: User | None = None) -> None:
    """Close the draft. Raises ReviewError when it is not the one that was read."""
    with transaction.atomic():
        term, draft = _read(term, read)
        term_record.append(term, Step.DISCARDED, draft.as_words(), by)


def close(term: Any, by: User | None = None) -> None:
    """Close the draft, if one is open, because its words were saved in another way."""
    with transaction.atomic():
        draft = waiting(term)
        if draft:
            term_record.append(term, Step.DISCARDED, draft.as_words(), by)


def forget(term: Any, by: User | None = None) -> None:
    """Keep the words of `term`, which is about to be deleted: of its draft, too, and of what was to
    start.
    """
    with transaction.atomic():
        start = TermStart.objects.of(term).first()
        if start:
            drop(term, start, by)
        close(term, by)
        term_review.forget(term, by)


def submit(term: Any, read: Read, by: User | None = None) -> None:
    """Ask for a review of the draft. Raises ReviewError when it needs none, or when the draft is not
    the one that was read.
    """
    with transaction.atomic():
        term, draft = _read(term, read)
        if draft.step == Step.SUBMITTED:
            raise ReviewError(str(IN_REVIEW))
        if not needs_review(term, draft.as_words()):
            raise ReviewError(_("This text needs no review. You can publish it."))
        term_record.append(term, Step.SUBMITTED, draft.as_words(), by)
    notifications.to_reviewers(term)


def sign(
    term: Any, read: Read, reviewer: Contributor, *, by: User | None = None, reason: str = ""
) -> None:
    """Approve the words of the draft in the name of `reviewer`. Readers don't see it yet. Raises
    ReviewError as `term_review.approve` does.
    """
    with transaction.atomic():
        term, draft = _read(term, read)
        signed = term_review.signature(term, draft.as_words(), reviewer, by, reason)
        term_record.append(term, Step.SIGNED, draft.as_words(), by, **signed)
    notifications.to_publishers(term)


def send_back(term: Any, read: Read, by: User | None = None, reason: str = "") -> None:
    """Tell the person who submitted the draft what has to change. Raises ReviewError without a
    reason, or when the draft is not the one that was read.
    """
    if not reason.strip():
        raise ReviewError(_("Describe what the writer has to change."))
    with transaction.atomic():
        term, draft = _read(term, read)
        term_record.append(term, Step.RETURNED, draft.as_words(), by, reason=reason.strip())
    notifications.to_proposer(draft.by, term)


def publish(term: Any, read: Read, by: User | None = None) -> list[str]:
    """Let readers see the draft from now on. Returns the labels of the fields that changed for them.

    Raises PublishingError when its clinical text is not approved, and ReviewError when the draft or
    what readers see is not what was read, or when the draft can't be saved.
    """
    with transaction.atomic():
        term, draft = _read(term, read)
        words = draft.as_words()
        if needs_review(term, words):
            raise PublishingError(NOT_APPROVED)
        return make_live(term, words, Step.PUBLISHED, by)


def schedule(term: Any, read: Read, at: datetime, by: User | None = None) -> TermStart:
    """Let readers see the draft from the moment `at`. Raises as `publish` does, and PublishingError
    when `at` is not in the future, or when something else is scheduled.
    """
    refuse_the_past(at)
    with transaction.atomic():
        term, draft = _read(term, read)
        words = draft.as_words()
        if needs_review(term, words):
            raise PublishingError(NOT_APPROVED)
        if TermStart.objects.of(term).exists():
            raise PublishingError(_SCHEDULED_ALREADY)
        coming = copy(term)
        put(coming, words)
        term_record.refuse_what_cannot_be_saved(coming)
        term_record.append(term, Step.SCHEDULED, words, by, starts=at)
        return TermStart.objects.create(
            kind=term._meta.model_name,
            term_id=term.pk,
            starts=at,
            words=term_record.canonical(_what_changes(term, words)),
            name_key=canonical(coming.name),
            slug=coming.slug,
            by=by,
            by_name=str(by or ""),
        )


def cancel(term: Any, by: User | None = None, reason: str = "") -> None:
    """Don't start what is scheduled. It is a draft again; one that was written since stays the newest.
    Raises PublishingError when nothing is scheduled any more.
    """
    with transaction.atomic():
        term = term_record.locked(term)
        start = TermStart.objects.select_for_update().of(term).first()
        if start is None or start.starts <= timezone.now():
            raise PublishingError(_("This is no longer scheduled. Read the page again."))
        drop(term, start, by, reason)


def drop(term: Any, start: TermStart, by: User | None, reason: str = "") -> None:
    """Take `start` of the locked `term` back, in the caller's transaction."""
    newer = waiting(term)
    words = term_record.all_of(term) | start.as_words()
    term_record.append(term, Step.CANCELED, words, by, reason=reason, starts=start.starts)
    if newer:
        term_record.append_again(term, newer)
    start.delete()


def make_live(term: Any, words: Words, step: str, by: User | None, **fields: Any) -> list[str]:
    """Write `words` into the locked `term`. Returns the labels of the fields that changed. Raises
    ReviewError if they can't be saved, for example because another term took the name.
    """
    was = term_record.words_of(term)
    term_record.keep(term)
    before = _seen(term)
    put(term, words)
    term.is_public = True
    term_record.refuse_what_cannot_be_saved(term)
    term.save()
    now = term_record.words_of(term)
    term_record.append(term, step, now, by, **fields)
    term_record.refresh_search(term, was)
    proposal = term_review.waiting(term)
    if proposal and proposal.as_words() == term_record.clinical(now, type(term)):
        term_record.append(term, Step.TAKEN_BACK, proposal.as_words(), by)
    return term_record.labels(type(term), before, term_record.all_of(term))


def _what_changes(term: Any, words: Words) -> Words:
    """What a start will write: a correction that is made meanwhile elsewhere in the term stays. Clinical
    words are approved as a whole, so one of them brings all.
    """
    now = _seen(term)
    changed = {name: value for name, value in words.items() if now.get(name) != value}
    clinical = term_record.clinical(words, type(term))
    return changed | clinical if clinical.keys() & changed.keys() else changed


def _read(term: Any, read: Read) -> tuple[Any, TermRevision]:
    """The locked term and its draft, if they are what was read. Raises ReviewError."""
    term = term_record.locked(term)
    draft = waiting(term)
    if draft is None or read_now(term) != read:
        raise ReviewError(str(term_review.CHANGED_SINCE))
    return term, draft
