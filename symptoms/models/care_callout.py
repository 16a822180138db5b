"""When to get help, and how fast: signs in one of three levels. The site sets the wording of the
levels.
"""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from symptoms.models.fields import PlainTextField, plain_lines

_BULLETS = " \t-–•*"


class CareCalloutQuerySet(models.QuerySet["CareCallout"]):
    def most_pressing_first(self) -> Self:
        ranks = [When(level=level, then=Value(n)) for n, level in enumerate(CareCallout.Level)]
        return self.order_by(Case(*ranks), "pk")


class CareCallout(models.Model):
    """At most one of each level per article. Plain text: an emergency is no time to follow links.

    Levels and "one of each" follow the NHS service manual, "Help users decide when and where to get
    care".
    """

    class Level(models.TextChoices):
        EMERGENCY = (
            "emergency",
            _("Immediate action required: call the emergency number now"),
        )
        URGENT = "urgent", _("Urgent advice: call the MS team or doctor today")
        NON_URGENT = "non_urgent", _("Non-urgent advice: talk to the MS team")

    article = models.ForeignKey(
        "symptoms.Article", models.CASCADE, related_name="callouts", verbose_name=_("article")
    )
    level = models.CharField(max_length=10, choices=Level, verbose_name=_("level"))
    signs = PlainTextField(
        max_length=1500,
        validators=[plain_lines, MaxLengthValidator(1500)],
        help_text=(
            _(
                "One sign on each line. Each completes “… if:”, such as “you can’t pass urine at "
                "all”. The heading is added for you."
            )
        ),
        verbose_name=_("signs"),
    )

    objects = CareCalloutQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("card: when to get help")
        verbose_name_plural = _("when to get help")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "level"],
                name="callout_level_once_an_article",
                violation_error_message=_("There is a card of this level. Put all signs on one."),
            ),
            models.CheckConstraint(
                condition=Q(level__in=["emergency", "urgent", "non_urgent"]),
                name="callout_level_is_known",
            ),
            models.CheckConstraint(condition=~Q(signs=""), name="callout_has_signs"),
        ]

    def __str__(self) -> str:
        return self.get_level_display()

    def signs_in_lines(self) -> tuple[str, ...]:
        """The signs without the bullets and empty lines that come with pasted text."""
        lines = (line.strip(_BULLETS) for line in self.signs.splitlines())
        return tuple(line for line in lines if line)
