"""Pictures: re-encoded when they come in, stored for ever under the hash of their bytes."""

import hashlib
import io
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from PIL import Image, ImageCms, ImageOps

from symptoms.models.fields import one_line
from symptoms.models.rendition import ONE_AT_A_TIME

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_SIDE = 12_000
# A progressive JPEG is decoded once for each of its scans; no camera writes more than a dozen.
MAX_SCANS = 100
LONGEST_SIDE = 1600
# No EPS, TIFF, PSD, GIF or SVG: their parsers have been doors into servers.
FORMATS = ("JPEG", "PNG", "WEBP")

TOO_LARGE = "This picture is too large. Use one of at most 10 MB and 25 million pixels."
NOT_A_PICTURE = "This file is not a picture we can use. Save it as JPEG, PNG or WebP and try again."

_SRGB = ImageCms.createProfile("sRGB")
_PERCENT = [MaxValueValidator(100, "Use a number from 0 to 100.")]


def re_encoded(upload) -> tuple[ContentFile, int, int]:
    """A clean WebP of the uploaded file, and its width and height in pixels.

    Only the pixels survive: no EXIF, GPS, comments or trailing bytes. Its name is the SHA-256 of its
    bytes. Raises ValidationError, in words for the person who uploaded it, for anything else than
    one still JPEG, PNG or WebP within the limits.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(TOO_LARGE)
    with ONE_AT_A_TIME:
        pixels = _pixels(upload)
    out = io.BytesIO()
    pixels.save(out, "WEBP", quality=82, method=4)
    name = f"{hashlib.sha256(out.getvalue()).hexdigest()}.webp"
    return ContentFile(out.getvalue(), name=name), pixels.width, pixels.height


def _pixels(upload) -> Image.Image:
    try:
        upload.seek(0)
        if upload.read().count(b"\xff\xda") > MAX_SCANS:
            raise ValidationError(NOT_A_PICTURE)
        upload.seek(0)
        picture = Image.open(upload, formats=FORMATS)
        if picture.width * picture.height > MAX_PIXELS or max(picture.size) > MAX_SIDE:
            raise ValidationError(TOO_LARGE)
        # A camera's MPO is a JPEG with a second picture inside, of which we keep the first.
        if getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO":
            raise ValidationError("Moving pictures are not shown here. Upload a still one.")
        return _copied_without_metadata(picture)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise ValidationError(TOO_LARGE) from None
    except Exception:  # noqa: BLE001  (whatever a decoder trips over, the file is not a picture)
        raise ValidationError(NOT_A_PICTURE) from None


def _copied_without_metadata(picture: Image.Image) -> Image.Image:
    picture.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
    picture.load()
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = ImageOps.exif_transpose(picture)
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    copy = Image.new(mode, picture.size)
    copy.paste(_in_srgb(picture, mode))
    return copy


def _in_srgb(picture, mode):
    """The picture in the colors of the web. A profile that is broken or does not fit is ignored."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA"}:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            camera = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            picture = ImageCms.profileToProfile(picture, camera, _SRGB) or picture
    return picture.convert(mode)


class PictureQuerySet(models.QuerySet):
    def get_by_natural_key(self, file):
        return self.get(file=file)


class Picture(models.Model):
    title = models.CharField(
        validators=[one_line], max_length=100, help_text="For editors, to find it again."
    )
    file = models.FileField(
        unique=True,
        editable=False,
        error_messages={"unique": "This picture is in the collection already."},
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(
        "alt text",
        validators=[one_line],
        max_length=150,
        blank=True,
        help_text="What the picture shows, for readers who cannot see it.",
    )
    is_decorative = models.BooleanField(
        "decorative",
        default=False,
        help_text="Tick if the picture tells nothing that the words do not; then leave alt text out.",
    )
    credit = models.CharField(
        validators=[one_line],
        max_length=150,
        blank=True,
        help_text="Who made it and under which licence.",
    )
    focus_x = models.PositiveSmallIntegerField(
        "focus from the left",
        default=50,
        validators=_PERCENT,
        help_text="In percent. What stands here is never cut off where the picture is shown smaller.",
    )
    focus_y = models.PositiveSmallIntegerField(
        "focus from the top", default=50, validators=_PERCENT, help_text="In percent."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_decorative=True, alt="")
                | (models.Q(is_decorative=False) & ~models.Q(alt="")),
                name="picture_has_alt_text_or_is_decorative",
                violation_error_message="Write alt text, or tick “decorative” and leave it out.",
                violation_error_code="field:alt",
            ),
            models.CheckConstraint(
                condition=models.Q(focus_x__lte=100, focus_y__lte=100),
                name="picture_focus_is_inside",
            ),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.file.name,)

    def get_absolute_url(self):
        return reverse("symptoms:picture", args=[self.file.name])

    @property
    def focus_x_step(self):
        """What a crop is aligned by, in steps of ten, because no page has a style of its own.

        A crop that is aligned by its point at p percent with the picture's point at p percent holds
        that point, whatever its size. A step off costs the difference times how often the picture is
        longer than the crop; so steps go to the nearer edge, and hold the point up to five times.
        """
        return _step(self.focus_x)

    @property
    def focus_y_step(self):
        return _step(self.focus_y)

    def store(self, upload):
        """Take `upload` as this picture's file; save the row afterwards.

        The same pixels give the same name, and a name never gets other pixels. Raises
        ValidationError like `re_encoded`.
        """
        self.put(*re_encoded(upload))

    def put(self, content, width, height):
        """Take what `re_encoded` returned as this picture's file; save the row afterwards."""
        self.width, self.height = width, height
        storage = self._meta.get_field("file").storage  # type: ignore[union-attr]
        if not storage.exists(content.name):
            storage.save(content.name, content)
        self.file.name = content.name


def _step(percent):
    return percent // 10 * 10 if percent <= 50 else -(-percent // 10) * 10
