"""Medical review: what was decided about the text of a revision, by whom, and how long it is valid.

Appended, never changed. A decision belongs to the clinical text it was made about, not to a revision
number: it applies to every revision of the article with the same text, and to no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from symptoms.models.fields import PlainTextField
from symptoms.web import clock

if TYPE_CHECKING:
    from symptoms.models.revision import Revision


class ReviewQuerySet(models.QuerySet["Review"]):
    def about(self, revision: Revision) -> Self:
        """Decisions about the clinical text of `revision`, the newest first."""
        same_text = Q(
            revision__article=revision.article_id, revision__clinical_hash=revision.clinical_hash
        )
        return self.filter(same_text).order_by("-pk")

    def about_outer(self, article: str, clinical_hash: str) -> Self:
        """The same inside a subquery, for an outer row's columns of these names."""
        return self.filter(
            revision__article=OuterRef(article), revision__clinical_hash=OuterRef(clinical_hash)
        ).order_by("-pk")

    def approvals(self) -> Self:
        return self.filter(verdict=Review.Verdict.APPROVED)

    def standing(self) -> Self:
        """Approvals that no later request for changes to the same text revoked."""
        taken_back = Review.objects.filter(
            verdict=Review.Verdict.CHANGES,
            pk__gt=OuterRef("pk"),
            revision__article=OuterRef("revision__article"),
            revision__clinical_hash=OuterRef("revision__clinical_hash"),
        )
        return self.approvals().filter(~Exists(taken_back))

    def as_read(self) -> Self:
        """Those that existed at the moment at which the site is read."""
        return self.filter(at__lte=clock.chosen()) if clock.chosen() else self

    def shown_with(self, revision: Revision) -> Any:
        """What readers see of the newest approval of `revision`, as a row with the names of
        `APPROVAL_COLUMNS`; None without one."""
        approvals = self.about(revision).approvals().as_read().annotate(**APPROVAL_COLUMNS)
        return approvals.values_list(*APPROVAL_COLUMNS, named=True).first()


# Columns of an approval: the day (None if unknown), when it ends, and the reviewer. One that
# confirms another shows that one's reviewer, who read the whole text.
APPROVAL_COLUMNS: dict[str, Any] = {
    "reviewed_at": F("checked_on"),
    "review_due": F("next_due"),
    "reviewer_name": Coalesce("confirms__reviewer__name", "reviewer__name"),
    "reviewer_role": Coalesce("confirms__reviewer__role", "reviewer__role"),
    "reviewer_is_fictional": Coalesce("confirms__reviewer__is_fictional", "reviewer__is_fictional"),
}


class Review(models.Model):
    class Verdict(models.TextChoices):
        SUBMITTED = "submitted", gettext_lazy("In review")
        APPROVED = "approved", gettext_lazy("Approved")
        CHANGES = "changes", gettext_lazy("Changes wanted")

    revision = models.ForeignKey("symptoms.Revision", models.CASCADE, related_name="reviews")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = PlainTextField(blank=True, max_length=2000)
    reviewer = models.ForeignKey(
        "symptoms.Contributor",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=gettext_lazy("The clinician who approved it. Readers see the name."),
    )
    next_due = models.DateField(
        null=True, help_text=gettext_lazy("When the text is due for its next review.")
    )
    checked_on = models.DateField(
        null=True,
        help_text=gettext_lazy(
            "When the text was reviewed. Readers see this date. Without it, they see no review."
        ),
    )
    is_own_text = models.BooleanField(
        default=False,
        help_text=gettext_lazy(
            "Approved by a person who worked on the text, for the recorded reason."
        ),
    )
    confirms = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=gettext_lazy(
            "The approval of the whole text, if only a picture’s alt text was reviewed since."
        ),
    )
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=254, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="approved", reviewer__isnull=False, next_due__isnull=False)
                | Q(verdict__in=["submitted", "changes"], reviewer=None, next_due=None),
                name="review_approval_has_a_name_and_a_date",
            ),
            models.CheckConstraint(
                condition=(~Q(verdict="changes") & Q(is_own_text=False)) | ~Q(reason=""),
                name="review_says_why",
            ),
            models.CheckConstraint(
                condition=Q(confirms=None) | Q(verdict="approved"),
                name="review_confirms_by_approving",
            ),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()


class ReviewReminder(models.Model):
    """Records that a reminder was sent, and how many days before the review was due."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="reminders")
    days = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "days"], name="reminder_once_a_tier")
        ]

    def __str__(self) -> str:
        return ngettext("%(days)s day before", "%(days)s days before", self.days) % {
            "days": self.days
        }


def approval_columns(article: str, clinical_hash: str) -> dict[str, Any]:
    """`APPROVAL_COLUMNS` of the newest approval, as subqueries for an outer row."""
    approvals = Review.objects.about_outer(article, clinical_hash).approvals().as_read()
    return {
        name: Subquery(approvals.values_list(each)[:1]) for name, each in APPROVAL_COLUMNS.items()
    }


def newest_verdict(article: str, clinical_hash: str) -> Subquery:
    """A subquery: the newest verdict about the clinical text in the outer row's columns, or None."""
    return Subquery(Review.objects.about_outer(article, clinical_hash).values("verdict")[:1])
