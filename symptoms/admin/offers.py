"""Which buttons the publishing page of an article offers, and why it does not offer the others."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from symptoms.admin import approval
from symptoms.models import Contributor, Review
from symptoms.workflow import checklist, publishing, reviewing


class Offers(NamedTuple):
    """For each button a sentence that says why pressing it must fail, "" if it need not."""

    publish: str
    schedule: str
    submit: str


def offers(
    *, newest: Any, live: Any, scheduled: Any, missing: Any, may_override: bool, approved: Any
) -> Offers:
    """For an article's `newest` revision and `live` edition, each None if there is none; `missing` are
    the blocks of its checklist, `approved` is the review that is valid for its newest text."""
    if newest is None:
        unsaved = _("Open the form and save the article first.")
        return Offers(unsaved, unsaved, unsaved)
    is_live = bool(live and live.revision.content == newest.content)
    seen = _("Readers already see exactly this text.") if is_live else ""
    gates = _missing(missing, may_override) or _unapproved(newest, approved)
    return Offers(
        publish=seen or gates,
        schedule=gates if scheduled else seen or gates,
        submit=_submitted(newest, approved),
    )


def refuses(revision: Any, override: str = "") -> str:
    """Why the text of `revision` can't be published, "" if it can; `override` is the reason for which
    its checklist was overridden."""
    missing = _standing(checklist.blocks(revision.as_content()), bool(override))
    sentences = " ".join(str(block.sentence) for block in missing)
    return sentences or _unapproved(revision, reviewing.approval_of(revision))


def _standing(missing, may_override):
    return [block for block in missing if block.is_firm or not may_override]


def _missing(missing, may_override):
    listed = _("Correct what is listed under “Not ready to publish” first.")
    return listed if _standing(missing, may_override) else ""


def _unapproved(revision, approved):
    needs_one = reviewing.is_required(revision.as_content()) and not approved
    return str(publishing.NOT_APPROVED) if needs_one else ""


def _submitted(newest, approved):
    if approved:
        return str(reviewing.APPROVED_ALREADY)
    review = Review.objects.about(newest).first()
    if review and review.verdict == Review.Verdict.SUBMITTED:
        return str(reviewing.IN_REVIEW)
    return ""


def why_not_approve(user: Any, revision: Any) -> str:
    """Why `user` can't approve `revision`, "" if they can. A superuser may, in the name of any clinician."""
    if user.is_superuser:
        return ""
    own = Contributor.objects.filter(account=user).first()
    if own is None:
        return str(approval.NOT_LINKED)
    if own.kind != Contributor.Kind.CLINICIAN:
        return str(reviewing.NOT_A_CLINICIAN)
    return str(reviewing.OWN_TEXT) if reviewing.has_a_hand_in(revision, user) else ""
