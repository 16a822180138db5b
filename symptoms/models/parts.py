"""What an article is made of besides its text: tips, sources, and hand-picked related articles."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from symptoms.models.fields import LowerCaseSlugField, RichTextField, one_line


class Part(models.Model):
    """A row of an article that editors put in order. Without a number it goes to the end."""

    position = models.PositiveIntegerField(
        "order",
        default=0,
        validators=[MaxValueValidator(1_000_000)],
        help_text="From the smallest number to the largest. A new one with 0 goes last.",
    )

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def save(self, *args, **kwargs):
        if self._state.adding and not self.position:
            siblings = type(self)._default_manager.filter(article=self.article_id)  # type: ignore[misc, attr-defined]
            self.position = (siblings.aggregate(last=Max("position"))["last"] or 0) + 10
        super().save(*args, **kwargs)


class TipQuerySet(models.QuerySet):
    def recommended(self):
        """Tips that are part of the article today, in order; retired ones are left out."""
        return self.filter(retired_at=None)

    def get_by_natural_key(self, article_slug, slug):
        return self.get(article__slug=article_slug, slug=slug)


class Tip(Part):
    article = models.ForeignKey("symptoms.Article", models.CASCADE, related_name="tips")
    title = models.CharField(
        validators=[one_line],
        max_length=100,
        help_text="An instruction of at most 12 words: “Rest before you feel tired”.",
    )
    slug = LowerCaseSlugField(
        max_length=100,
        editable=False,
        help_text="Made from the first title and kept: saved links to the tip use it.",
    )
    body = RichTextField(help_text="Readers may see a tip alone: say all it needs.")
    retired_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Since when the tip is no longer recommended. Favorites keep pointing to it.",
    )

    objects = TipQuerySet.as_manager()

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["article", "slug"], name="tip_slug_once_an_article"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(slug=""), name="tip_has_a_title_and_slug"
            ),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.article.slug, self.slug)

    natural_key.dependencies = ["symptoms.article"]  # type: ignore[attr-defined]

    def get_absolute_url(self):
        return reverse("symptoms:tip", args=[self.pk, self.slug])

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self):
        wanted = slugify(self.title)[:90] or "tip"
        taken = set(Tip.objects.filter(article=self.article_id).values_list("slug", flat=True))
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(slug for slug in (wanted, *numbered) if slug not in taken)

    def take_out(self):
        """Retire the tip. It stays a row: favorites and revisions go on pointing to it."""
        Tip.objects.filter(pk=self.pk).update(retired_at=timezone.now())


class Source(Part):
    article = models.ForeignKey("symptoms.Article", models.CASCADE, related_name="sources")
    title = models.CharField(
        validators=[one_line], max_length=250, help_text="As the source calls itself."
    )
    publisher = models.CharField(
        validators=[one_line], max_length=120, blank=True, help_text="Journal or organization."
    )
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="When it was published or last updated."
    )
    url = models.URLField("address", max_length=500, blank=True, help_text="Where to read it.")

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="source_has_a_title"),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=(1800, 2200)),
                name="source_year_is_plausible",
                violation_error_message="Write the year with four digits.",
                violation_error_code="field:year",
            ),
            models.CheckConstraint(
                condition=Q(url="")
                | Q(url__istartswith="http://")
                | Q(url__istartswith="https://"),
                name="source_address_is_on_the_web",
                violation_error_message="The address must start with http:// or https://.",
                violation_error_code="field:url",
            ),
        ]

    def __str__(self):
        return self.title


class HandPicked(Part):
    """An article that an editor chose to show as related, before the automatic ones."""

    article = models.ForeignKey("symptoms.Article", models.CASCADE, related_name="hand_picked")
    related = models.ForeignKey(
        "symptoms.Article",
        models.CASCADE,
        related_name="+",
        help_text="Shown to readers only while it is live.",
    )

    class Meta(Part.Meta):
        verbose_name = "related article"
        constraints = [
            models.UniqueConstraint(fields=["article", "related"], name="related_article_once"),
            models.CheckConstraint(
                condition=~Q(article=models.F("related")),
                name="related_article_is_another",
                violation_error_message="An article cannot be related to itself.",
            ),
        ]

    def __str__(self):
        return str(self.related)
