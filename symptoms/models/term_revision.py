"""What a term said at each step: as a draft, proposed, approved, scheduled, as readers saw it.

Appended, never changed, and kept when the term is deleted: rows refer to the term by kind and id.
"""

from __future__ import annotations

import json
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symptoms.models.fields import PlainTextField


class TermRevisionQuerySet(models.QuerySet["TermRevision"]):
    def of(self, term: models.Model) -> Self:
        """All steps of `term`, the newest first."""
        return self.filter(kind=term._meta.model_name, term_id=term.pk)

    def live(self) -> Self:
        """The steps at which the words became visible to readers."""
        return self.filter(step__in=LIVE)

    def reviewed(self) -> Self:
        """The steps of a proposal: asked for, answered, or approved."""
        return self.filter(step__in=PROPOSAL)

    def drafted(self) -> Self:
        """The steps of drafts. The newest says whether there is one, and how far it is."""
        return self.filter(step__in=OPEN_DRAFT | CLOSED_DRAFT)

    def approvals(self) -> Self:
        """The steps at which a medical reviewer approved the words."""
        return self.filter(reviewer__isnull=False)

    def waiting(self, step: str) -> Self:
        """The proposals or drafts of all terms whose review is at `step`: asked for, or answered."""
        steps = TermRevision.objects.all()
        of_its_kind = steps.reviewed() if step in PROPOSAL else steps.drafted()
        later = of_its_kind.filter(
            kind=OuterRef("kind"), term_id=OuterRef("term_id"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later), step=step).order_by("-at", "-pk")


class TermRevision(models.Model):
    class Step(models.TextChoices):
        SAVED = "saved", _("Readers saw it")
        PROPOSED = "proposed", _("Waiting for a medical reviewer")
        SENT_BACK = "sent_back", _("Came back with a note")
        TAKEN_BACK = "taken_back", _("Taken back")
        APPROVED = "approved", _("Approved; readers saw it")
        DRAFT = "draft", _("Saved as a draft")
        SUBMITTED = "submitted", _("Draft submitted for review")
        RETURNED = "returned", _("Draft came back with a note")
        SIGNED = "signed", _("Draft approved; readers didn’t see it yet")
        PUBLISHED = "published", _("Draft published; readers saw it")
        SCHEDULED = "scheduled", _("Draft scheduled")
        CANCELED = "canceled", _("Schedule canceled; it is a draft again")
        STARTED = "started", _("Started as scheduled; readers saw it")
        DISCARDED = "discarded", _("Draft discarded")

    kind = models.CharField(max_length=20, help_text=_("The model’s name, such as “symptom”."))
    term_id = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=10, choices=Step)
    words = models.TextField(help_text=_("The term’s fields as canonical JSON."))
    origin = models.CharField(
        max_length=100,
        blank=True,
        help_text=_("The text of a content folder that it came from."),
    )
    reason = PlainTextField(blank=True, max_length=2000)
    reviewer = models.ForeignKey(
        "symptoms.Contributor",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("The clinician who approved it."),
    )
    is_own_text = models.BooleanField(
        default=False,
        help_text=_("Approved by a person who worked on the text, for the recorded reason."),
    )
    starts = models.DateTimeField(
        null=True, help_text=_("From when readers were to see what was scheduled.")
    )
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=254, blank=True)

    objects = TermRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "term_id", "number"], name="term_revision_number_once"
            ),
            models.CheckConstraint(
                condition=Q(step__in=["approved", "signed"], reviewer__isnull=False)
                | (~Q(step__in=["approved", "signed"]) & Q(reviewer=None)),
                name="term_revision_approval_has_a_name",
            ),
            models.CheckConstraint(
                condition=(~Q(step__in=["sent_back", "returned"]) & Q(is_own_text=False))
                | ~Q(reason=""),
                name="term_revision_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Wording {self.number}"

    def as_words(self) -> dict[str, Any]:
        words: dict[str, Any] = json.loads(self.words)
        return words


_Step = TermRevision.Step
LIVE = frozenset({_Step.SAVED, _Step.APPROVED, _Step.PUBLISHED, _Step.STARTED})
PROPOSAL = frozenset({_Step.PROPOSED, _Step.SENT_BACK, _Step.TAKEN_BACK, _Step.APPROVED})
OPEN_DRAFT = frozenset({_Step.DRAFT, _Step.SUBMITTED, _Step.RETURNED, _Step.SIGNED, _Step.CANCELED})
CLOSED_DRAFT = frozenset({_Step.PUBLISHED, _Step.SCHEDULED, _Step.DISCARDED})
