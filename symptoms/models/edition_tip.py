"""Tips as editions had them, for lists, pages of single tips, and favorites."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from symptoms.models.edition import Edition
from symptoms.models.edition_queries import PAGE_RELATIONS
from symptoms.models.live import end_of, has_started, is_live
from symptoms.web import clock
from symptoms.web.addresses import address


class EditionTipQuerySet(models.QuerySet["EditionTip"]):
    def live(self, at: datetime | None = None) -> Self:
        return self.filter(is_live(at, "edition__"))

    def latest_versions(self, at: datetime | None = None) -> Self:
        """Each tip in the last started edition that had it; adds `is_live` and, for one that is not,
        `ended_at`: when its article dropped it."""
        at = at or clock.now()
        later = EditionTip.objects.filter(
            Q(edition__live_from__gt=OuterRef("edition__live_from"))
            | Q(
                edition__live_from=OuterRef("edition__live_from"),
                edition__gt=OuterRef("edition"),
            ),
            has_started(at, "edition__"),
            tip=OuterRef("tip"),
        )
        return (
            self.filter(has_started(at, "edition__"))
            .filter(~Exists(later))
            .annotate(**end_of(at, "edition__"))
        )

    def for_page(self) -> Self:
        """With the edition and everything that its page needs; see `EditionQuerySet.for_page`."""
        return self.select_related(*(f"edition__{relation}" for relation in PAGE_RELATIONS))


class EditionTip(models.Model):
    """A tip as one edition had it, for lists and favorites."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="tips")
    tip = models.ForeignKey("symptoms.Tip", models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(help_text=_("1 for the article's first tip."))
    slug = models.SlugField(max_length=100, db_index=False)
    title = models.CharField(max_length=100)
    text_hash = models.CharField(
        max_length=64, blank=True, help_text=_("Of its title and body; see TipContent.")
    )

    objects = EditionTipQuerySet.as_manager()

    # Set by `latest_versions`.
    is_live: bool

    class Meta:
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(fields=["tip", "edition"], name="edition_tip_once"),
            models.UniqueConstraint(fields=["edition", "number"], name="edition_tip_number_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("symptoms:tip", self.tip_id, self.slug)
