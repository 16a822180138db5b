"""Terms that are saved: public at once, or a proposal where a medical reviewer decides.

    save       what a publisher typed: public at once, or a proposal
    approve    a proposal becomes what readers see
    send_back  it does not, for a reason
    forget     a term is deleted; its words stay on record

The words of symptoms and series are health information. While the site requires medical review,
they change only when approved; until then a new one shows only its name. All other terms, and
addresses, are public when saved. The earlier words are always kept. What is not to be public when
it is saved is a draft: `term_drafts.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.models import Contributor, TermRevision
from symptoms.models.term_words import Words, put
from symptoms.workflow import notifications, reviewing, term_record
from symptoms.workflow.reviewing import ReviewError
from symptoms.workflow.term_record import (
    CLINICAL,
    Read,
    Saved,
    Step,
    approved,
    clinical,
    has_a_hand_in,
    is_reviewed,
    label_of,
    words_of,
)

if TYPE_CHECKING:
    from accounts.models import User

__all__ = [
    "CLINICAL", "Read", "Saved", "approve", "approved", "clinical", "forget", "has_a_hand_in",
    "is_reviewed", "is_unsigned", "label_of", "note", "origin", "read_now", "save", "send_back",
    "waiting", "words_of",
]  # fmt: skip
# Those of the clinical words that a new term shows unreviewed, because there is no term without
# them.
_NEEDED = {"name", "visibility"}
CHANGED_SINCE = gettext_lazy(
    "This changed after you opened the page. Read it again before you decide."
)


def origin(term: Any, prefix: str) -> str:
    """The newest of the term's origins that begin with `prefix`, or ""."""
    found = TermRevision.objects.of(term).filter(origin__startswith=prefix).first()
    return found.origin if found else ""


def read_now(term: Any) -> Read:
    """What somebody reads who looks at the stored `term` and its proposal now."""
    proposal = waiting(term)
    return Read(proposal.number if proposal else 0, term_record.fingerprint(term))


def waiting(term: Any) -> TermRevision | None:
    """The proposal for `term` that is open or was sent back, and neither approved nor withdrawn."""
    if not is_reviewed(type(term)):
        return None
    last = TermRevision.objects.of(term).reviewed().first()
    return last if last and last.step in {Step.PROPOSED, Step.SENT_BACK} else None


def is_unsigned(term: Any) -> bool:
    """Whether readers see words of `term` that nobody has approved."""
    return term_record.approval_of(term, words_of(term)) is None


def save(term: Any, by: User | None = None, origin: str = "") -> Saved:
    """Save what was typed into `term`, an unsaved instance; afterwards it has the words that
    readers see.
    """
    model = type(term)
    with transaction.atomic():
        before = term_record.locked(term)
        is_new = before is None or not term_record.is_public(before)
        wanted, was = words_of(term), {} if is_new else words_of(before)
        pending = waiting(before) if before else None
        if before:
            term_record.keep(before)
        if is_reviewed(model):
            _hold_back(term, was)
        term.is_public = True
        term.save()
        now = words_of(term)
        if now != was:
            term_record.append(term, Step.SAVED, now, by)
            term_record.refresh_search(term, was)
        proposed = (
            _propose(term, clinical(wanted, model), pending, by) if is_reviewed(model) else []
        )
    return Saved(term_record.labels(model, was, now), proposed)


def _hold_back(term: Any, was: Words) -> None:
    for name in CLINICAL[type(term)]:
        if was or name not in _NEEDED:
            setattr(term, name, was[name] if was else "")


def note(term: Any, origin: str) -> None:
    """Record the text of a content folder from which the words of `term` were taken or proposed."""
    term_record.append(term, Step.SAVED, words_of(term), None, origin=origin)


def _propose(term: Any, wanted: Words, pending: TermRevision | None, by: User | None) -> list[str]:
    """Propose the words; returns the labels of the newly proposed fields. Proposing the words that
    readers already see withdraws the proposal.
    """
    model = type(term)
    now = clinical(words_of(term), model)
    asked = pending.as_words() if pending else now
    if wanted == asked:
        return []
    step = Step.TAKEN_BACK if wanted == now else Step.PROPOSED
    term_record.append(term, step, wanted, by)
    if step == Step.PROPOSED and by:
        notifications.to_reviewers(term)
    return term_record.labels(model, asked, wanted)


def approve(
    term: Any,
    read: Read,
    reviewer: Contributor,
    *,
    by: User | None = None,
    reason: str = "",
    origin: str = "",
) -> Saved:
    """Publish the waiting proposal for `term`, in the name of `reviewer`.

    Raises ReviewError when the words changed since they were read, when the reviewer is not a
    clinician, when `by` had a hand in it and is not a superuser with a reason, or when the words
    can't be saved, for example because another term took the name.
    """
    model = type(term)
    with transaction.atomic():
        term = term_record.locked(term)
        was = words_of(term)
        proposal = waiting(term)
        if read_now(term) != read or not term_record.is_public(term):
            raise ReviewError(CHANGED_SINCE)
        proposed = proposal.as_words() if proposal else {}
        signed = signature(term, was | proposed, reviewer, by, reason)
        term_record.keep(term)
        put(term, proposed)
        term_record.refuse_what_cannot_be_saved(term)
        term.save()
        term_record.append(term, Step.APPROVED, words_of(term), by, origin=origin, **signed)
        term_record.refresh_search(term, was)
    return Saved(term_record.labels(model, was, words_of(term)), [])


def signature(
    term: Any, words: Words, reviewer: Contributor, by: User | None, reason: str
) -> dict[str, Any]:
    """The columns of an approval of `words` of `term`. Raises ReviewError as `approve` does."""
    if reviewer.kind != Contributor.Kind.CLINICIAN:
        raise ReviewError(_("Only a clinician can sign a medical review."))
    own = by is not None and has_a_hand_in(term, by, words)
    if by is not None and own and not (by.is_superuser and reason.strip()):
        raise ReviewError(reviewing.OWN_TEXT_REASON if by.is_superuser else reviewing.OWN_TEXT)
    return {"reviewer": reviewer, "reason": reason.strip(), "is_own_text": own}


def send_back(term: Any, revision: int, by: User | None = None, reason: str = "") -> None:
    """Tell the person who proposed it what has to change. Raises ReviewError without a reason, or
    when the proposal is not the one that was read.
    """
    if not reason.strip():
        raise ReviewError(_("Describe what the writer has to change."))
    with transaction.atomic():
        term = term_record.locked(term)
        proposal = waiting(term)
        if proposal is None or proposal.number != revision:
            raise ReviewError(CHANGED_SINCE)
        term_record.append(term, Step.SENT_BACK, proposal.as_words(), by, reason=reason.strip())
    notifications.to_proposer(proposal.by, term)


def forget(term: Any, by: User | None = None) -> None:
    """Keep the words of `term`, which is about to be deleted."""
    pending = waiting(term)
    term_record.keep(term)
    if pending:
        term_record.append(term, Step.TAKEN_BACK, pending.as_words(), by)
