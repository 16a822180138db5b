"""Answers to "Was this helpful?". They contain a date but no time, and nothing about who answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from symptoms.models.fields import PlainTextField, plain_lines

if TYPE_CHECKING:
    from accounts.models import User

MAX_COMMENT_LENGTH = 500


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def unread(self) -> Self:
        return self.filter(handled_at=None)

    def handled(self) -> Self:
        return self.exclude(handled_at=None)

    def mark_handled(self, by: User) -> int:
        """Note who handled those that are unread, and when; returns how many those are."""
        return self.unread().update(handled_at=timezone.now(), handled_by_name=str(by))

    def mark_unread(self) -> int:
        """Returns how many were handled before."""
        return self.handled().update(handled_at=None, handled_by_name="")

    def unread_by_article(self) -> models.QuerySet[Feedback, tuple[int, int]]:
        """Pairs of an article's id and its number of unread answers, most first."""
        return (
            self.unread()
            .order_by()
            .values_list("edition__article")
            .annotate(unread=Count("pk"))
            .order_by("-unread", "edition__article")
        )

    def totals_of(self, articles: Collection[int]) -> dict[int, dict[str, int]]:
        """Of each of these articles' ids: how often each answer was given, whatever version was read."""
        counted = self.filter(edition__article__in=articles).order_by()
        rows = counted.values_list("edition__article", "answer").annotate(Count("pk"))
        totals: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(Feedback.Answer, 0))
        for article, answer, count in rows:
            totals[article][answer] = count
        return totals


class Feedback(models.Model):
    """`edition` is what the reader read; `given_on` is a day in the site's time zone. Staff say when it was
    handled (UTC), and may add a note, which no reader sees."""

    class Answer(models.TextChoices):
        YES = "yes", gettext_lazy("Yes")
        PARTLY = "partly", gettext_lazy("Partly")
        NO = "no", gettext_lazy("No")

    edition = models.ForeignKey("symptoms.Edition", models.PROTECT, related_name="+")
    answer = models.CharField(max_length=6, choices=Answer)
    comment = PlainTextField(
        blank=True,
        max_length=MAX_COMMENT_LENGTH,
        validators=[plain_lines, MaxLengthValidator(MAX_COMMENT_LENGTH)],
    )
    given_on = models.DateField(default=timezone.localdate)
    handled_at = models.DateTimeField(gettext_lazy("handled at"), null=True, editable=False)
    handled_by_name = models.CharField(max_length=120, blank=True, editable=False)
    note = PlainTextField(
        gettext_lazy("note"),
        blank=True,
        max_length=MAX_COMMENT_LENGTH,
        validators=[plain_lines, MaxLengthValidator(MAX_COMMENT_LENGTH)],
        help_text=gettext_lazy("For colleagues: what was done about it. Readers never see it."),
    )

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = gettext_lazy("answer to “Was this helpful?”")
        verbose_name_plural = gettext_lazy("answers to “Was this helpful?”")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["yes", "partly", "no"]), name="feedback_answer_is_known"
            )
        ]
        indexes = [
            models.Index(
                fields=["edition"], condition=Q(handled_at=None), name="feedback_that_is_unread"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}, {self.given_on}"
