"""A link by which somebody without an account reads one revision, until it ends or is closed."""

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from symptoms.models.fields import one_line

_SALT = "symptoms.preview_link"


class PreviewLinkQuerySet(models.QuerySet):
    def open(self, at=None):
        """Links that still lead somewhere at `at` (default: now)."""
        return self.filter(closed_at=None, expires_at__gt=at or timezone.now())

    def signed(self, pk, signature):
        """The link with this id and signature, open or not, or None: a guess finds nothing."""
        link: Any = self.filter(pk=pk).select_related("revision").first()
        return link if link and link.is_signed_by(signature) else None


class PreviewLink(models.Model):
    """Signed with the site's secret key, so that the database alone opens no draft. Times are UTC."""

    revision = models.ForeignKey("symptoms.Revision", models.CASCADE, related_name="preview_links")
    reader = models.CharField("who it is for", validators=[one_line], max_length=120)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_by_name = models.CharField(max_length=254, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reader=""), name="preview_link_says_for_whom"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")),
                name="preview_link_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.revision} for {self.reader}"

    def get_absolute_url(self):
        return reverse("previews:article", args=[self.pk, self.signature])

    @property
    def signature(self):
        return Signer(salt=_SALT).signature(self._identity())

    def is_signed_by(self, signature):
        try:
            return bool(Signer(salt=_SALT).unsign(f"{self._identity()}:{signature}"))
        except BadSignature:
            return False

    @property
    def is_open(self):
        return self.closed_at is None and self.expires_at > timezone.now()

    def close(self):
        """Let it lead nowhere from now on. Doing it again changes nothing."""
        type(self).objects.filter(pk=self.pk, closed_at=None).update(closed_at=timezone.now())

    def _identity(self):
        """Never the same for two links, even if a restored database counts from an older number."""
        return f"{self.pk} {self.revision_id} {self.created_at.isoformat()}"
