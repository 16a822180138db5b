"""Answers to "Was this helpful?". They contain a date but no time, and nothing about who answered."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from symptoms.models.fields import PlainTextField, plain_lines

MAX_COMMENT_LENGTH = 500


class Feedback(models.Model):
    """`edition` is what the reader read; `given_on` is a day in the site's time zone."""

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

    class Meta:
        ordering = ["-pk"]
        verbose_name = gettext_lazy("answer to “Was this helpful?”")
        verbose_name_plural = gettext_lazy("answers to “Was this helpful?”")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["yes", "partly", "no"]), name="feedback_answer_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}, {self.given_on}"
