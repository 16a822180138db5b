"""Addresses of all articles that have been public."""

from django.db import models


class Address(models.Model):
    """A slug belongs forever to the article that first published it."""

    slug = models.SlugField(max_length=120, unique=True)
    article = models.ForeignKey("symptoms.Article", models.PROTECT, related_name="addresses")

    class Meta:
        verbose_name_plural = "addresses"

    def __str__(self) -> str:
        return self.slug
