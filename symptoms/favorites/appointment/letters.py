"""How wide words are in the font of the sheet, measured in the files that the page itself loads."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

_FOLDER = Path(settings.BASE_DIR, "static", "fonts")
_FILE = "atkinson-hyperlegible-next-latin{}-wght-normal.woff2"
_PIXELS = 200  # so large that rounding to whole pixels is nothing
_WEIGHTS = {False: 400, True: 700}
# Runs of letters that one file draws (the unicode-range of base.css), and those that neither does.
_EXTENDED = "\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1e00-\u1eff\u20a0-\u20ab\u20ad-\u20c0\u2113"
_USUAL = (
    "\u0020-\u00ff\u0131\u0152\u0153\u02bb-\u02ff\u2000-\u206f\u20ac\u2122\u2191\u2193\u2212\u2215"
)
_RUNS = re.compile(f"(?P<usual>[{_USUAL}]+)|(?P<extended>[{_EXTENDED}]+)|(?P<other>.)", re.DOTALL)
_BETWEEN_WORDS = re.compile(r"[ \t\n\r\f]+")


def width(word: str, is_bold: bool = False) -> float:
    """The width of `word` in em. A letter that another font draws counts as a whole em."""
    return sum(_width_of_run(run, is_bold) for run in _RUNS.finditer(word))


def widths(text: str, is_bold: bool = False) -> list[float]:
    """The width of each word, parted as HTML parts them."""
    return [width(word, is_bold) for word in _BETWEEN_WORDS.split(text) if word]


def _width_of_run(run, is_bold):
    if run["other"]:
        return 1.0
    return _font("-ext" if run["extended"] else "", is_bold).getlength(run[0]) / _PIXELS


@cache
def _font(extended, is_bold):
    font = ImageFont.truetype(str(_FOLDER / _FILE.format(extended)), _PIXELS)
    font.set_variation_by_axes([_WEIGHTS[is_bold]])
    return font
