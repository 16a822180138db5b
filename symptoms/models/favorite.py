"""What readers keep. Private: no admin, no log and no count per person reads these rows."""

from django.conf import settings
from django.db import models
from django.db.models import Q


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
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="favorites")
    article = models.ForeignKey("symptoms.Article", models.PROTECT, null=True, related_name="+")
    tip = models.ForeignKey("symptoms.Tip", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FavoriteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, tip=None) | Q(article=None, tip__isnull=False),
                name="favorite_is_an_article_or_a_tip",
            ),
            models.UniqueConstraint(fields=["user", "article"], name="favorite_article_once"),
            models.UniqueConstraint(fields=["user", "tip"], name="favorite_tip_once"),
        ]
        indexes = [models.Index(fields=["user", "-created_at", "-id"], name="favorite_newest")]

    def __str__(self):
        return f"Favorite {self.pk}"
