"""How articles are found (symptoms, topics, series, tags) and who is responsible for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from taggit.models import TagBase

from symptoms.models.fields import LinesField, LowerCaseSlugField, RichTextField, one_line
from symptoms.models.former_address import FormerAddress
from symptoms.models.name_key import NameKeyField
from symptoms.models.term_start import TermStart
from symptoms.text.folding import canonical, folded
from symptoms.web import clock
from symptoms.web.addresses import address


class TermQuerySet(models.QuerySet[Any]):
    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)

    def public(self) -> Self:
        """Those that readers may see: all of a kind without drafts."""
        return self

    def named(self, *names: str) -> Self:
        """Those whose name looks like one of `names`, whatever the case and spaces."""
        return self.filter(name_key__in={canonical(name) for name in names})


class NamedOnce(models.Model):
    """Something with a name that is unique within its kind, as people read names."""

    name: models.CharField
    name_key = NameKeyField(verbose_name=gettext_lazy("name key"))

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["name_key"], name="%(class)s_name_is_told_apart"),
        ]

    NAME_TAKEN = gettext_lazy(
        "This name is already used. Capital letters and spaces don’t make it different."
    )

    def clean(self) -> None:
        super().clean()
        same = type(self)._default_manager.named(self.name).exclude(pk=self.pk)  # type: ignore[attr-defined]
        if self.name and same.exists():
            raise ValidationError({"name": self.NAME_TAKEN})

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "name_key"}
        super().save(*args, update_fields=update_fields, **kwargs)


class KeepsFormerAddresses(models.Model):
    """Something with a page that is also found at its former addresses."""

    slug: models.SlugField
    former_addresses = GenericRelation(FormerAddress)

    class Meta:
        abstract = True

    BELONGS_TO_ANOTHER = gettext_lazy(
        "The page of “%(name)s” had this address before. Choose another address."
    )

    def clean(self) -> None:
        super().clean()
        owner = FormerAddress.objects.term(type(self), self.slug)
        if owner and owner != self:
            raise ValidationError(
                {"slug": ValidationError(self.BELONGS_TO_ANOTHER, params={"name": owner.name})}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        terms: TermQuerySet = type(self)._default_manager.all()  # type: ignore[assignment]
        before = terms.public().filter(pk=self.pk)
        old = before.values_list("slug", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        if old and old != self.slug:
            FormerAddress.objects.remember(self, old)


class Term(NamedOnce):
    """Something with a name and an address."""

    name = models.CharField(
        validators=[one_line], max_length=100, help_text=gettext_lazy("As readers see it.")
    )
    slug = LowerCaseSlugField(
        max_length=100,
        unique=True,
        help_text=gettext_lazy(
            "The last part of the page’s address. The old address redirects to the new one."
        ),
    )

    objects = TermQuerySet.as_manager()

    class Meta(NamedOnce.Meta):
        abstract = True
        ordering = [Lower("name")]
        constraints = [
            *NamedOnce.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(slug=""), name="%(class)s_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    RESERVED = gettext_lazy(
        "Another page is scheduled to get this name or address. Choose another one, or cancel that change."
    )

    def clean(self) -> None:
        super().clean()
        coming = TermStart.objects.reserving(type(self), canonical(self.name), self.slug)
        if coming.exclude(term_id=self.pk or 0).exists():
            raise ValidationError(self.RESERVED)

    def natural_key(self) -> tuple[str, ...]:
        return (self.slug,)


class DraftedQuerySet(TermQuerySet):
    def public(self) -> Self:
        """Those that were published; readers see no other. At a chosen moment also those that are to be
        published by then.
        """
        at = clock.chosen()
        if at is None:
            return self.filter(is_public=True)
        kind = self.model._meta.model_name
        coming = TermStart.objects.due(at).filter(kind=kind, term_id=models.OuterRef("pk"))
        return self.filter(models.Q(is_public=True) | models.Exists(coming.order_by()))


class DraftedTerm(Term, KeepsFormerAddresses):
    """A term that has drafts (`symptoms/workflow/term_drafts.py`). Its columns hold what readers see."""

    is_public = models.BooleanField(
        default=True,
        editable=False,
        help_text=gettext_lazy("Whether it was published. A draft of a new one wasn’t yet."),
    )

    objects = DraftedQuerySet.as_manager()  # type: ignore[misc]  # public() is its own

    class Meta(Term.Meta):
        abstract = True


class Symptom(DraftedTerm):
    class Visibility(models.TextChoices):
        VISIBLE = "visible", gettext_lazy("Visible: others can see it")
        INVISIBLE = "invisible", gettext_lazy("Invisible: only the person feels it")
        BOTH = "both", gettext_noop("Can be either")

    visibility = models.CharField(
        max_length=10,
        choices=Visibility,
        help_text=gettext_lazy("Readers see this on the list of symptoms and can filter by it."),
        verbose_name=gettext_lazy("visibility"),
    )
    also_called = LinesField(
        blank=True,
        help_text=gettext_lazy(
            "Other names for it, one on each line, in the words that readers use: “stiff legs”. "
            "The A to Z list and the search also find the symptom by these names."
        ),
        verbose_name=gettext_lazy("also called"),
    )
    summary = RichTextField(
        blank=True,
        help_text=gettext_lazy("Two or three plain sentences at the top of the symptom’s page."),
        verbose_name=gettext_lazy("summary"),
    )
    main_article = models.ForeignKey(
        "symptoms.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy(
            "Leads the symptom’s page: readers see when to get help and the tips from it. Choose a live "
            "article that has this symptom, has no sponsor, and isn’t a personal story. Without a choice, "
            "the only live article about this symptom alone leads."
        ),
        verbose_name=gettext_lazy("main article"),
    )

    class Meta(Term.Meta):
        verbose_name = gettext_lazy("symptom")
        verbose_name_plural = gettext_lazy("symptoms")
        constraints = [
            *Term.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(visibility__in=["visible", "invisible", "both"]),
                name="symptom_visibility_is_known",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("symptoms:symptom", self.slug)

    def clean(self) -> None:
        super().clean()
        if canonical(self.name) in map(canonical, self.other_names):
            raise ValidationError(
                {"also_called": _("Remove the name itself. Enter only other names.")}
            )

    @property
    def other_names(self) -> list[str]:
        """Its other names, in the order in which editors wrote them."""
        return self.also_called.split("\n") if self.also_called else []


class Topic(DraftedTerm):
    description = RichTextField(
        blank=True,
        help_text=gettext_lazy("Shown at the top of the topic’s page."),
        verbose_name=gettext_lazy("description"),
    )

    class Meta(Term.Meta):
        verbose_name = gettext_lazy("topic")
        verbose_name_plural = gettext_lazy("topics")

    def get_absolute_url(self) -> str:
        return address("symptoms:topic", self.slug)


class Series(DraftedTerm):
    intro = RichTextField(
        blank=True,
        help_text=gettext_lazy(
            "Readers see this at the start of every article of the series. Written once, here."
        ),
        verbose_name=gettext_lazy("intro"),
    )

    class Meta(Term.Meta):
        verbose_name = gettext_lazy("series")
        verbose_name_plural = gettext_lazy("series")

    def get_absolute_url(self) -> str:
        return address("symptoms:series", self.slug)


class Contributor(Term, KeepsFormerAddresses):
    class Kind(models.TextChoices):
        CLINICIAN = "clinician", gettext_lazy("Clinician")
        COMMUNITY = "community", gettext_lazy("Community member")
        STAFF = "staff", gettext_lazy("Staff")

    kind = models.CharField(
        max_length=10,
        choices=Kind,
        help_text=gettext_lazy("Tells readers what the person’s knowledge is based on."),
        verbose_name=gettext_lazy("kind"),
    )
    role = models.CharField(
        validators=[one_line],
        max_length=120,
        blank=True,
        help_text=gettext_lazy(
            "Follows the name on every byline, for example “MS nurse specialist”."
        ),
        verbose_name=gettext_lazy("role"),
    )
    bio = RichTextField(
        blank=True,
        help_text=gettext_lazy("Shown on the contributor’s own page."),
        verbose_name=gettext_lazy("bio"),
    )
    is_fictional = models.BooleanField(
        gettext_lazy("invented for a demonstration"),
        default=False,
        help_text=gettext_lazy("Readers see this wherever the name is shown."),
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributor",
        limit_choices_to={"is_staff": True},
        help_text=gettext_lazy(
            "The account of this person. What the account approves is approved in this name."
        ),
        verbose_name=gettext_lazy("account"),
    )

    class Meta(Term.Meta):
        verbose_name = gettext_lazy("contributor")
        verbose_name_plural = gettext_lazy("contributors")
        constraints = [
            *Term.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=["clinician", "community", "staff"]),
                name="contributor_kind_is_known",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("symptoms:contributor", self.slug)


class Sponsor(Term):
    makes = models.CharField(
        validators=[one_line],
        max_length=120,
        help_text=gettext_lazy(
            "Completes the sentence “This company makes …”. Readers see it on the article."
        ),
        verbose_name=gettext_lazy("makes"),
    )
    is_fictional = models.BooleanField(
        gettext_lazy("invented for a demonstration"),
        default=False,
        help_text=gettext_lazy("Readers see this wherever the name is shown."),
    )

    class Meta(Term.Meta):
        verbose_name = gettext_lazy("sponsor")
        verbose_name_plural = gettext_lazy("sponsors")


class TagQuerySet(TermQuerySet):
    def spelled(self, names: Sequence[str]) -> list[str]:
        """`names` without duplicates, in the spelling of existing tags."""
        there = dict(self.named(*names).values_list("name_key", "name"))
        for name in names:
            there.setdefault(canonical(name), name)
        return list(dict.fromkeys(there[canonical(name)] for name in names))


class Tag(NamedOnce, KeepsFormerAddresses, TagBase):  # type: ignore[django-manager-missing]  # taggit’s
    """A word that readers can follow. “Heat” and “heat” are one tag."""

    slug = LowerCaseSlugField(
        max_length=100,
        unique=True,
        help_text=gettext_lazy(
            "The last part of the page’s address. The old address redirects to the new one."
        ),
    )

    class Meta(NamedOnce.Meta):
        verbose_name = gettext_lazy("tag")
        verbose_name_plural = gettext_lazy("tags")
        ordering = [Lower("name")]

    objects = TagQuerySet.as_manager()

    def natural_key(self) -> tuple[str, ...]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return address("symptoms:tag", self.slug)

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Addresses are ASCII, whatever the tag's language."""
        slug = slugify(folded(tag))[:90] or "tag"
        return f"{slug}-{i}" if i else slug
