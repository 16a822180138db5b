"""Rich text as a reviewer needs to see it: its words with their marks, block by block.

Two texts that come out alike say the same to a reader. So everything that is not a word becomes
one: where a list, a heading, a table or a quotation begins, where a link leads, what is bold, what
a picture shows. Unknown elements and attributes are called by their HTML names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DECORATIVE = _("decorative, without alt text")

_SPACES = " \t\n\r\f"
_PIECE = re.compile(rf"[{_SPACES}]+|[^{_SPACES}]+")
_MARKS = {
    "strong": _("bold"),
    "b": _("bold"),
    "em": _("italic"),
    "i": _("italic"),
    "sup": _("superscript"),
    "sub": _("subscript"),
    "s": _("struck out"),
    "del": _("struck out"),
}
_BLOCKS: dict[str, str | Promise] = {
    "p": "",
    "div": "",
    "h1": _("Heading 1"),
    "h2": _("Heading"),
    "h3": _("Smaller heading"),
    "h4": _("Heading 4"),
    "h5": _("Heading 5"),
    "h6": _("Heading 6"),
    "blockquote": _("Quotation"),
    "th": _("Header cell"),
    "td": _("Cell"),
    "caption": _("Table caption"),
    "figcaption": _("Caption"),
    "pre": _("As typed"),
}
_POINTS = {"ul": _("Bullet"), "ol": _("Number")}
# Labeled once, where it begins.
_BEGINNINGS: dict[str, str | Promise] = {
    "table": _("Table"),
    "thead": _("Table head"),
    "tbody": "",
    "tfoot": _("Table foot"),
    "tr": _("Row"),
}
_CONTINUED = _("%(name)s, continued")
_LEVEL = _("%(name)s, level %(level)s")
_NEW_LIST = _("%(name)s, new list")
_EMPTY_TOO = {"li", "td", "th"}
_MAY_GO_ON = {"td", "th", "blockquote"}
_ALONE = {"br", "hr", "img"}
_STRUCTURE = {"li", *_BLOCKS, *_POINTS, *_BEGINNINGS}
# Written by the sanitizer around every link.
_UNTOLD = {"rel"}


class Token(NamedTuple):
    """A word, or a token for something that is not a word.

    `text` is shown where nothing changed, and `told` where something did. `space` says whether a
    space comes before it; `key` distinguishes two that look alike.
    """

    text: str
    marks: tuple[str, ...] = ()
    space: bool = True
    told: str = ""
    key: str | int = ""


Block = tuple[Token, ...]


def label(name: str | Promise, shown: bool = True) -> Token:
    """The token that says what a block is. If not `shown`, it appears only where it changed."""
    return Token(f"[{name}]" if shown else "", told=f"[{name}]", key="label")


def words(text: str) -> list[str]:
    """`text` split where a browser may break lines."""
    return [piece for piece in _PIECE.findall(text) if piece[0] not in _SPACES]


def blocks(html: str) -> list[Block]:
    """The blocks of clean rich text in reading order; each begins with a label."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    parser.end_block()
    return parser.blocks


class _Element:
    """An open element. `began` counts the blocks that began in it."""

    def __init__(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self.tag, self.began = tag, 0
        self.attrs = {name: value or "" for name, value in attrs if name not in _UNTOLD}
        self.is_structure = tag in _STRUCTURE

    @property
    def mark(self) -> str:
        if self.tag == "a" and "href" in self.attrs:
            rest = {name: value for name, value in self.attrs.items() if name != "href"}
            return _told_with(_("link to %(address)s") % {"address": self.attrs["href"]}, rest)
        return _told_with(_MARKS.get(self.tag, self.tag), self.attrs)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[_Element] = []
        self.blocks: list[Block] = []
        self.tokens: list[Token] = []
        self.space = False
        # What began since the last block: tables and their rows.
        self.beginnings: list[str] = []
        # The tag and level of the list that the last block was in.
        self.last_list: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, attrs)
        if tag in _ALONE:
            self._add_alone(element)
            return
        if element.is_structure:
            self.end_block()
            if tag in _BEGINNINGS:
                self.beginnings.append(_told_with(_BEGINNINGS[tag], element.attrs))
        self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if not any(element.tag == tag for element in self.open):
            return
        if tag in _STRUCTURE:
            self.end_block()
        while self.open[-1].tag != tag:
            self.open.pop()
        if tag in _EMPTY_TOO and not self.open[-1].began:
            self._begin_block()
            self.end_block()
        self.open.pop()

    def handle_data(self, data: str) -> None:
        marks = self._marks()
        for piece in _PIECE.findall(data):
            if piece[0] in _SPACES:
                self.space = True
            else:
                self._add(piece, marks)

    def end_block(self) -> None:
        if self.tokens:
            self.blocks.append(tuple(self.tokens))
        self.tokens, self.space = [], False

    def _add_alone(self, element: _Element) -> None:
        if element.tag == "br":
            self._add("\n", (), f"[{_('line break')}]\n", "break")
        elif element.tag == "img" and not self.open:
            self._add_picture(element.attrs)
        elif element.tag == "img":
            alt = element.attrs.pop("alt", "") or _("no alt text")
            told = f"[{_told_with(_('Picture: %(alt)s') % {'alt': alt}, element.attrs)}]"
            self._add(told, self._marks(), told, "picture")
        else:
            self.end_block()
            self.blocks.append((label(_("Line")),))

    def _add_picture(self, attrs: dict[str, str]) -> None:
        """A picture between two blocks is a block: which file, and what it shows, word by word."""
        self.end_block()
        source, alt = attrs.pop("src", ""), attrs.pop("alt", "")
        name = _told_with(_("Picture"), attrs)
        shows = words(alt) or [str(DECORATIVE)]
        file = Token(f"{source.rpartition('/')[2][:12]}…", key=source)
        spoken = (Token(word, key="" if alt else "none") for word in shows)
        self.blocks.append((label(name), file, *spoken))

    def _add(self, text: str, marks: tuple[str, ...], told: str = "", key: str = "") -> None:
        if not self.tokens:
            self._begin_block()
        is_first = len(self.tokens) == 1 or self.tokens[-1].key == "break"
        self.tokens.append(Token(text, marks, self.space or is_first, told, key))
        self.space = False

    def _begin_block(self) -> None:
        name = ", ".join(filter(None, [*self.beginnings, *self._names()]))
        self.tokens = [label(name) if name else label(_("Paragraph"), shown=False)]
        self.beginnings = []
        for element in self.open:
            element.began += 1

    def _names(self) -> Iterator[str]:
        """What the next block is, by its elements, outermost first."""
        lists = [element for element in self.open if element.tag in _POINTS]
        items = [element for element in self.open if element.tag == "li"]
        for element in self.open:
            if items and element is items[-1]:
                yield self._point(element, lists)
            elif element.tag in _BLOCKS:
                name = _BLOCKS[element.tag]
                if element.tag in _MAY_GO_ON and element.began:
                    name = _CONTINUED % {"name": name}
                yield _told_with(name, element.attrs)
        self.last_list = (lists[-1].tag, len(lists)) if lists else None

    def _point(self, item: _Element, lists: list[_Element]) -> str:
        points = lists[-1] if lists else _Element("ul", [])
        name: str | Promise = _POINTS[points.tag]
        if len(lists) > 1:
            name = _LEVEL % {"name": name, "level": len(lists)}
        if item.began:
            name = _CONTINUED % {"name": name}
        elif not points.began and self.last_list == (points.tag, len(lists)):
            name = _NEW_LIST % {"name": name}
        attrs = item.attrs if points.began else points.attrs | item.attrs
        return _told_with(name, attrs)

    def _marks(self) -> tuple[str, ...]:
        return tuple(sorted({element.mark for element in self.open if not element.is_structure}))


def _told_with(name: str | Promise, attrs: dict[str, str]) -> str:
    told = ", ".join(f"{key}={value}" for key, value in sorted(attrs.items()))
    return f"{name} ({told})" if told else str(name)
