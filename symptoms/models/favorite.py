"""What readers keep. Private: no admin, no log and no count per person reads these rows."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

LONGEST_NOTE = 2000


class FavoriteQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user.pk)

    def newest_first(self):
        return self.order_by("-created_at", "-pk")

    def keep(self, user, *, article=None, tip=None):
        """Make sure that `user` has this article or tip (ids); doing it again changes nothing."""
        favorite = self.model(user_id=user.pk, article_id=article, tip_id=tip)
        self.bulk_create([favorite], ignore_conflicts=True)

    def let_go(self, user, *, article=None, tip=None):
        """Make sure that `user` does not have this article or tip; again, any number of times."""
        self.of(user).filter(article=article, tip=tip).delete()


class Favorite(models.Model):
    """An article or a tip on somebody's list, and what they wrote to it. Times are UTC."""

    class Status(models.TextChoices):
        WANT = "want", "I want to try it"
        TRIED = "tried", "I tried it"
        HELPED = "helped", "It helped me"
        DID_NOT = "did_not", "It did not help me"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="favorites")
    article = models.ForeignKey("symptoms.Article", models.PROTECT, null=True, related_name="+")
    tip = models.ForeignKey("symptoms.Tip", models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True, max_length=LONGEST_NOTE)
    status = models.CharField(max_length=8, choices=Status, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(
        default=timezone.now, help_text="Changes that were published after this are told."
    )

    objects = FavoriteQuerySet.as_manager()

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

    def __str__(self):
        return f"Favorite {self.pk}"

    @property
    def saved_at(self):
        return self.created_at
