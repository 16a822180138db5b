"""A newer draft that was set aside so that somebody could correct the text that readers see."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symptoms.models.edition import Edition


class SetAsideQuerySet(models.QuerySet["SetAside"]):
    def waiting(self) -> Self:
        """Those whose text readers do not see meanwhile, the newest draft first."""
        live: Any = Edition.objects.live().filter(article=OuterRef("article"))
        same = live.filter(revision__content=OuterRef("draft__content"))
        return self.exclude(Exists(same)).select_related("draft", "base").order_by("-pk")


class SetAside(models.Model):
    """`draft` is the text that was set aside, and `base` the live text that took its place in the form.
    The row is deleted when the draft is put back, or when nobody wants it any more; both texts stay
    in the history.
    """

    article = models.ForeignKey("symptoms.Article", models.CASCADE, related_name="set_aside")
    draft = models.ForeignKey("symptoms.Revision", models.CASCADE, related_name="+")
    base = models.ForeignKey("symptoms.Revision", models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = SetAsideQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft that was set aside")
        verbose_name_plural = _("drafts that were set aside")
        constraints = [models.UniqueConstraint(fields=["draft"], name="set_aside_once")]

    def __str__(self) -> str:
        return str(self.draft)
