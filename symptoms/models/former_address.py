"""Former addresses of terms: a symptom with a new address is still found at its old one."""

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerAddressQuerySet(models.QuerySet["FormerAddress"]):
    def term(self, model: type[models.Model], slug: str) -> Any:
        """The row of `model` whose page was once at `slug`, or None."""
        kind = ContentType.objects.get_for_model(model)
        pks = self.filter(content_type=kind, slug=slug).values("object_id")
        return model._default_manager.filter(pk__in=pks).first()

    def remember(self, term: Any, slug: str) -> None:
        """Record that `term` is no longer at `slug`."""
        kind = ContentType.objects.get_for_model(term)
        self.update_or_create(content_type=kind, slug=slug, defaults={"object_id": term.pk})
        self.filter(content_type=kind, slug=term.slug).delete()


class FormerAddress(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    term = GenericForeignKey()
    slug = models.SlugField(max_length=100)

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "slug"], name="former_address_belongs_to_one_term"
            )
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="former_address_of_term")
        ]

    def __str__(self) -> str:
        return self.slug
