"""Revisions: what an article said each time a change was saved."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symptoms.text.content import ArticleContent


class Revision(models.Model):
    """A saved state of an article's working copy. Appended, never changed."""

    article = models.ForeignKey("symptoms.Article", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.TextField(help_text=_("ArticleContent as canonical JSON."))
    clinical_hash = models.CharField(
        max_length=64,
        help_text=_("Of what a medical reviewer answers for; see ArticleContent."),
    )
    origin = models.CharField(
        max_length=80,
        blank=True,
        help_text=_("For content loaded from a folder: which text it was loaded from."),
    )
    made_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("Whose text came back, was merged or copied; its writers wrote this one, too."),
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_by_name = models.CharField(max_length=254, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number}"

    def as_content(self) -> ArticleContent:
        return ArticleContent.from_json(self.content)


class RevisionPicture(models.Model):
    """A picture in the text of a revision: it cannot be deleted, and is public with the revision."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="text_pictures")
    picture = models.ForeignKey("symptoms.Picture", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["picture", "revision"], name="revision_picture_once")
        ]

    def __str__(self) -> str:
        return f"{self.picture}: {self.revision}"
