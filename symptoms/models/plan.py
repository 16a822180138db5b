"""An update that was planned for a moment and waits until somebody schedules or drops it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class PlanQuerySet(models.QuerySet["Plan"]):
    def waiting(self) -> Self:
        """Those that nobody has scheduled or dropped yet, the earliest moment first."""
        return self.filter(settled_at=None).order_by("starts", "pk")

    def settle(self, how: str, by: User | None = None) -> int:
        """Record the outcome of those that still wait. Returns how many there were."""
        return self.filter(settled_at=None).update(
            settled_at=timezone.now(), settled_how=how, settled_by_name=str(by or "")
        )


class Plan(models.Model):
    """`revision` is the draft, and `starts` the moment (UTC) from which readers were to see it."""

    class Settled(models.TextChoices):
        SCHEDULED = "scheduled", _("Scheduled")
        DROPPED = "dropped", _("Dropped")
        REWRITTEN = "rewritten", _("Rewritten")

    article = models.ForeignKey("symptoms.Article", models.CASCADE, related_name="plans")
    revision = models.ForeignKey("symptoms.Revision", models.CASCADE, related_name="plans")
    starts = models.DateTimeField()
    change_note = models.CharField(max_length=300, blank=True)
    override_reason = models.CharField(max_length=300, blank=True)
    waits_because = models.TextField(help_text=_("Why it was not scheduled, for editors."))
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_by_name = models.CharField(max_length=254, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_how = models.CharField(max_length=10, choices=Settled, blank=True)
    settled_by_name = models.CharField(max_length=254, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_how="")
                | (Q(settled_at__isnull=False) & ~Q(settled_how="")),
                name="plan_waits_or_says_what_became_of_it",
            ),
            models.UniqueConstraint(
                fields=["article", "starts"],
                condition=Q(settled_at=None),
                name="plan_one_start_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision} for {self.starts.isoformat()}"

    @property
    def has_passed(self) -> bool:
        return self.starts <= timezone.now()
