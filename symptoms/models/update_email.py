"""Who asked for an email when something they saved changes. As private as favorites."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from symptoms.models.signed import Signed, SignedQuerySet

if TYPE_CHECKING:
    from accounts.models import User

# From one email to the next.
MIN_PAUSE = timedelta(days=7)


class UpdateEmailQuerySet(SignedQuerySet):
    def of(self, user: User) -> Self:
        return self.filter(user=user.pk)

    def due(self, at: datetime) -> Self:
        """Those whose owner can sign in, and got no email within MIN_PAUSE before `at`."""
        rested = Q(last_sent_at=None) | Q(last_sent_at__lte=at - MIN_PAUSE)
        return self.filter(rested, user__is_active=True).select_related("user").order_by("pk")


class UpdateEmail(Signed):
    """An account has one while it wants the emails; stopping deletes it. Its secret address stops them too,
    without signing in. Times are UTC."""

    salt = "symptoms.update_email"
    signed_for = "user_id"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="update_email"
    )
    last_sent_at = models.DateTimeField(null=True)

    objects = UpdateEmailQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self._meta.label} {self.pk}"

    @property
    def secret_path(self) -> str:
        return reverse("updates:email", args=[self.pk, self.signature])

    @property
    def since(self) -> datetime:
        """Changes after this moment were not reported yet."""
        return self.last_sent_at or self.created_at
