"""Pictures in the text of an article: the one place where they are allowed, and how a body names
them.

A body has `<img src="/pictures/<hash>.webp" alt="…">` between two of its blocks, and in no other
way: an address in this site's own collection, and alt text, which is empty where the picture is
decoration. Sizes, copies and credits are not part of the text; see `ArticleContent.pictures`.
"""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

MAX_ALT_LENGTH = 150

_ADDRESS = re.compile(r"/pictures/([0-9a-f]{64}\.webp)")
_IMG = re.compile(r'<img src="/pictures/([0-9a-f]{64}\.webp)" alt="([^"]*)">')
# Every element that the sanitizer writes, with its attributes, which contain no "<".
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_BLOCKS = {"p", "ul", "ol", "blockquote", "h2", "h3", "table"}
_VOID = {"br", "img"}


class Named(NamedTuple):
    """A picture as a body names it: its file name, and what it shows ("" for decoration)."""

    file: str
    alt: str

    @property
    def markup(self) -> str:
        """The picture as a body contains it."""
        return f'<img src="/pictures/{self.file}" alt="{escape(self.alt)}">'


def is_address(value: str) -> bool:
    """Whether `value` can be the address of a picture in a text."""
    return bool(_ADDRESS.fullmatch(value))


def named(body: str) -> list[Named]:
    """The pictures of a clean body, in order."""
    return [Named(found[1], unescape(found[2])) for found in _IMG.finditer(body)]


def files(body: str) -> list[str]:
    """Their file names, each once."""
    return list(dict.fromkeys(picture.file for picture in named(body)))


def problems(body: str) -> list[str]:
    """A sentence for each alt text that is too long."""
    long = [alt for _file, alt in named(body) if len(alt) > MAX_ALT_LENGTH]
    sentence = _("The alt text “%(alt)s…” is too long. Use at most %(most)d characters.")
    return [sentence % {"alt": alt[:40], "most": MAX_ALT_LENGTH} for alt in long]


def shown(body: str, figure: Callable[[Named], str]) -> str:
    """`body` with each picture replaced by what `figure` makes of it."""
    return _IMG.sub(lambda found: figure(Named(found[1], unescape(found[2]))), body)


def only_between_blocks(html: str) -> str:
    """`html`, whose elements are allowed and closed, without pictures in any other place."""
    if "<img" not in html:
        return html
    runs = [(kind, list(run)) for kind, run in groupby(_pieces(html), key=_kind)]
    around = [None, *(kind for kind, _run in runs), None]
    return "".join(
        piece
        for at, (kind, run) in enumerate(runs)
        for piece in run
        if not _is_img(piece) or "words" not in (around[at], around[at + 2])
    )


def _pieces(html: str) -> Iterator[str]:
    """The outermost elements, the words between them, and every picture between those."""
    start = depth = 0
    for tag in _TAG.finditer(html):
        is_end, name = bool(tag[1]), tag[2]
        if depth == 0 and html[start : tag.start()]:
            yield html[start : tag.start()]
            start = tag.start()
        depth += 0 if name in _VOID else -1 if is_end else 1
        if depth == 0:
            yield _written(html[start : tag.end()])
            start = tag.end()
    if html[start:]:
        yield html[start:]


def _kind(piece: str) -> str:
    if _is_img(piece) or not piece.strip():
        return "pictures"
    found = _TAG.match(piece)
    return "block" if found and found[2] in _BLOCKS else "words"


def _is_img(piece: str) -> bool:
    return piece.startswith("<img")


def _written(element: str) -> str:
    """An outermost picture in its one spelling; others are removed from the element."""
    if not _is_img(element):
        return _TAG.sub(lambda tag: "" if tag[2] == "img" else tag[0], element)
    attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(element)}
    address = _ADDRESS.fullmatch(attributes.get("src", ""))
    alt = " ".join(attributes.get("alt", "").split())
    return Named(address[1], alt).markup if address else ""
