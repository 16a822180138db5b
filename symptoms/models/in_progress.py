"""Articles whose newest text nobody has published or scheduled: what editors still have to do.

One row for each of them, so that the front page of the admin asks this table and not the archive.
Written by `symptoms/workflow/progress.py` alone.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class InProgress(models.Model):
    class Step(models.TextChoices):
        """The newest decision about the newest text."""

        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("In review")
        APPROVED = "approved", _("Approved")
        CHANGES = "changes", _("Changes requested")

    article = models.OneToOneField(
        "symptoms.Article", models.CASCADE, primary_key=True, related_name="in_progress"
    )
    step = models.CharField(max_length=10, choices=Step)
    since = models.DateTimeField(help_text=_("When the text was saved, or the decision made."))
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("Who saved the newest text."),
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("Who asked for its review last."),
    )

    class Meta:
        ordering = ["-since", "-article"]
        verbose_name = _("article in progress")
        verbose_name_plural = _("articles in progress")
        indexes = [models.Index(fields=["step", "-since", "-article"], name="in_progress_by_step")]

    def __str__(self) -> str:
        return self.get_step_display()
