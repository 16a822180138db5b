"""What terms say, and how it reaches readers: the only writer of terms' revisions.

    save       what a publisher typed: public at once, or a proposal where a medical reviewer
    decides approve    a proposal becomes what readers see send_back  it does not, for a reason
    forget     a term is deleted; its words stay on record

The words of symptoms and series are health information. While the site requires medical review,
they change only when approved; until then a new one shows only its name. All other terms, and
addresses, are public when saved. The earlier words are always kept.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms import search
from symptoms.models import Contributor, Edition, Series, Symptom, Tag, TermRevision
from symptoms.workflow import notifications, reviewing
from symptoms.workflow.reviewing import ReviewError

if TYPE_CHECKING:
    from accounts.models import User

# The words that need a medical review, and those of them that a new term shows unreviewed, because
# there is no term without them.
CLINICAL: dict[Any, tuple[str, ...]] = {
    Symptom: ("name", "visibility", "also_called", "summary"),
    Series: ("name", "intro"),
}
_NEEDED = {"name", "visibility"}
# Terms by whose names articles are found, and the edition's field for each.
_SEARCHED: dict[Any, str] = {Symptom: "symptoms", Tag: "tags"}
_CHANGED_SINCE = gettext_lazy(
    "This changed after you opened the page. Read it again before you decide."
)
Step = TermRevision.Step
Words = dict[str, Any]


class Read(NamedTuple):
    """What the person who decides has read: the number of the proposal (0: the words that readers
    see now), and the fingerprint of the words that readers saw then.
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
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and not field.is_relation
    ]


def clinical(words: Words, model: type[models.Model]) -> Words:
    return {name: words[name] for name in CLINICAL.get(model, ()) if name in words}


def is_reviewed(model: type[models.Model]) -> bool:
    """Whether the words of such terms need an approval to reach readers."""
    return model in CLINICAL and reviewing.is_required()


def origin(term: Any, prefix: str) -> str:
    """The newest of the term's origins that begin with `prefix`, or ""."""
    found = TermRevision.objects.of(term).filter(origin__startswith=prefix).first()
    return found.origin if found else ""


def read_now(term: Any) -> Read:
    """What somebody reads who looks at the stored `term` and its proposal now."""
    proposal = waiting(term)
    baseline = sha256(_canonical(words_of(term)).encode()).hexdigest()
    return Read(proposal.number if proposal else 0, baseline)


def waiting(term: Any) -> TermRevision | None:
    """The proposal for `term` that is open or was sent back, and neither approved nor withdrawn."""
    if not is_reviewed(type(term)):
        return None
    last = TermRevision.objects.of(term).reviewed().first()
    return last if last and last.step in {Step.PROPOSED, Step.SENT_BACK} else None


def approved(term: Any) -> TermRevision | None:
    """The last words that a medical reviewer approved."""
    return TermRevision.objects.of(term).filter(step=Step.APPROVED).first()


def is_unsigned(term: Any) -> bool:
    """Whether readers see words of `term` that nobody has approved."""
    last, now = approved(term), clinical(words_of(term), type(term))
    return last is None or clinical(last.as_words(), type(term)) != now


def save(term: Any, by: User | None = None, origin: str = "") -> Saved:
    """Save what was typed into `term`, an unsaved instance; afterwards it has the words that
    readers see.
    """
    model = type(term)
    with transaction.atomic():
        before = _locked(term)
        wanted, was = words_of(term), words_of(before) if before else {}
        pending = waiting(before) if before else None
        if before:
            _keep(before)
        if is_reviewed(model):
            _hold_back(term, was)
        term.save()
        now = words_of(term)
        if now != was:
            _append(term, Step.SAVED, now, by)
            _refresh_search(term, was)
        proposed = (
            _propose(term, clinical(wanted, model), pending, by) if is_reviewed(model) else []
        )
    return Saved(_labels(model, was, now), proposed)


def _hold_back(term: Any, was: Words) -> None:
    for name in CLINICAL[type(term)]:
        if was or name not in _NEEDED:
            setattr(term, name, was[name] if was else "")


def note(term: Any, origin: str) -> None:
    """Record the text of a content folder from which the words of `term` were taken or proposed."""
    _append(term, Step.SAVED, words_of(term), None, origin=origin)


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
    _append(term, step, wanted, by)
    if step == Step.PROPOSED and by:
        notifications.to_reviewers(term)
    return _labels(model, asked, wanted)


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
    if reviewer.kind != Contributor.Kind.CLINICIAN:
        raise ReviewError(_("Only a clinician can sign a medical review."))
    with transaction.atomic():
        term = _locked(term)
        was = words_of(term)
        proposal = waiting(term)
        if read_now(term) != read:
            raise ReviewError(_CHANGED_SINCE)
        own = by is not None and has_a_hand_in(term, by)
        if by is not None and own and not (by.is_superuser and reason.strip()):
            raise ReviewError(reviewing.OWN_TEXT_REASON if by.is_superuser else reviewing.OWN_TEXT)
        _keep(term)
        for name, value in (proposal.as_words() if proposal else {}).items():
            setattr(term, name, value)
        _refuse_what_cannot_be_saved(term)
        term.save()
        signed = {"reviewer": reviewer, "reason": reason.strip(), "is_own_text": own}
        _append(term, Step.APPROVED, words_of(term), by, origin=origin, **signed)
        _refresh_search(term, was)
    return Saved(_labels(model, was, words_of(term)), [])


def send_back(term: Any, revision: int, by: User | None = None, reason: str = "") -> None:
    """Tell the person who proposed it what has to change. Raises ReviewError without a reason, or
    when the proposal is not the one that was read.
    """
    if not reason.strip():
        raise ReviewError(_("Describe what the writer has to change."))
    with transaction.atomic():
        term = _locked(term)
        proposal = waiting(term)
        if proposal is None or proposal.number != revision:
            raise ReviewError(_CHANGED_SINCE)
        _append(term, Step.SENT_BACK, proposal.as_words(), by, reason=reason.strip())
    notifications.to_proposer(proposal.by, term)


def forget(term: Any, by: User | None = None) -> None:
    """Keep the words of `term`, which is about to be deleted."""
    pending = waiting(term)
    _keep(term)
    if pending:
        _append(term, Step.TAKEN_BACK, pending.as_words(), by)


def has_a_hand_in(term: Any, user: User) -> bool:
    """Whether `user` wrote or proposed words of `term` since the last approved ones."""
    last = approved(term)
    since = TermRevision.objects.of(term).filter(number__gt=last.number if last else 0)
    return since.filter(step__in=[Step.SAVED, Step.PROPOSED], by=user).exists()


def label_of(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def _labels(model: type[models.Model], before: Words, after: Words) -> list[str]:
    return [label_of(model, name) for name, value in after.items() if before.get(name) != value]


def _locked(term: Any) -> Any:
    """The stored row of `term`, or None for a new one."""
    return type(term)._default_manager.select_for_update().filter(pk=term.pk).first()


def _refuse_what_cannot_be_saved(term: Any) -> None:
    try:
        term.full_clean()
    except ValidationError as error:
        raise ReviewError(
            _("This cannot be approved. %(problems)s") % {"problems": " ".join(error.messages)}
        ) from None


def _keep(term: Any) -> None:
    """Record the words that readers see, if they were not written here."""
    words = words_of(term)
    newest = TermRevision.objects.of(term).live().first()
    if newest is None or newest.as_words() != words:
        _append(term, Step.SAVED, words, None)


def _append(term: Any, step: str, words: Words, by: User | None, **fields: Any) -> TermRevision:
    rows = TermRevision.objects.of(term)
    return TermRevision.objects.create(
        kind=term._meta.model_name,
        term_id=term.pk,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        step=step,
        words=_canonical(words),
        by=by,
        by_name=str(by or ""),
        **fields,
    )


def _refresh_search(term: Any, was: Words) -> None:
    link = _SEARCHED.get(type(term))
    if link and was and was["name"] != term.name:
        search.refresh(Edition.objects.filter(**{link: term}))


def _canonical(words: Words) -> str:
    return json.dumps(words, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
