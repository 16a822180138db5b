"""Questions that a reader wants to ask their healthcare team: their own, or adopted from an article.

As private as favorites.
"""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from symptoms.models.account_limits import OwnedQuerySet
from symptoms.models.fields import one_line

MAX_QUESTIONS = 100
STARS = 3


class OwnQuestionQuerySet(OwnedQuerySet):
    def starred_first(self) -> Self:
        return self.order_by(models.F("star").asc(nulls_last=True), "position", "pk")


class OwnQuestion(models.Model):
    """`star` is 1, 2 or 3 for the most important questions; a constraint allows no more than three."""

    MAX_PER_ACCOUNT = MAX_QUESTIONS
    NO_ROOM = gettext_lazy("You can have at most 100 questions. Remove one that is answered.")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="questions")
    text = models.CharField(max_length=200, validators=[one_line])
    adopted = models.ForeignKey("symptoms.Question", models.SET_NULL, null=True, related_name="+")
    position = models.PositiveIntegerField(default=0)
    star = models.PositiveSmallIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = OwnQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="own_question_has_words"),
            models.CheckConstraint(
                condition=Q(star=None) | Q(star__range=(1, STARS)),
                name="own_question_star_is_1_to_3",
            ),
            models.UniqueConstraint(fields=["user", "star"], name="own_question_star_once"),
            models.UniqueConstraint(fields=["user", "adopted"], name="own_question_adopted_once"),
        ]

    def __str__(self) -> str:
        return f"Question {self.pk}"
