"""Medical review: the only writer of reviews.

    submit           ask for a review of a revision
    approve          answer for its clinical text, until a date
    note_earlier     the same, given before the text came to this site
    ask_for_changes  send it back, with a reason

An approval belongs to the clinical text, not to a revision: any change to it voids the approval,
and changing it back restores it. Nobody approves what they had a hand in, except a superuser who
gives a reason.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from symptoms import conf
from symptoms.models import NEVER_REVIEWED, Contributor, Kind, Review, Revision
from symptoms.text.content import ArticleContent
from symptoms.workflow import notifications, progress

if TYPE_CHECKING:
    from accounts.models import User
    from symptoms.models.article import Article
    from symptoms.models.edition import Edition

MAX_MONTHS = 36
IN_REVIEW = gettext_lazy("This text is already in review.")
APPROVED_ALREADY = gettext_lazy("This text is already approved and hasn’t changed since.")


class ReviewError(Exception):
    """Why a review cannot be recorded, in words for the person who tried. Nothing was changed."""


def submit(revision: Revision, by: User | None = None) -> Review:
    """Ask for a review of `revision`. Raises ReviewError when one was already requested or given."""
    newest = Review.objects.about(revision).first()
    if newest and newest.verdict == Review.Verdict.SUBMITTED:
        raise ReviewError(IN_REVIEW)
    if newest and newest.verdict == Review.Verdict.APPROVED:
        raise ReviewError(APPROVED_ALREADY)
    review = _record(revision, Review.Verdict.SUBMITTED, by)
    notifications.to_reviewers(revision.article)
    return review


def approve(
    revision: Revision,
    reviewer: Contributor,
    next_due: date,
    by: User | None = None,
    reason: str = "",
) -> Review:
    """Approve the clinical text of `revision` in the name of `reviewer`, until `next_due`.

    `by` is the user who approves, or None for a command. Raises ReviewError when the reviewer is
    not a clinician, the date is not within 36 months from today, or `by` had a hand in the text and
    is not a superuser with a reason.
    """
    if not date_is_near(next_due):
        raise ReviewError(
            _("Choose a next review date within %(months)s months.") % {"months": MAX_MONTHS}
        )
    own = _signed(revision, reviewer, by, reason)
    review = _record(
        revision,
        Review.Verdict.APPROVED,
        by,
        reviewer=reviewer,
        next_due=next_due,
        checked_on=timezone.localdate(),
        reason=reason.strip(),
        is_own_text=own,
    )
    if not _is_live(revision):
        notifications.to_publishers(revision.article)
    return review


def note_earlier(
    revision: Revision, reviewer: Contributor, checked_on: date | None, next_due: date | None
) -> Review:
    """Record that `reviewer` approved the text of `revision` before it came to this site.

    Without `checked_on` the day is unknown, so readers see no review, and a new one is due today.
    Without `next_due` it is due after the site's usual time. Raises ReviewError when the reviewer
    is not a clinician.
    """
    facts = earlier_approval(reviewer, checked_on, next_due)
    return _record(revision, Review.Verdict.APPROVED, None, **facts)


def earlier_approval(
    reviewer: Contributor, checked_on: date | None, next_due: date | None
) -> dict[str, Any]:
    """What `note_earlier` records. Raises ReviewError as it does."""
    if reviewer.kind != Contributor.Kind.CLINICIAN:
        raise ReviewError(str(NOT_A_CLINICIAN))
    usual = in_months(conf.get("MONTHS_BETWEEN_REVIEWS"), checked_on) if checked_on else None
    return {
        "reviewer": reviewer,
        "next_due": next_due or usual or timezone.localdate(),
        "checked_on": checked_on,
        "reason": gettext_noop("Named in the content folder."),
    }


def confirm(
    revision: Revision,
    approval: Review,
    reviewer: Contributor,
    by: User | None = None,
    reason: str = "",
) -> Review:
    """Approve what is new in `revision` since `approval`, in the name of `reviewer`: a picture's
    words. The days of the last and the next review stay what they were. Raises ReviewError as
    `approve` does.
    """
    own = _signed(revision, reviewer, by, reason)
    return _record(
        revision,
        Review.Verdict.APPROVED,
        by,
        reviewer=reviewer,
        next_due=approval.next_due,
        checked_on=approval.checked_on,
        confirms=approval.confirms or approval,
        reason=reason.strip(),
        is_own_text=own,
    )


def _signed(revision: Revision, reviewer: Contributor, by: User | None, reason: str) -> bool:
    """Whether `by` approves their own text. Raises ReviewError if they may not, or not in this
    name.
    """
    if reviewer.kind != Contributor.Kind.CLINICIAN:
        raise ReviewError(str(NOT_A_CLINICIAN))
    if by is None or not has_a_hand_in(revision, by):
        return False
    if not (by.is_superuser and reason.strip()):
        raise ReviewError(OWN_TEXT_REASON if by.is_superuser else OWN_TEXT)
    return True


NOT_A_CLINICIAN = gettext_lazy("Only a clinician can sign a medical review.")
OWN_TEXT = gettext_lazy("You wrote part of this text. Another person must approve it.")
OWN_TEXT_REASON = gettext_lazy(
    "You wrote part of this text. Enter a reason for approving it yourself. The reason is recorded."
)


def ask_for_changes(revision: Revision, by: User | None = None, reason: str = "") -> Review:
    """Send `revision` back to its writer. Raises ReviewError without a reason."""
    if not reason.strip():
        raise ReviewError(_("Describe what the writer has to change."))
    review = _record(revision, Review.Verdict.CHANGES, by, reason=reason.strip())
    notifications.to_writer(revision)
    return review


def approval_of(revision: Revision) -> Review | None:
    """The approval that is valid for the text of `revision`, unless a later decision revoked it."""
    newest = Review.objects.about(revision).exclude(verdict=Review.Verdict.SUBMITTED).first()
    return newest if newest and newest.verdict == Review.Verdict.APPROVED else None


def due_of(revision: Revision) -> date | None:
    """When the text of `revision` is due for its next review, `NEVER_REVIEWED` if it was never
    approved; None for a page about the site.
    """
    if revision.as_content().kind == Kind.PAGE:
        return None
    approval = Review.objects.about(revision).approvals().first()
    return approval.next_due if approval else NEVER_REVIEWED


def baseline_of(revision: Revision) -> Revision | None:
    """The approved text that a reviewer of `revision` compares it with: the one whose approval is
    valid for it, else the one that was approved last; None if no text of the article is approved.
    """
    standing = Review.objects.standing().filter(revision__article=revision.article_id)
    same = standing.filter(revision__clinical_hash=revision.clinical_hash)
    approval = same.order_by("-pk").first() or standing.order_by("-pk").first()
    return approval.revision if approval else None


def open_to_review(article: Article) -> list[Revision]:
    """What can be approved: the newest revision, the live one, and those that are scheduled or
    planned.
    """
    public = [article.editions.live(timezone.now()), article.editions.scheduled(timezone.now())]
    numbers = {e.revision.number for rows in public for e in _with_text(rows) if e.revision}
    numbers |= set(article.plans.waiting().values_list("revision__number", flat=True))
    newest = article.revisions.first()
    others = article.revisions.filter(number__in=numbers - {newest.number if newest else 0})
    return [*([newest] if newest else []), *others]


def _with_text(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    return editions.exclude(revision=None).select_related("revision")


def is_required(content: ArticleContent | None = None) -> bool:
    """Whether the site publishes nothing without approval; with `content`, whether it needs one: a
    page about the site is not health information.
    """
    is_page = content is not None and content.kind == Kind.PAGE
    return bool(conf.get("REQUIRE_MEDICAL_REVIEW")) and not is_page


def has_a_hand_in(revision: Revision, user: User) -> bool:
    """Whether `user` saved `revision`, or any other since the last approved text, or was the first to
    write its text: whoever restored, merged or copied it since did not write it.
    """
    waiting, seen = [revision], {revision.pk}
    while waiting:
        one = waiting.pop()
        since = _since_approval(one)
        if since.filter(created_by=user).exists() or _first_writer(one) == user.pk:
            return True
        for source in _sources(since)[: MAX_SOURCES - len(seen)]:
            if source.pk not in seen:
                seen.add(source.pk)
                waiting.append(source)
    return False


# Of one text: merged from drafts that were merged themselves, or a copy of a copy.
MAX_SOURCES = 20


def _since_approval(revision: Revision) -> QuerySet[Revision]:
    """`revision` and those before it, back to the last approval of another clinical text."""
    approved = Review.objects.approvals().filter(
        revision__article=revision.article_id, revision__number__lt=revision.number
    )
    last = approved.exclude(revision__clinical_hash=revision.clinical_hash).order_by("-pk").first()
    after = last.revision.number if last else 0
    return Revision.objects.filter(
        article=revision.article_id, number__gt=after, number__lte=revision.number
    )


def _first_writer(revision: Revision) -> int | None:
    same = Revision.objects.filter(
        article=revision.article_id, clinical_hash=revision.clinical_hash
    )
    return same.order_by("number").values_list("created_by", flat=True).first()


def _sources(revisions: QuerySet[Revision]) -> QuerySet[Revision]:
    """What `revisions` were made from. A text that was approved is nobody's own any more."""
    approved = Review.objects.approvals().filter(
        revision__article=OuterRef("article"), revision__clinical_hash=OuterRef("clinical_hash")
    )
    made_from = revisions.exclude(made_from=None).values("made_from")
    return Revision.objects.filter(~Exists(approved), pk__in=made_from).order_by("-pk")


def date_is_near(day: date) -> bool:
    """Whether `day` is after today and at most 36 months from it, by the site's calendar."""
    today = timezone.localdate()
    return today < day <= latest_due(today)


def latest_due(day: date) -> date:
    """The latest next review date for a text that was checked on `day`."""
    return in_months(MAX_MONTHS, day)


def in_months(months: int, day: date) -> date:
    """The same day `months` later, or the last day of that month."""
    later: date = day + relativedelta(months=months)
    return later


def default_due() -> date:
    return in_months(conf.get("MONTHS_BETWEEN_REVIEWS"), timezone.localdate())


def _is_live(revision: Revision) -> bool:
    live = revision.article.editions.live(timezone.now())
    return live.filter(revision__clinical_hash=revision.clinical_hash).exists()


def _record(revision: Revision, verdict: str, by: User | None, **fields: Any) -> Review:
    if revision.as_content().kind == Kind.PAGE:
        raise ReviewError(_("A page about this site doesn’t need a medical review."))
    with transaction.atomic():
        review = Review.objects.create(
            revision=revision, verdict=verdict, by=by, by_name=str(by or ""), **fields
        )
        progress.note(revision.article)
        same = revision.article.editions.filter(revision__clinical_hash=revision.clinical_hash)
        if verdict == Review.Verdict.APPROVED:
            same.exclude(next_review=None).update(next_review=review.next_due)
    return review
