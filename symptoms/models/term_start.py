"""New words of a term that are scheduled: from when readers see them.

At its moment a start is carried out and deleted (`symptoms/workflow/term_starts.py`), so the table
holds only what is to come. What became of each start is in the term's revisions.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class TermStartQuerySet(models.QuerySet["TermStart"]):
    def of(self, term: models.Model) -> Self:
        """The one start of `term`, if it has any."""
        return self.filter(kind=term._meta.model_name, term_id=term.pk)

    def due(self, at: datetime | None = None) -> Self:
        """Those whose moment has come by `at` (default: now), the earliest first."""
        return self.filter(starts__lte=at or timezone.now()).order_by("starts", "pk")

    def next_after(self, at: datetime) -> datetime | None:
        """When the next one starts after `at`."""
        coming = self.filter(starts__gt=at).order_by("starts")
        return coming.values_list("starts", flat=True).first()

    def reserving(self, model: type[models.Model], name_key: str, slug: str) -> Self:
        """Those of terms of `model` that are to get this name or address."""
        return self.filter(Q(name_key=name_key) | Q(slug=slug), kind=model._meta.model_name)


class TermStart(models.Model):
    """`words` are only the fields that are to change, and all clinical ones where a medical reviewer
    approves them as a whole. The term is referred to by kind and id, as in its revisions.
    """

    kind = models.CharField(max_length=20)
    term_id = models.PositiveBigIntegerField()
    starts = models.DateTimeField(db_index=True)
    words = models.TextField()
    # What no other term may take meanwhile.
    name_key = models.CharField(max_length=400)
    slug = models.SlugField(max_length=100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=254, blank=True)

    objects = TermStartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "term_id"], name="term_start_one_a_term"),
            models.UniqueConstraint(fields=["kind", "slug"], name="term_start_address_once"),
            models.UniqueConstraint(fields=["kind", "name_key"], name="term_start_name_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.term_id} from {self.starts.isoformat()}"

    def as_words(self) -> dict[str, Any]:
        words: dict[str, Any] = json.loads(self.words)
        return words
