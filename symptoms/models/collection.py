"""Collections: favorites that a reader groups and puts in order.

As private as favorites. A favorite may be in several.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from symptoms.models.account_limits import OwnedQuerySet
from symptoms.models.fields import one_line

if TYPE_CHECKING:
    from symptoms.models.favorite import Favorite

MAX_COLLECTIONS = 50


class CollectionQuerySet(OwnedQuerySet):
    def with_links(self) -> Self:
        """With the link that shows it to others, if there is one."""
        return self.select_related("shared_link")


class Collection(models.Model):
    MAX_PER_ACCOUNT = MAX_COLLECTIONS
    NO_ROOM = gettext_lazy(
        "You can have at most 50 collections. Delete one that you no longer need."
    )

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="collections")
    name = models.CharField(max_length=80, validators=[one_line])
    created_at = models.DateTimeField(default=timezone.now)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="collection_has_a_name"),
            models.UniqueConstraint(fields=["user", "name"], name="collection_name_once"),
        ]

    def __str__(self) -> str:
        return f"Collection {self.pk}"

    def put(self, favorite: Favorite) -> None:
        """Make sure that `favorite` is in it, last if it is new. Raises ValueError for somebody
        else's favorite.
        """
        if favorite.user_id != self.user_id:
            raise ValueError("A collection holds favorites of its owner alone.")
        last = self.items.aggregate(last=Max("position"))["last"] or 0
        self.items.bulk_create(
            [CollectionItem(collection=self, favorite=favorite, position=last + 1)],
            ignore_conflicts=True,
        )

    @classmethod
    def put_into(cls, favorite: Favorite, collections: Iterable[Collection]) -> None:
        """Like `put`, for several `collections` of the `favorite`'s owner, in a constant number of
        queries.
        """
        mine = cls.objects.filter(user=favorite.user_id, pk__in=[one.pk for one in collections])
        CollectionItem.objects.bulk_create(
            [
                CollectionItem(collection_id=pk, favorite=favorite, position=(last or 0) + 1)
                for pk, last in mine.annotate(last=Max("items__position")).values_list("pk", "last")
            ],
            ignore_conflicts=True,
        )

    def remove(self, favorite: Favorite) -> None:
        """Make sure that `favorite` is not in it. Idempotent."""
        self.items.filter(favorite=favorite).delete()


class CollectionItem(models.Model):
    collection = models.ForeignKey(Collection, models.CASCADE, related_name="items")
    favorite = models.ForeignKey("symptoms.Favorite", models.CASCADE, related_name="collected")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "favorite"], name="collected_once")
        ]

    def __str__(self) -> str:
        return f"Item {self.pk}"
