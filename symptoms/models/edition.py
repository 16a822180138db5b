"""Editions: from when on a revision was public.

Only starts are stored. What is live at a moment is each article's latest edition that had started
by then, so two live editions of one article, or a gap, cannot even be written down. These rows are
written by `symptoms/workflow/publishing.py` alone, and are never deleted: they are the public record.
"""

from dataclasses import replace

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from symptoms.models import related
from symptoms.models.article import Kind, address_of
from symptoms.models.edition_links import LINKS, EditionSymptom, EditionTag
from symptoms.models.review import approval_columns
from symptoms.text import disclosure
from symptoms.text.content import ArticleContent, Byline, Ref, SeriesRef, SponsorRef
from symptoms.web import clock

# What a page shows of an edition besides its own columns.
PAGE_RELATIONS = ("revision", "topic", "series", "author", "sponsor", "picture")


def has_started(at=None, edition=""):
    """The condition that what `edition` leads to (such as "edition__") had begun by `at` (default: now).

    For a row that has an edition a plain join answers it; a list of all editions grows with the archive.
    """
    begun = {f"{edition}canceled_at": None, f"{edition}live_from__lte": at or clock.now()}
    return Q(**begun)


def starts_after(at, edition=""):
    """The condition that what `edition` leads to begins after `at`, and was not canceled."""
    return Q(**{f"{edition}canceled_at": None, f"{edition}live_from__gt": at})


class EditionQuerySet(models.QuerySet):
    def started(self, at=None):
        """Editions and withdrawals that had begun by `at` (default: now), superseded ones too."""
        return self.filter(has_started(at))

    def scheduled(self, at=None):
        """Editions and withdrawals that are still to begin after `at` (default: now)."""
        return self.filter(starts_after(at or clock.now()))

    def not_canceled(self):
        return self.filter(canceled_at=None)

    def would_undo(self, revision, at=None):
        """Other texts than `revision` that are scheduled to start after `at`, the next one first."""
        others = self.scheduled(at).exclude(revision=None)
        others = others.exclude(revision__content=revision.content)
        return others.order_by("live_from")

    def live(self, at=None):
        """What the public sees at `at` (default: now): at most one edition of each article.

        The only definition of visibility. An edition is live when it had started by `at` and no
        other of its article started later; the later of two rows wins a tie.
        """
        at = at or clock.now()
        return self.started(at).filter(~Exists(_later_starts(at)), revision__isnull=False)

    def latest_versions(self, at=None):
        """Each article's last edition with text that had started by `at`, live or withdrawn since.

        Adds `is_live` and, for a withdrawn one, `withdrawn_because` and `ended_at`.
        """
        at = at or clock.now()
        later = _later_starts(at)
        return (
            self.started(at)
            .filter(~Exists(later.filter(revision__isnull=False)), revision__isnull=False)
            .annotate(
                is_live=~Exists(later),
                withdrawn_because=Subquery(
                    later.order_by("-live_from", "-pk").values("reason")[:1]
                ),
                ended_at=Subquery(later.order_by("live_from", "pk").values("live_from")[:1]),
            )
        )

    def articles(self):
        """What lists, search, feeds and favorites are about: not the pages about the site itself."""
        return self.exclude(kind=Kind.PAGE)

    def pages(self):
        """The pages about the site itself, as its footer lists them."""
        return self.filter(kind=Kind.PAGE).order_by("title", "pk")

    def show_picture(self, file):
        """Whether one of them shows the picture stored as `file`, above its text or in it."""
        above = self.filter(picture__file=file)
        return above.exists() or self.filter(revision__text_pictures__picture__file=file).exists()

    def for_cards(self):
        """With all that a card shows, and without the text."""
        return self.select_related("topic", "author", "sponsor", "picture")

    def for_page(self):
        """With all that a page needs, `with_approval`, but the terms it links to; see `page_content`."""
        return self.select_related(*PAGE_RELATIONS).with_approval()

    def with_approval(self):
        """Adds `reviewed_at`, `review_due`, `reviewer_name`, `reviewer_role` and
        `reviewer_is_fictional` of the newest approval of what it says; None where there is none.
        """
        return self.annotate(**approval_columns("article", "revision__clinical_hash"))

    def review_due_by(self, day):
        """Those whose newest approval ends by the local date `day`, or that have none at all."""
        page = self.for_page()
        return page.filter(Q(review_due__lte=day) | Q(review_due=None))

    def newest_first(self):
        """By first publication, so that a corrected comma does not make an old article new."""
        return self.order_by("-first_live_from", "-pk")

    def in_series_order(self):
        return self.order_by("series_part", "-pk")

    def about(self, symptom):
        """Editions about `symptom`, those about little else first, its part of a series foremost.

        In the order of an index: the first ones are found without reading the others.
        """
        return self.filter(symptom_links__symptom=symptom).order_by(
            "symptom_links__breadth",
            "symptom_links__series_place",
            "-symptom_links__first_live_from",
            "-symptom_links__edition_id",
        )

    def newest_of(self, field, term, **of_link):
        """Editions whose `field` ("symptoms", "tags", "topic", "series", "author") has `term` (a row or
        its id), newest first: in the order of an index, so that the first ones need no others.

        `of_link` are conditions on the link to the symptom or tag.
        """
        link = LINKS.get(field)
        if link is None:
            return self.filter(**{field: term}).newest_first()
        of_link = {link.term: term, **of_link}
        return self.filter(**{f"{link.name}__{key}": of_link[key] for key in of_link}).order_by(
            f"-{link.name}__first_live_from", f"-{link.name}__edition_id"
        )

    def about_any(self, symptoms):
        """Editions about one of `symptoms` or more, each once."""
        links = EditionSymptom.objects.filter(edition=OuterRef("pk"), symptom__in=symptoms)
        return self.filter(Exists(links)).newest_first()

    def related_to(self, edition, most):
        """At most `most` others than `edition`'s article, closest first: hand-picked, same symptom, tag,
        topic; with all that a card shows.

        Sponsored ones that no editor picked come last; they have `is_unasked_for`.
        """
        others = self.exclude(article=edition.article_id)
        found = Edition.objects.filter(pk__in=related.candidates(others, edition, most))
        return related.closest_first(found, edition).for_cards()[:most]


def _later_starts(at):
    """Rows of the same article that started after the outer row, and by `at`."""
    return Edition.objects.started(at).filter(
        Q(live_from__gt=OuterRef("live_from"))
        | Q(live_from=OuterRef("live_from"), pk__gt=OuterRef("pk")),
        article=OuterRef("article"),
    )


class Edition(models.Model):
    """When a revision starts to be public; without a revision: from when its article is withdrawn.

    Carries what lists find and show it by. `live_from` and `first_live_from` are UTC.
    """

    article = models.ForeignKey("symptoms.Article", models.PROTECT, related_name="editions")
    revision = models.ForeignKey(
        "symptoms.Revision", models.PROTECT, null=True, related_name="editions"
    )
    live_from = models.DateTimeField()
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
        ]
        indexes = [
            models.Index(fields=["slug"], name="edition_by_slug"),
            models.Index(fields=["kind", "title"], name="edition_by_kind"),
            models.Index(fields=["-first_live_from", "-id"], name="edition_newest_first"),
            models.Index(fields=["topic", "-first_live_from", "-id"], name="edition_by_topic"),
            models.Index(
                fields=["topic", "-first_live_from", "-id"],
                condition=Q(sponsor__isnull=False),
                name="edition_sponsored_by_topic",
            ),
            models.Index(fields=["author", "-first_live_from", "-id"], name="edition_by_author"),
            models.Index(fields=["series", "series_part"], name="edition_by_series"),
        ]

    @classmethod
    def imagined(cls, content, article_id):
        """An edition that is not stored, for the page of a content that is not public."""
        now = timezone.now()
        return cls(
            article_id=article_id,
            slug=content.slug,
            kind=content.kind,
            live_from=now,
            first_live_from=now,
        )

    def __str__(self):
        return self.title or "Withdrawal"

    def get_absolute_url(self):
        """Its page; for a withdrawal, which has none, the front page."""
        return address_of(self.kind, self.slug) if self.slug else reverse("symptoms:home")

    @property
    def changed_at(self):
        """Since when the article says this. What came from elsewhere has not changed by coming."""
        return self.first_live_from if self.is_first else self.live_from

    @property
    def is_page(self):
        """Whether it is a page about the site, and no article."""
        return self.kind == Kind.PAGE

    @property
    def sponsored(self):
        """Who paid for it, in a few words; "" where nobody did."""
        return disclosure.in_short(self.sponsor)

    @property
    def label(self):
        """Its kind, and who paid for it, for wherever its title stands in a list."""
        return " · ".join(filter(None, [self.get_kind_display(), self.sponsored]))

    @cached_property
    def content(self):
        """The article as it was when this revision was made, its terms named as they were then."""
        return ArticleContent.from_json(self.revision.content)  # type: ignore[union-attr]

    def page_content(self, symptoms, tags):
        """The article as a page of today shows it: the same content, its terms named as now.

        A page of another moment shows the names that the terms had when the revision was made.
        `symptoms` and `tags` are Refs of the linked terms; the others come with `for_page`.
        """
        if clock.chosen():
            return self.content
        return replace(
            self.content,
            topic=Ref.of(self.topic),
            series=self.series and SeriesRef.of(self.series),
            author=Byline.of(self.author),
            sponsor=self.sponsor and SponsorRef.of(self.sponsor),
            symptoms=tuple(symptoms),
            tags=tuple(tags),
        )

    def linked_terms(self):
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


class Address(models.Model):
    """A slug belongs for ever to the article that first published it."""

    slug = models.SlugField(max_length=120, unique=True)
    article = models.ForeignKey("symptoms.Article", models.PROTECT, related_name="addresses")

    class Meta:
        verbose_name_plural = "addresses"

    def __str__(self):
        return self.slug
