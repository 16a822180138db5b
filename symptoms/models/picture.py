"""Pictures: re-encoded on upload, stored forever under the hash of their bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from symptoms.images.encoding import re_encoded
from symptoms.models.fields import one_line

_PERCENT = [MaxValueValidator(100, _("Use a number from 0 to 100."))]


class PictureQuerySet(models.QuerySet["Picture"]):
    def get_by_natural_key(self, file: str) -> Picture:
        return self.get(file=file)

    def titled(self, words: str) -> Self:
        """Those whose title contains all `words`, newest first."""
        wanted = (models.Q(title__icontains=word) for word in words.split())
        return self.filter(*wanted)

    def in_files(self, files: Iterable[str]) -> Self:
        """Those that are stored under one of the names `files`."""
        return self.filter(file__in=list(files))


class Picture(models.Model):
    title = models.CharField(
        validators=[one_line],
        max_length=100,
        help_text=_("Helps editors find the picture."),
        verbose_name=_("title"),
    )
    file = models.FileField(
        unique=True,
        editable=False,
        error_messages={"unique": _("This picture is already in the collection.")},
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(
        _("alt text"),
        validators=[one_line],
        max_length=150,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )
    is_decorative = models.BooleanField(
        "decorative",
        default=False,
        help_text=_(
            "Check this if the picture adds nothing to the text. Then leave the alt text empty."
        ),
    )
    credit = models.CharField(
        validators=[one_line],
        max_length=150,
        blank=True,
        help_text=_("Who made it, and its license."),
        verbose_name=_("credit"),
    )
    focus_x = models.PositiveSmallIntegerField(
        _("focus from the left"),
        default=50,
        validators=_PERCENT,
        help_text=_("In percent. This point stays visible when the picture is cropped."),
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focus from the top"),
        default=50,
        validators=_PERCENT,
        help_text=_("In percent."),
    )
    created_at = models.DateTimeField(auto_now_add=True, verbose_name=_("created at"))

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_decorative=True, alt="")
                | (models.Q(is_decorative=False) & ~models.Q(alt="")),
                name="picture_has_alt_text_or_is_decorative",
                violation_error_message=_(
                    "Write alt text, or check “decorative” and leave the alt text empty."
                ),
                violation_error_code="field:alt",
            ),
            models.CheckConstraint(
                condition=models.Q(focus_x__lte=100, focus_y__lte=100),
                name="picture_focus_is_inside",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str | None, ...]:
        return (self.file.name,)

    def get_absolute_url(self) -> str:
        return reverse("symptoms:picture", args=[self.file.name])

    @property
    def focus_x_step(self) -> int:
        """The alignment of a crop in steps of ten, because pages have no inline styles.

        A crop whose point at p percent is aligned with the picture's point at p percent contains
        that point, whatever its size. Rounding shifts it by the difference times the ratio of
        picture to crop; so it is rounded toward the nearer edge, which keeps the point in view up
        to a ratio of five.
        """
        return _step(self.focus_x)

    @property
    def focus_y_step(self) -> int:
        return _step(self.focus_y)

    def store(self, upload: Any) -> None:
        """Make `upload` this picture's file; save the row afterwards.

        The same pixels give the same name, and a name never gets other pixels. Raises
        ValidationError like `re_encoded`.
        """
        self.put(*re_encoded(upload))

    def put(self, content: Any, width: int, height: int) -> None:
        """Make what `re_encoded` returned this picture's file; save the row afterwards."""
        self.width, self.height = width, height
        storage = self._meta.get_field("file").storage  # type: ignore[union-attr]
        if not storage.exists(content.name):
            storage.save(content.name, content)
        self.file.name = content.name


def _step(percent: int) -> int:
    return percent // 10 * 10 if percent <= 50 else -(-percent // 10) * 10
