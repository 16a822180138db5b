"""Links from editions to terms, each with every column that lists of the term are ordered by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from symptoms.models.article import Kind

if TYPE_CHECKING:
    from symptoms.models.edition import Edition
    from symptoms.text.content import Ref

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def newest_first_of(term: str) -> list[models.Index]:
    """Indexes that find the newest editions of a term, and the newest sponsored ones."""
    fields = [term, "-first_live_from", "-edition"]
    return [
        models.Index(fields=fields, name=f"edition_{term}_newest"),
        models.Index(
            fields=fields, condition=Q(is_sponsored=True), name=f"edition_{term}_sponsored"
        ),
    ]


class OrderedLink(models.Model):
    """From an edition to a term. Repeats the columns that lists of the term are ordered by, so that
    an index has them.

    Written by `symptoms/workflow/publishing.py` alone, together with the edition.
    """

    first_live_from = models.DateTimeField(db_default=EPOCH, help_text=_("As its edition has it."))
    is_sponsored = models.BooleanField(
        db_default=False, help_text=_("Whether its edition has a sponsor.")
    )

    class Meta:
        abstract = True

    @staticmethod
    def columns_of(edition: Edition) -> dict[str, Any]:
        """The columns that each link of the saved `edition` repeats."""
        return {
            "edition_id": edition.pk,
            "first_live_from": edition.first_live_from,
            "is_sponsored": edition.sponsor_id is not None,
        }


class EditionSymptom(OrderedLink):
    NO_PLACE = 32_767  # after every part of a series

    class Section(models.IntegerChoices):
        """Where an article appears on a symptom's page. Sponsored articles come last."""

        INFORMATION = 0, _("Articles")
        STORIES = 1, _("Personal stories")
        SPONSORED = 2, _("Sponsored articles")

    edition = models.ForeignKey("symptoms.Edition", models.CASCADE, related_name="symptom_links")
    symptom = models.ForeignKey("symptoms.Symptom", models.PROTECT, related_name="edition_links")
    section = models.PositiveSmallIntegerField(
        choices=Section, db_default=Section.INFORMATION, help_text=_("As its edition has it.")
    )
    breadth = models.PositiveSmallIntegerField(
        db_default=1, help_text=_("How many symptoms its edition is about.")
    )
    series_place = models.PositiveSmallIntegerField(
        db_default=NO_PLACE, help_text=_("The part of the series; NO_PLACE outside of one.")
    )

    @classmethod
    def of(cls, edition: Edition, symptoms: Sequence[Ref]) -> list[Self]:
        """Unsaved links from `edition` to all its `symptoms` (Refs)."""
        place = cls.NO_PLACE if edition.series_part is None else edition.series_part
        common = cls.columns_of(edition) | {
            "section": cls.section_of(edition),
            "breadth": len(symptoms),
            "series_place": place,
        }
        return [cls(symptom_id=ref.id, **common) for ref in symptoms]

    @classmethod
    def section_of(cls, edition: Edition) -> Section:
        if edition.sponsor_id is not None:
            return cls.Section.SPONSORED
        return cls.Section.STORIES if edition.kind == Kind.STORY else cls.Section.INFORMATION

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["symptom", "edition"], name="edition_symptom_once")
        ]
        indexes = [
            *newest_first_of("symptom"),
            models.Index(
                fields=[
                    "symptom",
                    "section",
                    "breadth",
                    "series_place",
                    "-first_live_from",
                    "-edition",
                ],
                name="edition_symptom_by_section",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.symptom}: {self.edition}"


class EditionTag(OrderedLink):
    edition = models.ForeignKey("symptoms.Edition", models.CASCADE, related_name="tag_links")
    tag = models.ForeignKey("symptoms.Tag", models.PROTECT, related_name="edition_links")

    @classmethod
    def of(cls, edition: Edition, tags: Iterable[Ref]) -> list[Self]:
        """Unsaved links from `edition` to all its `tags` (Refs)."""
        return [cls(tag_id=ref.id, **cls.columns_of(edition)) for ref in tags]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "edition"], name="edition_tag_once")]
        indexes = newest_first_of("tag")

    def __str__(self) -> str:
        return f"{self.tag}: {self.edition}"


class Link(NamedTuple):
    """The name of an edition's links to terms, and their field for the term."""

    name: str
    term: str


# Keyed by the edition's field for the terms.
LINKS = {"symptoms": Link("symptom_links", "symptom"), "tags": Link("tag_links", "tag")}
