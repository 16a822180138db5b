"""Editions: since when a revision has been public.

What is live at a moment is each article's latest edition that had started by then. Each one also
stores when it ends, which is when the next one of its article starts: two editions of an article
can't start at the same moment, and only one can last forever. These rows are written by
`symptoms/workflow/publishing.py` alone, and are never deleted: they are the public record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from symptoms.models.article import Kind, address_of
from symptoms.models.edition_links import EditionSymptom, EditionTag
from symptoms.models.edition_queries import EditionQuerySet
from symptoms.models.live import FOREVER
from symptoms.text import disclosure
from symptoms.text.content import ArticleContent, Byline, Ref, SeriesRef, SponsorRef
from symptoms.web import clock

# Before every day: the `next_review` of an article that no reviewer has approved.
NEVER_REVIEWED = date.min


class Edition(models.Model):
    """When a revision starts to be public; without a revision, when its article is withdrawn. Has
    the columns that lists filter by and show. `live_from`, `live_until` and `first_live_from` are
    UTC.
    """

    article = models.ForeignKey("symptoms.Article", models.PROTECT, related_name="editions")
    revision = models.ForeignKey(
        "symptoms.Revision", models.PROTECT, null=True, related_name="editions"
    )
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(
        default=FOREVER,
        help_text=_(
            "When the next edition of its article starts; of a canceled one without meaning."
        ),
    )
    first_live_from = models.DateTimeField(
        null=True,
        help_text=_("When the article was first public; lists are ordered by it."),
    )
    is_first = models.BooleanField(
        default=False,
        help_text=_("Whether it is the first version here; others are updates of it."),
    )
    canceled_at = models.DateTimeField(
        null=True,
        help_text=_("When it was canceled, always before it would have started."),
    )
    slug = models.SlugField(max_length=120, blank=True, db_index=False)
    title = models.CharField(max_length=120, blank=True)
    standfirst = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    # Without an index of their own: those of Meta begin with these columns.
    topic = models.ForeignKey(
        "symptoms.Topic", models.PROTECT, null=True, related_name="+", db_index=False
    )
    series = models.ForeignKey(
        "symptoms.Series", models.PROTECT, null=True, related_name="+", db_index=False
    )
    series_part = models.PositiveSmallIntegerField(null=True)
    author = models.ForeignKey(
        "symptoms.Contributor", models.PROTECT, null=True, related_name="+", db_index=False
    )
    sponsor = models.ForeignKey("symptoms.Sponsor", models.PROTECT, null=True, related_name="+")
    picture = models.ForeignKey("symptoms.Picture", models.PROTECT, null=True, related_name="+")
    symptoms = models.ManyToManyField(
        "symptoms.Symptom", through="EditionSymptom", related_name="+"
    )
    tags = models.ManyToManyField("symptoms.Tag", through="EditionTag", related_name="+")
    reason = models.CharField(
        max_length=300,
        blank=True,
        help_text=_("Why it was withdrawn. Readers see this."),
    )
    overridden = models.TextField(
        blank=True,
        help_text=_("Problems on the checklist that were overridden when it was published."),
    )
    override_reason = models.CharField(
        max_length=300,
        blank=True,
        help_text=_("Why the checklist was overridden."),
    )
    next_review = models.DateField(
        null=True,
        help_text=_(
            "When the newest approval of its text ends, or NEVER_REVIEWED; empty once it has ended."
        ),
    )
    change_note = models.CharField(
        max_length=300,
        blank=True,
        help_text=_("What changed, for readers who saved it."),
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_by_name = models.CharField(max_length=254, blank=True)

    objects = EditionQuerySet.as_manager()

    # Set by `latest_versions` and `related_to`.
    is_live: bool
    is_unasked_for: bool

    class Meta:
        ordering = ["-live_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revision=None, slug="", title="", kind="", first_live_from=None)
                & ~Q(reason="")
                | Q(revision__isnull=False, first_live_from__isnull=False, reason="")
                & ~Q(slug="")
                & ~Q(title="")
                & (
                    Q(
                        kind__in=["information", "story"],
                        topic__isnull=False,
                        author__isnull=False,
                    )
                    | Q(kind="page", topic=None, author=None, series=None, sponsor=None)
                ),
                name="edition_is_a_version_or_a_withdrawal",
            ),
            models.CheckConstraint(
                condition=Q(canceled_at=None) | Q(canceled_at__lt=models.F("live_from")),
                name="edition_canceled_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(overridden="", override_reason="")
                | (~Q(overridden="") & ~Q(override_reason="")),
                name="edition_says_why_it_was_overridden",
            ),
            models.UniqueConstraint(
                fields=["article", "live_from"],
                condition=Q(canceled_at=None),
                name="edition_one_start_at_a_moment",
            ),
            # With an index of all ends, the planner might read lists article by article.
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(canceled_at=None, live_until=FOREVER),
                name="edition_one_last",
            ),
            models.CheckConstraint(
                condition=Q(live_until__gt=models.F("live_from")),
                name="edition_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["slug"], name="edition_by_slug"),
            # Without the editions that have ended, so that it does not grow with the history.
            models.Index(
                fields=["next_review", "live_until"],
                condition=Q(next_review__isnull=False),
                name="edition_by_next_review",
            ),
            models.Index(fields=["kind", "title"], name="edition_by_kind"),
            # Begins with a column that no list states: SQLite would rather sort by it than read
            # the newest in order.
            models.Index(
                fields=["is_first", "live_from"],
                condition=Q(canceled_at=None),
                name="edition_by_start",
            ),
            models.Index(fields=["-first_live_from", "-id"], name="edition_newest_first"),
            models.Index(fields=["topic", "-first_live_from", "-id"], name="edition_by_topic"),
            models.Index(
                fields=["topic", "-first_live_from", "-id"],
                condition=Q(sponsor__isnull=False),
                name="edition_sponsored_by_topic",
            ),
            models.Index(fields=["author", "-first_live_from", "-id"], name="edition_by_author"),
            # Most editions are in no series, which must not make the planner ignore this index.
            models.Index(
                fields=["series", "series_part"],
                condition=Q(series__isnull=False),
                name="edition_by_series",
            ),
        ]

    @classmethod
    def imagined(cls, content: ArticleContent, article_id: int) -> Self:
        """An unsaved edition, to show the page of a content that is not public."""
        now = timezone.now()
        return cls(
            article_id=article_id,
            slug=content.slug,
            kind=content.kind,
            live_from=now,
            first_live_from=now,
        )

    def __str__(self) -> str:
        return self.title or "Withdrawal"

    def get_absolute_url(self) -> str:
        """Its page, or the home page for a withdrawal, which has none."""
        return address_of(self.kind, self.slug) if self.slug else reverse("symptoms:home")

    @property
    def changed_at(self) -> datetime | None:
        """Since when the article has had this text. Moving a text here from elsewhere is not a
        change.
        """
        return self.first_live_from if self.is_first else self.live_from

    @cached_property
    def previous(self) -> Edition | None:
        """The edition with text that readers saw before this one, with its revision, or None."""
        older = type(self).objects.started().filter(article=self.article_id, revision__isnull=False)
        return older.filter(live_from__lt=self.live_from).select_related("revision").first()

    @property
    def is_page(self) -> bool:
        """Whether it is a page about the site, not an article."""
        return self.kind == Kind.PAGE

    @property
    def sponsored(self) -> str:
        """Who paid for it, in a few words; "" where nobody did."""
        return disclosure.in_short(self.sponsor)

    @property
    def label(self) -> str:
        """Its kind, and who paid for it, for lists that show its title."""
        return " · ".join(filter(None, [self.get_kind_display(), self.sponsored]))

    @cached_property
    def content(self) -> ArticleContent:
        """The article as it was when this revision was made, with the names that terms had then."""
        return ArticleContent.from_json(self.revision.content)  # type: ignore[union-attr]

    def page_content(self, symptoms: Iterable[Any], tags: Iterable[Any]) -> ArticleContent:
        """The article as a page shows it today: the same content, with the current names of terms.

        A page of another moment shows the names that the terms had when the revision was made.
        `symptoms` and `tags` are Refs of the linked terms; the others come with `for_page`.
        """
        if clock.chosen():
            return self.content
        return replace(
            self.content,
            topic=Ref.of(self.topic),
            series=SeriesRef.of(self.series) if self.series else None,
            author=Byline.of(self.author),
            sponsor=SponsorRef.of(self.sponsor) if self.sponsor else None,
            symptoms=tuple(symptoms),
            tags=tuple(tags),
        )

    def linked_terms(self) -> tuple[list[Ref], ...]:
        """Today's names of the symptoms and tags, as two lists of Refs, in one query."""
        symptoms = EditionSymptom.objects.filter(edition=self).values_list(
            Value("symptom"), "symptom_id", "symptom__slug", "symptom__name"
        )
        tags = EditionTag.objects.filter(edition=self).values_list(
            Value("tag"), "tag_id", "tag__slug", "tag__name"
        )
        rows = sorted(symptoms.union(tags), key=lambda row: row[3].lower())
        return tuple(
            [Ref(*row[1:]) for row in rows if row[0] == kind] for kind in ("symptom", "tag")
        )
