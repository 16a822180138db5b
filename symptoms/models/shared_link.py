"""A link that shows others the items of a collection, and nothing that its owner wrote."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from symptoms.models.signed import Signed, SignedQuerySet

if TYPE_CHECKING:
    from symptoms.models.collection import Collection


class SharedLinkQuerySet(SignedQuerySet):
    def make(self, collection: Collection, *, days: int, shows_name: bool) -> SharedLink:
        """A new link for `collection`. Its link before this one stops working."""
        self.filter(collection=collection).delete()
        link: SharedLink = self.create(collection=collection, days=days, shows_name=shows_name)
        return link


class SharedLink(Signed):
    """A collection has one or none. Closing it deletes the row, and so every trace of it. It is
    signed, so that its owner can see the address again while a copy of the database opens no list.
    """

    class Days(models.IntegerChoices):
        WEEK = 7, gettext_lazy("7 days")
        MONTH = 30, gettext_lazy("30 days")

    salt = "symptoms.shared_link"
    signed_for = "collection_id"

    collection = models.OneToOneField(
        "symptoms.Collection", models.CASCADE, related_name="shared_link"
    )
    days = models.PositiveSmallIntegerField(choices=Days, default=Days.WEEK)
    shows_name = models.BooleanField(default=False)

    objects = SharedLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(days__in=[7, 30]), name="shared_link_ends_after_a_week_or_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"Shared link {self.pk}"

    @property
    def secret_path(self) -> str:
        return reverse("shared:list", args=[self.pk, self.signature])

    @property
    def ends_at(self) -> datetime:
        return self.created_at + timedelta(days=self.days)

    @property
    def is_open(self) -> bool:
        return self.ends_at > timezone.now()
