"""Text as paragraphs of measured words, and the lines that they take."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from symptoms.favorites.appointment.letters import width, widths

_ENDS = {"p", "li", "ul", "ol", "blockquote"}
_INDENTS = {"ul", "ol", "blockquote"}


@dataclass
class Paragraph:
    """Words by their widths in em; None is a line break that an editor typed. `indent` counts the lists
    and quotations around it. `is_last` of a list, or no point of one: room follows."""

    words: list[float | None] = field(default_factory=list)
    indent: int = 0
    has_room_after: bool = True

    def lines(self, em: float, space: float) -> int:
        """The lines it takes where one is `em` wide; `space` is the width of a space."""
        count, used = 1, 0.0
        for word in self.words:
            if word is None:
                count, used = count + 1, 0.0
                continue
            if used and used + space + word > em:
                count, used = count + 1, 0.0
            used += (space if used else 0) + word
            if used > em:  # a word that is longer than a line is broken
                more = math.ceil(used / em) - 1
                count, used = count + more, used - more * em
        return count


def of_text(text: str, is_bold: bool = False) -> Paragraph:
    """One paragraph of plain text; its line ends are spaces."""
    return Paragraph([*widths(text, is_bold)])


def of_html(html: str) -> list[Paragraph]:
    """The paragraphs and points of lists of clean rich text (sanitizer.TEXT), in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return list(reader.found())


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Paragraph] = []
        self.pieces: list[tuple[str, bool] | None] = []
        self.indent = self.bold = 0

    def handle_starttag(self, tag, attrs):
        if tag in _ENDS:
            self._end(has_room_after=tag not in {"ul", "ol"})
            self.indent += tag in _INDENTS
        elif tag == "br":
            self.pieces.append(None)
        elif tag == "strong":
            self.bold += 1

    def handle_endtag(self, tag):
        if tag in _ENDS:
            self._end(has_room_after=tag != "li")
            self.indent -= tag in _INDENTS
            if tag in _INDENTS and self.paragraphs:
                self.paragraphs[-1].has_room_after = True
        elif tag == "strong":
            self.bold -= 1

    def handle_data(self, data):
        self.pieces.append((data, self.bold > 0))

    def found(self) -> Iterator[Paragraph]:
        self._end(has_room_after=True)
        return iter(self.paragraphs)

    def _end(self, has_room_after):
        words = list(_words(self.pieces))
        self.pieces = []
        if words:
            self.paragraphs.append(Paragraph(words, self.indent, has_room_after))


def _words(pieces) -> Iterator[float | None]:
    """The words of a text in pieces: one may begin in bold and end without."""
    used = 0.0
    for piece in pieces:
        if piece is None:
            yield from filter(None, [used])
            yield None
            used = 0.0
            continue
        text, is_bold = piece
        parts = text.replace("\t", " ").replace("\n", " ").replace("\r", " ").split(" ")
        for number, part in enumerate(parts):
            if number and used:
                yield used
                used = 0.0
            used += width(part, is_bold)
    yield from filter(None, [used])
