"""Convert an uploaded file to a clean WebP, keeping what the picture shows and nothing else.

Every pixel format becomes 8-bit sRGB before the picture is scaled down. A 16-bit gray scan is
scaled, not clipped, and an indexed drawing is converted to full color first, because palettes and
single bits can only be subsampled: every second line of a drawing would be lost.
"""

import hashlib
import io
import re
import zlib
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from symptoms.images.renditions import ONE_AT_A_TIME

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_SIDE = 12_000
# A progressive JPEG is decoded once for each of its scans; no camera writes more than a dozen.
MAX_SCANS = 100
MAX_SEGMENTS = 10_000
MAX_PROFILE_BYTES = 1024 * 1024
MAX_SIDE_PX = 1600
# No EPS, TIFF, PSD, GIF or SVG: their parsers have been used to break into servers.
FORMATS = ("JPEG", "PNG", "WEBP")

TOO_LARGE = _("This picture is too large. Use one of at most 10 MB and 25 million pixels.")
NOT_A_PICTURE = _(
    "This file is not a picture we can use. Save it as JPEG, PNG or WebP and try again."
)
MOVING = _("This picture is animated. Upload one that isn’t.")

_SRGB = ImageCms.createProfile("sRGB")
_PNG_START = b"\x89PNG\r\n\x1a\n"
# The next marker of a JPEG's compressed data: not a stuffed 0xFF, not a restart, not a filler.
_JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_JPEG_SCAN, _JPEG_END = 0xDA, 0xD9
# From 16 bits to 8, rounded: 65535 is 255, as in every viewer.
_EIGHT_BITS = [(value * 255 + 32767) // 65535 for value in range(65536)]


def re_encoded(upload: Any) -> tuple[ContentFile, int, int]:
    """A clean WebP of the uploaded file, and its width and height in pixels.

    Only the pixels survive: no EXIF, GPS, comments or trailing bytes. Its name is the SHA-256 of
    its bytes. Raises ValidationError, in words for the person who uploaded it, for anything other
    than one still JPEG, PNG or WebP within the limits.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(TOO_LARGE)
    with ONE_AT_A_TIME:
        pixels = _pixels(upload)
    out = io.BytesIO()
    pixels.save(out, "WEBP", quality=82, method=4, lossless=_is_drawing(pixels))
    name = f"{hashlib.sha256(out.getvalue()).hexdigest()}.webp"
    return ContentFile(out.getvalue(), name=name), pixels.width, pixels.height


def _pixels(upload: Any) -> Image.Image:
    try:
        upload.seek(0)
        picture = Image.open(io.BytesIO(_needed(upload.read())), formats=FORMATS)
        if picture.width * picture.height > MAX_PIXELS or max(picture.size) > MAX_SIDE:
            raise ValidationError(TOO_LARGE)
        # A camera's MPO is a JPEG with a second picture inside, of which we keep the first.
        if getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO":
            raise ValidationError(MOVING)
        return _copied_without_metadata(picture)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise ValidationError(TOO_LARGE) from None
    except Exception:  # noqa: BLE001  (whatever a decoder trips over, the file is not a picture)
        raise ValidationError(NOT_A_PICTURE) from None


def _copied_without_metadata(picture: Image.Image) -> Image.Image:
    picture.draft("RGB", (MAX_SIDE_PX * 2, MAX_SIDE_PX * 2))
    picture.load()
    picture = _in_srgb(picture)
    picture.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX))
    picture = ImageOps.exif_transpose(picture)
    copy = Image.new(picture.mode, picture.size)
    copy.paste(picture)
    return copy


def _is_drawing(picture: Image.Image) -> bool:
    """Whether it has so few colors that storing each exactly takes little space: scans, diagrams."""
    return picture.getcolors(256) is not None


# --- Colors --------------------------------------------------------------------------------------


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The same picture in the colors of the web: RGB, or RGBA where part of it is transparent."""
    exif, profile = picture.getexif(), picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        picture = _eight_bits(picture)
    alpha = picture.convert("RGBA").getchannel("A") if picture.has_transparency_data else None
    if picture.mode in {"P", "PA", "1", "LA", "La", "RGBA", "RGBa"}:
        picture = picture.convert("L" if picture.mode in {"1", "LA", "La"} else "RGB")
    colors = _without_profile(picture, profile).convert("RGB")
    if alpha:
        colors.putalpha(alpha)
    colors.info = {}
    colors.getexif()[0x0112] = exif.get(0x0112, 1)
    return colors


def _eight_bits(picture: Image.Image) -> Image.Image:
    """A 16-bit gray picture in 8 bits; one gray may be marked as transparent."""
    deep = picture.convert("I")
    gray = deep.point(_EIGHT_BITS, "L")
    gray.info = {}
    clear = picture.info.get("transparency")
    if isinstance(clear, int) and 0 <= clear < len(_EIGHT_BITS):
        seen = [255] * len(_EIGHT_BITS)
        seen[clear] = 0
        gray.putalpha(deep.point(seen, "L"))
    return gray


def _without_profile(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB. A profile that is broken or does not fit is ignored."""
    if not profile:
        return picture
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        camera = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, camera, _SRGB, outputMode="RGB") or picture
    return picture


# --- What a decoder gets of a file ----------------------------------------------------------------


def _needed(data: bytes) -> bytes:
    """The file, checked before it is decoded. A PNG's text chunks are dropped: decoders refuse long
    ones.
    """
    if data.startswith(_PNG_START):
        return _png_without_texts(data)
    if data.startswith(b"\xff\xd8") and _scans(data) > MAX_SCANS:
        raise ValidationError(NOT_A_PICTURE)
    return data


def _png_without_texts(data: bytes) -> bytes:
    """Chunks are a length, a kind, that many bytes, and a checksum (PNG specification, 5.3)."""
    kept, start = [_PNG_START], len(_PNG_START)
    while start + 12 <= len(data):
        end = start + 12 + int.from_bytes(data[start : start + 4], "big")
        kind = data[start + 4 : start + 8]
        is_text = kind in {b"tEXt", b"zTXt", b"iTXt"}
        if not is_text and not (kind == b"iCCP" and _is_too_long(data[start + 8 : end - 4])):
            kept.append(data[start:end])
        start = end
    return b"".join(kept)


def _is_too_long(profile_chunk: bytes) -> bool:
    """Whether a profile unpacks to more than a decoder takes; its name ends at a NUL, then a method."""
    unpacker = zlib.decompressobj()
    with suppress(zlib.error):
        unpacker.decompress(profile_chunk.partition(b"\0")[2][1:], MAX_PROFILE_BYTES)
    return bool(unpacker.unconsumed_tail)


def _scans(data: bytes) -> int:
    """How many scans a JPEG has up to its end; what follows it, such as a video, is not read."""
    scans, start = 0, 2
    for _segment in range(MAX_SEGMENTS):
        found = _JPEG_MARKER.search(data, start)
        if not found or found[0][1] == _JPEG_END:
            return scans
        scans += found[0][1] == _JPEG_SCAN
        start = found.end() + int.from_bytes(data[found.end() : found.end() + 2], "big")
    return MAX_SCANS + 1
