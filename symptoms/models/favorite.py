"""What readers save. Private: no admin page, log or count per person reads these rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy

from symptoms.models import versions_said
from symptoms.models.account_limits import OwnedQuerySet, lock
from symptoms.models.edition import Edition
from symptoms.models.fields import PlainTextField

if TYPE_CHECKING:
    from accounts.models import User
    from symptoms.models.collection import Collection

MAX_NOTE_LENGTH = 2000
MAX_FAVORITES = 2000  # nobody can read more than this


class FavoriteQuerySet(OwnedQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def in_collection(self, collection: Collection) -> Self:
        """What is in it, in its owner's order."""
        return self.filter(collected__collection=collection).order_by(
            "collected__position", "collected__pk"
        )

    def outline(self) -> QuerySet[Favorite, Any]:
        """The id of each, the id of its article or its tip's article, and whether it is a tip."""
        return self.values_list("pk", _article_of(), "tip")

    def with_news(self) -> Self:
        """Those of whose article something started after their reader last looked; not each is changed."""
        starts = Edition.objects.started().scheduled(OuterRef("seen_at"))
        return self.filter(Exists(starts.filter(article=_article_of(OuterRef))))

    def with_changes(self) -> Self:
        """With what was published since the reader saved it or last saw a change.

        Adds what `versions_said.changes` says.
        """
        return self.annotate(**versions_said.changes("article", "tip"))

    def with_contents(self) -> Self:
        """With the JSON of the article as its reader last saw it, and as it is: `content_then` and
        `content_now`."""
        return self.annotate(**versions_said.contents())

    def save_item(self, user: User, *, article: int | None = None, tip: int | None = None) -> None:
        """Make sure that `user` has this article or tip (ids). Idempotent.

        Raises LimitReached.
        """
        self.save_items(user, [self.model(user_id=user.pk, article_id=article, tip_id=tip)])

    def save_items(self, user: User, favorites: Sequence[Favorite]) -> list[Favorite]:
        """The same for several, in bulk; returns the new ones. Existing ones stay unchanged."""
        with transaction.atomic():
            lock(user)
            there = self.of(user).about(favorites).values_list("article", "tip")
            known = set(there)
            new = [one for one in favorites if (one.article_id, one.tip_id) not in known]
            self.add(user, new)
        return new

    def about(self, favorites: Iterable[Favorite]) -> Self:
        """Those of the same articles and tips as `favorites`."""
        articles = [one.article_id for one in favorites if one.article_id]
        tips = [one.tip_id for one in favorites if one.tip_id]
        return self.filter(Q(article__in=articles) | Q(tip__in=tips))

    def remove_item(
        self, user: User, *, article: int | None = None, tip: int | None = None
    ) -> None:
        """Make sure that `user` does not have this article or tip. Idempotent."""
        with transaction.atomic():
            # Locked before it is deleted, so that nobody can add it to a collection meanwhile.
            for favorite in self.of(user).filter(article=article, tip=tip).select_for_update():
                favorite.delete()


def _article_of(column: type[models.F] = models.F) -> Coalesce:
    """The favorite's article, or that of its tip."""
    return Coalesce(column("article"), column("tip__article"))


class Favorite(models.Model):
    """An article or a tip on somebody's list, and what they wrote about it. Times are UTC."""

    class Status(models.TextChoices):
        WANT = "want", gettext_lazy("I want to try it")
        TRIED = "tried", gettext_lazy("I tried it")
        HELPED = "helped", gettext_lazy("It helped me")
        DID_NOT = "did_not", gettext_lazy("It did not help me")

    MAX_PER_ACCOUNT = MAX_FAVORITES
    NO_ROOM = gettext_lazy(
        "You can have at most 2,000 favorites. Remove one that you no longer need."
    )

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="favorites")
    article = models.ForeignKey("symptoms.Article", models.PROTECT, null=True, related_name="+")
    tip = models.ForeignKey("symptoms.Tip", models.PROTECT, null=True, related_name="+")
    note = PlainTextField(blank=True, max_length=MAX_NOTE_LENGTH)
    status = models.CharField(max_length=8, choices=Status, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(
        default=timezone.now,
        help_text=gettext_lazy("Changes that were published after this are told."),
    )

    objects = FavoriteQuerySet.as_manager()

    # Set by `with_changes`.
    said_then: str | None
    said_now: str | None
    changed_at: datetime | None
    note_of_change: str
    # Of rows that came with `with_contents`.
    content_then: str
    content_now: str

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, tip=None) | Q(article=None, tip__isnull=False),
                name="favorite_is_an_article_or_a_tip",
            ),
            models.CheckConstraint(
                condition=Q(status="")
                | Q(tip__isnull=False, status__in=["want", "tried", "helped", "did_not"]),
                name="favorite_status_is_of_a_tip",
            ),
            models.UniqueConstraint(fields=["user", "article"], name="favorite_article_once"),
            models.UniqueConstraint(fields=["user", "tip"], name="favorite_tip_once"),
        ]
        indexes = [models.Index(fields=["user", "-created_at", "-id"], name="favorite_newest")]

    def __str__(self) -> str:
        return f"Favorite {self.pk}"

    @property
    def has_changed(self) -> bool:
        """Whether it has changed; needs `with_changes`. A change that was reverted doesn't count."""
        return self.said_then is not None and self.said_then != self.said_now

    @property
    def saved_at(self) -> datetime:
        return self.created_at
