"""A link to one revision of an article, or one wording of a term, for somebody without an account, until it
expires or is closed."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symptoms.models.fields import one_line
from symptoms.models.signed import Signed, SignedQuerySet


class PreviewLinkQuerySet(SignedQuerySet):
    def open(self, at: datetime | None = None) -> Self:
        """Links that still work at `at` (default: now)."""
        return self.filter(closed_at=None, expires_at__gt=at or timezone.now())


class PreviewLink(Signed):
    """Signed, so that the database alone opens no draft. Times are UTC."""

    salt = "symptoms.preview_link"
    signed_for = "shows"

    revision = models.ForeignKey(
        "symptoms.Revision", models.CASCADE, null=True, related_name="preview_links"
    )
    wording = models.ForeignKey(
        "symptoms.TermRevision", models.CASCADE, null=True, related_name="preview_links"
    )
    reader = models.CharField(_("who it is for"), validators=[one_line], max_length=120)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_by_name = models.CharField(max_length=254, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revision__isnull=True) ^ Q(wording__isnull=True),
                name="preview_link_shows_one_text",
            ),
            models.CheckConstraint(condition=~Q(reader=""), name="preview_link_says_for_whom"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")),
                name="preview_link_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} for {self.reader}"

    @property
    def text(self) -> models.Model:
        """The revision or the wording that it shows."""
        shown: models.Model | None = self.revision or self.wording
        assert shown is not None  # by the constraint  # noqa: S101
        return shown

    @property
    def shows(self) -> str:
        """What is signed: nobody can make a link to a wording out of one to a revision."""
        return str(self.revision_id or f"wording {self.wording_id}")

    @property
    def secret_path(self) -> str:
        return reverse("previews:article", args=[self.pk, self.signature])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.expires_at > timezone.now()

    def close(self) -> None:
        """Make it stop working from now on. Idempotent."""
        type(self).objects.filter(pk=self.pk, closed_at=None).update(closed_at=timezone.now())
