"""What an article is made of besides its text: tips, questions, sources, and hand-picked articles."""

from __future__ import annotations

from typing import Any, Self
from uuid import uuid4

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from symptoms.models.article import Kind
from symptoms.models.fields import LowerCaseSlugField, RichTextField, WebAddressField, one_line
from symptoms.text.folding import folded


class Part(models.Model):
    """A row of an article that editors put in order. Without a number it is placed last."""

    position = models.PositiveIntegerField(
        _("order"),
        default=0,
        validators=[MaxValueValidator(1_000_000)],
        help_text=_("From the smallest number to the largest. A new one with 0 goes last."),
    )

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not self.position:
            siblings = type(self)._default_manager.filter(article=self.article_id)  # type: ignore[misc, attr-defined]
            self.position = (siblings.aggregate(last=Max("position"))["last"] or 0) + 10
        super().save(*args, **kwargs)


class LastingQuerySet(models.QuerySet[Any]):
    def recommended(self) -> Self:
        """Parts of the article as it is today, in order; retired ones are left out."""
        return self.filter(retired_at=None)


class LastingPart(Part):
    """A part whose row stays when it is removed, because favorites and revisions point to it."""

    retired_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text=_("When it was removed from the article."),
    )

    class Meta(Part.Meta):
        abstract = True

    def retire(self) -> None:
        """Retire the part."""
        type(self)._default_manager.filter(pk=self.pk).update(retired_at=timezone.now())


class TipQuerySet(LastingQuerySet):
    def get_by_natural_key(self, article_slug: str, slug: str) -> Tip:
        tip: Tip = self.get(article__slug=article_slug, slug=slug)
        return tip


class Tip(LastingPart):
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)  # as an article's
    article = models.ForeignKey(
        "symptoms.Article", models.CASCADE, related_name="tips", verbose_name=_("article")
    )
    title = models.CharField(
        validators=[one_line],
        max_length=100,
        help_text=_("An instruction of at most 12 words: “Rest before you feel tired”."),
        verbose_name=_("title"),
    )
    slug = LowerCaseSlugField(
        max_length=100,
        editable=False,
        help_text=_(
            "Made from the first title. It doesn’t change, because saved links to the tip use it."
        ),
    )
    body = RichTextField(
        help_text=_("Readers may see the tip without the article. Include everything they need."),
        verbose_name=_("body"),
    )
    short = models.CharField(
        validators=[one_line],
        max_length=280,
        blank=True,
        help_text=_(
            "For the appointment sheet, when a reader asks for short forms. Keep every warning. Empty: the text is printed."
        ),
        verbose_name=_("short form for paper"),
    )
    objects = TipQuerySet.as_manager()

    class Meta(LastingPart.Meta):
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        constraints = [
            models.UniqueConstraint(fields=["article", "slug"], name="tip_slug_once_an_article"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(slug=""), name="tip_has_a_title_and_slug"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str, ...]:
        return (self.article.slug, self.slug)

    natural_key.dependencies = ["symptoms.article"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("symptoms:tip", args=[self.pk, self.slug])

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        wanted = slugify(folded(self.title))[:90] or "tip"
        taken = set(Tip.objects.filter(article=self.article_id).values_list("slug", flat=True))
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(slug for slug in (wanted, *numbered) if slug not in taken)


class Question(LastingPart):
    """Something to ask the healthcare team. Readers may put it on their appointment sheet."""

    article = models.ForeignKey(
        "symptoms.Article", models.CASCADE, related_name="questions", verbose_name=_("article")
    )
    text = models.CharField(
        validators=[one_line],
        max_length=200,
        help_text=_("As a reader would say it: “Could my medicine make me tired?”"),
        verbose_name=_("text"),
    )

    objects = LastingQuerySet.as_manager()

    class Meta(LastingPart.Meta):
        verbose_name = _("question to ask your team")
        verbose_name_plural = _("questions to ask your team")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="question_has_words")]

    def __str__(self) -> str:
        return self.text


class Source(Part):
    article = models.ForeignKey(
        "symptoms.Article", models.CASCADE, related_name="sources", verbose_name=_("article")
    )
    title = models.CharField(
        validators=[one_line],
        max_length=250,
        help_text=_("The title of the source."),
        verbose_name=_("title"),
    )
    publisher = models.CharField(
        validators=[one_line],
        max_length=120,
        blank=True,
        help_text=_("Journal or organization."),
        verbose_name=_("publisher"),
    )
    year = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text=_("When it was published or last updated."),
        verbose_name=_("year"),
    )
    url = WebAddressField(
        _("address"), max_length=500, blank=True, help_text=_("Where to read it.")
    )

    class Meta(Part.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="source_has_a_title"),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=(1800, 2200)),
                name="source_year_is_plausible",
                violation_error_message=_("Enter a year with four digits."),
                violation_error_code="field:year",
            ),
            models.CheckConstraint(
                condition=Q(url="")
                | Q(url__istartswith="http://")
                | Q(url__istartswith="https://"),
                name="source_address_is_on_the_web",
                violation_error_message=_("The address must start with http:// or https://."),
                violation_error_code="field:url",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class HandPicked(Part):
    """An article that an editor chose to show as related, before the automatic ones."""

    article = models.ForeignKey(
        "symptoms.Article", models.CASCADE, related_name="hand_picked", verbose_name=_("article")
    )
    related = models.ForeignKey(
        "symptoms.Article",
        models.CASCADE,
        related_name="+",
        limit_choices_to=~Q(kind=Kind.PAGE),
        error_messages={"invalid": _("Choose an article, not a page about this site.")},
        help_text=_("Shown to readers only while it is live."),
        verbose_name=_("related"),
    )

    class Meta(Part.Meta):
        verbose_name = _("related article")
        constraints = [
            models.UniqueConstraint(fields=["article", "related"], name="related_article_once"),
            models.CheckConstraint(
                condition=~Q(article=models.F("related")),
                name="related_article_is_another",
                violation_error_message=_("An article cannot be related to itself."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.related)
