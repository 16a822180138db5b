"""Copies of a picture in fixed widths, as AVIF and WebP, so that a phone fetches no more than it shows.

A copy is stored beside the file that it was made from, under that file's name: `<hash>-480.avif` is
480 pixels wide, `<hash>.avif` as wide as the picture. `<hash>.webp` is the picture itself. Copies
are made when they are first requested, one at a time, and only once; there are at most seven.
"""

import io
import re
import threading
from contextlib import suppress

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image

WIDTHS = (480, 800, 1200)
TYPES = {"avif": "image/avif", "webp": "image/webp"}
# What the name of a picture or copy may look like, for addresses.
NAME = rf"[0-9a-f]{{64}}(?:-(?:{'|'.join(map(str, WIDTHS))}))?\.(?:avif|webp)"

# AVIF at 60 looks like WebP at 80. Its slowest speeds save 5% and take ten times as long.
_ENCODING = {"avif": {"quality": 60, "speed": 8}, "webp": {"quality": 80, "method": 4}}
_PARTS = re.compile(r"([0-9a-f]{64})(?:-([0-9]+))?\.(avif|webp)")
# Decoding takes memory: eight large pictures at once would be too much for a small machine.
ONE_AT_A_TIME = threading.Lock()


def source_of(name: str) -> str:
    """The name of the picture that the file `name` shows; `name` matches NAME."""
    return f"{name[:64]}.webp"


def content_type(name: str) -> str:
    return TYPES[name.rpartition(".")[2]]


def names(source: str, width: int, kind: str) -> list[tuple[str, int]]:
    """The files of the picture `source` (its name), `width` pixels wide, in the format `kind`.

    Pairs of a name and a width in pixels, narrowest first; none is wider than the picture.
    """
    stem = source[:64]
    narrower = [(f"{stem}-{w}.{kind}", w) for w in WIDTHS if w < width]
    return [*narrower, (f"{stem}.{kind}", width)]


def stored(storage: Storage, name: str) -> bool:
    """Whether `storage` has the file `name`, after making it if it is an allowed copy."""
    if storage.exists(name):
        return True
    if not storage.exists(source_of(name)):
        return False
    with ONE_AT_A_TIME:
        return storage.exists(name) or _made(storage, name)


def _made(storage: Storage, name: str) -> bool:
    stem, width, kind = _PARTS.fullmatch(name).groups()  # type: ignore[union-attr]
    with storage.open(f"{stem}.webp") as file, Image.open(file, formats=["WEBP"]) as picture:
        wanted = int(width or picture.width)
        if width and wanted >= picture.width:
            return False
        height = max(1, round(picture.height * wanted / picture.width))
        copy = picture.resize((wanted, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    copy.save(out, kind.upper(), **_ENCODING[kind])
    given = storage.save(name, ContentFile(out.getvalue()))
    if given != name:  # another process was faster
        with suppress(OSError):
            storage.delete(given)
    return True
