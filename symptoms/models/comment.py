"""What editors say to each other about a text. No reader ever sees it, and it is no part of a revision.

Appended, never changed: an answer, a decision that something is settled, and one that it is not after all
are rows of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symptoms.models.fields import PlainTextField

if TYPE_CHECKING:
    from symptoms.models.article import Article

MAX_TEXT = 2000
MAX_QUOTE = 500


class CommentQuerySet(models.QuerySet["Comment"]):
    def threads(self) -> Self:
        """The comments that begin a thread, each with `is_resolved`, open ones and new ones first."""
        decided = Comment.objects.filter(thread=OuterRef("pk")).exclude(step=Comment.Step.SAID)
        last = Subquery(decided.order_by("-pk").values("step")[:1])
        begun = self.filter(thread=None).annotate(last_step=last)
        return begun.annotate(
            is_resolved=models.Case(
                models.When(last_step=Comment.Step.RESOLVED, then=True), default=False
            )
        ).order_by("is_resolved", "-pk")

    def open(self) -> Self:
        """The threads that nobody has resolved, or that were opened again."""
        return self.threads().filter(is_resolved=False)

    def of(self, article: Article) -> Self:
        return self.filter(article=article)


class Comment(models.Model):
    """`place` is the field that it is about, as `symptoms/admin/comment_places.py` names it, "" for the whole
    article; `quote` are the words in it that are meant, as they were. Times are UTC."""

    class Step(models.TextChoices):
        SAID = "said", _("Commented")
        RESOLVED = "resolved", _("Resolved")
        REOPENED = "reopened", _("Opened again")

    article = models.ForeignKey("symptoms.Article", models.CASCADE, related_name="comments")
    thread = models.ForeignKey("self", models.CASCADE, null=True, related_name="answers")
    step = models.CharField(max_length=10, choices=Step, default=Step.SAID)
    place = models.CharField(max_length=80, blank=True)
    quote = PlainTextField(blank=True, max_length=MAX_QUOTE)
    text = PlainTextField(blank=True, max_length=MAX_TEXT)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=254, blank=True)

    objects = CommentQuerySet.as_manager()

    # Set by `threads`.
    is_resolved: bool

    class Meta:
        ordering = ["pk"]
        default_permissions = ["add"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(step="said") | ~Q(text=""), name="comment_says_something"
            ),
            models.CheckConstraint(
                condition=Q(thread=None, step="said") | Q(thread__isnull=False, place="", quote=""),
                name="comment_begins_a_thread_or_answers",
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.get_step_display())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises TypeError for a row that is there already: what was said stays said."""
        if not self._state.adding:
            raise TypeError("A comment is never changed.")
        super().save(*args, **kwargs)
