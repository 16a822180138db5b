"""The working copy of articles; `parts.py` has tips and sources. Readers never see these. They see
editions (`models/edition.py`) of what `ArticleContent.of` makes from a row.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from symptoms.models.fields import LowerCaseSlugField, RichTextField, one_line
from symptoms.models.picture import Picture
from symptoms.models.review import newest_verdict
from symptoms.models.taxonomy import Tag
from symptoms.text import text_pictures
from symptoms.web.addresses import address


class Kind(models.TextChoices):
    """A page is not an article, but privacy, contact and the like, linked in the footer of every
    page.
    """

    INFORMATION = "information", gettext_lazy("Health information")
    STORY = "story", gettext_lazy("Personal story")
    PAGE = "page", gettext_lazy("About this site")


EARLIEST_DAY = date(1990, 1, 1)


def past_day(day: date) -> None:
    """Refuse a day in the future, or from before there were websites."""
    if not EARLIEST_DAY <= day <= timezone.localdate():
        raise ValidationError(_("Choose a day from 1990 to today."))


def address_of(kind: str, slug: str) -> str:
    """The public address of an article or page with this slug."""
    return address("symptoms:page" if kind == Kind.PAGE else "symptoms:article", slug)


class SponsorRole(models.TextChoices):
    PAID_FOR = "paid_for", gettext_lazy("Paid for it")
    PAID_FOR_AND_WROTE = "paid_for_and_wrote", gettext_lazy("Wrote it and paid for it")
    SUPPLIED_PICTURES = "supplied_pictures", gettext_lazy("Supplied the pictures")


class ArticleQuerySet(models.QuerySet["Article"]):
    def get_by_natural_key(self, slug: str) -> Article:
        return self.get(slug=slug)

    def showing(self, picture: Picture) -> Self:
        """Those whose working copy has `picture`, above the text or in it."""
        return self.filter(Q(picture=picture) | Q(body__contains=picture.file.name))

    def with_state(self, at: datetime | None = None) -> Self:
        """Each article with what readers see of it at `at` (default: now), for editors' lists.

        Adds `has_started`, `is_live`, `live_since` (first publication, UTC, or None), `next_start`
        (of a scheduled edition, or None), `next_plan` (the moment of a waiting plan, or None),
        `has_newer_draft`, and `verdict`, the newest medical review of the text of the newest
        revision (a `Review.Verdict`, or None).
        """
        at = at or timezone.now()
        editions, revisions = self._rows_of("editions"), self._rows_of("revisions")
        live = editions.live(at)
        return (
            self.alias(newest_content=Subquery(revisions.order_by("-number").values("content")[:1]))
            .annotate(
                has_started=Exists(editions.started(at)),
                is_live=Exists(live),
                live_since=Subquery(live.values("first_live_from")[:1]),
                says_what_is_live=Exists(live.filter(revision__content=OuterRef("newest_content"))),
                next_plan=Subquery(self._rows_of("plans").waiting().values("starts")[:1]),
                next_start=Subquery(
                    editions.scheduled(at).order_by("live_from").values("live_from")[:1]
                ),
                newest_revision=Subquery(revisions.order_by("-number").values("pk")[:1]),
                newest_clinical_hash=Subquery(
                    revisions.order_by("-number").values("clinical_hash")[:1]
                ),
            )
            .annotate(
                verdict=newest_verdict("pk", "newest_clinical_hash"),
                newest_is_scheduled=Exists(
                    editions.scheduled(at).filter(revision__content=OuterRef("newest_content"))
                ),
            )
            .annotate(
                has_newer_draft=models.Case(
                    models.When(
                        is_live=True,
                        newest_is_scheduled=False,
                        says_what_is_live=False,
                        then=True,
                    ),
                    default=False,
                    output_field=models.BooleanField(),
                ),
            )
        )

    def _rows_of(self, relation: str) -> Any:
        """The outer article's rows in a reverse relation (whose module imports this one)."""
        related: Any = self.model._meta.get_field(relation).related_model
        return related.objects.filter(article=OuterRef("pk"))


class Article(models.Model):  # type: ignore[django-manager-missing]  # taggit builds it
    # Identifies it in feeds and readers' files. Unlike the primary key, it is unique everywhere.
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    title = models.CharField(
        validators=[one_line],
        max_length=120,
        help_text=gettext_lazy("The page’s main heading."),
        verbose_name=gettext_lazy("title"),
    )
    slug = LowerCaseSlugField(
        max_length=120,
        unique=True,
        error_messages={"unique": gettext_lazy("Another article has this address.")},
        help_text=gettext_lazy(
            "The last part of the page’s address. Once published, the old address redirects."
        ),
        verbose_name=gettext_lazy("slug"),
    )
    standfirst = models.CharField(
        validators=[one_line],
        max_length=200,
        blank=True,
        help_text=gettext_lazy(
            "One line under the title, and the text of the article’s card. Required to publish."
        ),
        verbose_name=gettext_lazy("standfirst"),
    )
    kind = models.CharField(
        max_length=12,
        choices=Kind,
        default=Kind.INFORMATION,
        help_text=(
            gettext_lazy(
                "Readers see it before the text and on every card. “About this site” is for "
                "pages such as privacy or contact. They have a title, a standfirst and a body, "
                "and every page links to them at the bottom."
            )
        ),
        verbose_name=gettext_lazy("kind"),
    )
    topic = models.ForeignKey(
        "symptoms.Topic",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The topic that lists this article. Required to publish."),
        verbose_name=gettext_lazy("topic"),
    )
    symptoms = models.ManyToManyField(
        "symptoms.Symptom",
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The article and its tips are listed on these symptoms’ pages."),
        verbose_name=gettext_lazy("symptoms"),
    )
    is_general = models.BooleanField(
        gettext_lazy("about no symptom in particular"),
        default=False,
        help_text=gettext_lazy(
            "Check this if the article is not about a single symptom. A symptom or this checkbox "
            "is required to publish."
        ),
    )
    series = models.ForeignKey(
        "symptoms.Series",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("Its intro is shown before the article."),
        verbose_name=gettext_lazy("series"),
    )
    series_part = models.PositiveSmallIntegerField(
        gettext_lazy("part"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(1000)],
        help_text=gettext_lazy("The article’s place in its series: 1 is the first."),
    )
    author = models.ForeignKey(
        "symptoms.Contributor",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The name readers see as “By …”. Required to publish."),
        verbose_name=gettext_lazy("author"),
    )
    sponsor = models.ForeignKey(
        "symptoms.Sponsor",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("Who paid. Readers see this before the text and on every card."),
        verbose_name=gettext_lazy("sponsor"),
    )
    sponsor_role = models.CharField(
        max_length=20,
        choices=SponsorRole,
        blank=True,
        help_text=gettext_lazy("What the sponsor did. The sentence readers see is made from it."),
        verbose_name=gettext_lazy("sponsor role"),
    )
    picture = models.ForeignKey(
        "symptoms.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("Shown on the article and its card."),
        verbose_name=gettext_lazy("picture"),
    )
    first_published = models.DateField(
        null=True,
        blank=True,
        validators=[past_day],
        help_text=(
            gettext_lazy(
                "The day it was first published elsewhere, if it was public before it was on "
                "this site."
            )
        ),
        verbose_name=gettext_lazy("first published"),
    )
    tags = TaggableManager(
        through="symptoms.ArticleTag",
        blank=True,
        help_text=gettext_lazy("Readers can use a tag to find other articles."),
    )
    body = RichTextField(
        sections=True,
        blank=True,
        help_text=gettext_lazy("Required to publish."),
        verbose_name=gettext_lazy("body"),
    )
    tips_heading = models.CharField(
        validators=[one_line],
        max_length=120,
        blank=True,
        help_text=gettext_lazy("The heading above the tips."),
        verbose_name=gettext_lazy("tips heading"),
    )
    tips_intro = RichTextField(
        blank=True,
        help_text=gettext_lazy("A few lines before the first tip."),
        verbose_name=gettext_lazy("tips intro"),
    )
    closing = RichTextField(
        blank=True,
        help_text=gettext_lazy("The last paragraph, after the tips."),
        verbose_name=gettext_lazy("closing"),
    )
    created_at = models.DateTimeField(auto_now_add=True, verbose_name=gettext_lazy("created at"))
    updated_at = models.DateTimeField(auto_now=True, verbose_name=gettext_lazy("updated at"))

    objects = ArticleQuerySet.as_manager()

    # Set by `with_state`.
    has_newer_draft: bool

    class Meta:
        verbose_name = gettext_lazy("article")
        verbose_name_plural = gettext_lazy("articles")
        ordering = ["title"]
        indexes = [
            models.Index(fields=["title", "-id"], name="article_by_title"),
            models.Index(fields=["kind", "title", "-id"], name="article_by_kind"),
        ]
        permissions = [
            ("publish_article", gettext_noop("Can publish, schedule and withdraw articles")),
            (
                "override_checklist",
                gettext_noop("Can publish in spite of the checklist, for a reason on record"),
            ),
            (
                "review_article",
                gettext_noop("Can approve the medical content of articles, or ask for changes"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(slug=""), name="article_has_a_title_and_slug"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["information", "story", "page"]), name="article_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(series=None, series_part=None)
                | Q(series__isnull=False, series_part__isnull=False, series_part__gte=1),
                name="article_part_goes_with_series",
                violation_error_message=gettext_lazy(
                    "Choose a series and enter a part of 1 or more, or leave both empty."
                ),
                violation_error_code="field:series_part",
            ),
            models.UniqueConstraint(
                fields=["series", "series_part"],
                name="article_one_per_part",
                violation_error_message=gettext_lazy(
                    "Another article has this part of the series."
                ),
                violation_error_code="field:series_part",
            ),
            models.CheckConstraint(
                condition=Q(sponsor=None, sponsor_role="")
                | Q(
                    sponsor__isnull=False,
                    sponsor_role__in=["paid_for", "paid_for_and_wrote", "supplied_pictures"],
                ),
                name="article_sponsor_has_a_role",
                violation_error_message=gettext_lazy(
                    "Choose a sponsor and its role, or leave both empty."
                ),
                violation_error_code="field:sponsor_role",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str, ...]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return address_of(self.kind, self.slug)

    def pictures_in_text(self) -> list[Picture]:
        """The pictures that the body shows, each once, in order, without deleted ones."""
        files = text_pictures.files(self.body)
        rows = {picture.file.name: picture for picture in Picture.objects.in_files(files)}
        return [rows[file] for file in files if file in rows]


class ArticleTag(ItemBase):
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="%(app_label)s_%(class)s_items")
    content_object = models.ForeignKey(Article, models.CASCADE, related_name="article_tags")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="article_tag_once")
        ]
