"""Sides of paper in millimeters, and what stands on them.

The sizes are those of print.css, where the sheet has its own; tests/browser/test_sheet_in_chromium.py
holds what is computed here against what Chromium prints.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from symptoms.favorites.appointment.letters import width
from symptoms.favorites.appointment.paragraphs import Paragraph

_POINT = 25.4 / 72
_PIXEL = 25.4 / 96
LINE, HEADING_LINE = 1.35, 1.25  # line-height
INDENT = 1.5  # em
BETWEEN = 1.0  # below a paragraph
RULED = 10.0  # room to write, even with a hand that shakes
GAP = 2.0  # between two items
_FRAME, _PADDING_ACROSS, _PADDING_DOWN = _PIXEL, 3.0, 1.0
_SPARE = 0.995  # of a line: browsers round


@dataclass(frozen=True)
class Paper:
    """What margins of 18 mm leave of a side."""

    width: float
    height: float


A4 = Paper(210 - 36, 297 - 36)
LETTER = Paper(215.9 - 36, 279.4 - 36)


@dataclass(frozen=True)
class Print:
    """A size of print on one paper. All heights are in millimeters."""

    points: float
    paper: Paper

    @property
    def em(self) -> float:
        return self.points * _POINT

    @property
    def line(self) -> float:
        return self.em * LINE

    def lines(self, paragraph: Paragraph, scale: float = 1, inset: float = 0) -> int:
        room = self.paper.width * _SPARE - inset - paragraph.indent * INDENT * self.em
        return paragraph.lines(room / (self.em * scale), width(" "))

    def heading(self, paragraph: Paragraph, scale: float, around: float, inset: float = 0) -> float:
        """The height of a heading whose letters are `scale` times as large, with the room `around` it."""
        return self.lines(paragraph, scale, inset) * self.em * scale * HEADING_LINE + around

    def text(self, paragraph: Paragraph, inset: float = 0) -> float:
        after = BETWEEN if paragraph.has_room_after else 0
        return self.lines(paragraph, inset=inset) * self.line + after

    def item(self, title: Paragraph, texts: list[Paragraph], source: Paragraph) -> list[float]:
        """The heights of what a framed item is made of: each may stand on another side than the one
        before. Its title stays with the first lines, two lines of a text together, and its source with
        the last."""
        inset = 2 * (_PADDING_ACROSS + _FRAME)
        pieces = [piece for text in texts for piece in self._pieces(text, inset)] or [0.0]
        pieces[0] += self.heading(title, 1, _FRAME + _PADDING_DOWN, inset)
        pieces[-1] += self.lines(source, inset=inset) * self.line + _PADDING_DOWN + _FRAME + GAP
        return pieces

    def _pieces(self, paragraph, inset):
        """Two lines, single lines, and two lines: "orphans" and "widows"."""
        count, after = self.lines(paragraph, inset=inset), self.text(paragraph, inset)
        if count <= 3:
            return [after]
        left = after - count * self.line
        return [2 * self.line, *[self.line] * (count - 4), 2 * self.line + left]


NEVER = 1_000


def sides(pieces: Iterable[float], height: float) -> tuple[int, float]:
    """How many sides the pieces take in their order, and how much of the last is used. A piece that is
    taller than a side fits on no number of them."""
    count, used = 1, 0.0
    for piece in pieces:
        if piece > height:
            return NEVER, height
        if used + piece > height:
            count, used = count + 1, 0.0
        used += piece
    return count, used
