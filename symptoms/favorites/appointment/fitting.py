"""What of a choice fits on two sides of paper, A4 or Letter, and how much room to write is left.

Nothing is shortened: an item is on the sheet in full, or it is left out and named. When there is not room
for all, there are fewer lines to write on, and an item may go on over the page; what is left of the second
side then has lines to write on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from symptoms.favorites.appointment import paragraphs
from symptoms.favorites.appointment.paper import A4, LETTER, RULED, Print, sides

NORMAL, LARGE = 13, 18
SIDES = 2
_QUESTION_GAP = 1.0
_CODE = 40.0


@dataclass(frozen=True)
class Room:
    """How many lines to write on stand below each heading. `a4` are those that only A4 has room for."""

    blank: int
    changed: int
    agreed: int
    a4: int = 0


USUAL, LITTLE = Room(3, 3, 3), Room(1, 2, 2)


@dataclass(frozen=True)
class Item:
    """The measured words of an article or a tip. `signs` ask for an ambulance."""

    title: paragraphs.Paragraph
    texts: list[paragraphs.Paragraph]
    source: paragraphs.Paragraph
    signs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frame:
    """The words that are on every sheet."""

    title: str
    words: str
    questions: str
    talk: str
    changed: str
    agreed: str
    emergency: str
    foot: str
    has_code: bool = False


@dataclass(frozen=True)
class Fit:
    """The places, in what was chosen, of the questions and items on the sheet, and the room to write.
    `goes_on`: whether an item may begin on one side and end on the next."""

    questions: list[int]
    items: list[int]
    room: Room
    goes_on: bool = False


class Sheet:
    """A choice, measured once and laid out in more than one way."""

    def __init__(self, frame: Frame, questions: list[str], items: list[Item], points: float):
        self.frame = {
            name: paragraphs.of_text(words, is_bold=True)
            for name, words in vars(frame).items()
            if words and name != "has_code"
        }
        self.has_code = frame.has_code
        self.questions = [paragraphs.of_text(text) for text in questions]
        self.items = items
        self.prints = [Print(points, paper) for paper in (A4, LETTER)]
        self.signs = {
            sign: paragraphs.Paragraph(paragraphs.of_text(sign).words, 1, False)
            for item in items
            for sign in item.signs
        }

    def fit(self, most: int | None = SIDES) -> Fit:
        """The most that fits on `most` sides; everything, if that is None."""
        all_of_it = Fit(list(range(len(self.questions))), list(range(len(self.items))), USUAL)
        if most is None:
            return all_of_it
        for room, goes_on in ((USUAL, False), (LITTLE, False), (LITTLE, True)):
            whole = replace(all_of_it, room=room, goes_on=goes_on)
            if self._is_on(whole, most):
                return whole
        return self._filled(self._chosen(most), most)

    def is_tall(self, item: Item) -> bool:
        """Whether an item does not fit on one side."""
        return any(sum(self._item(item, size)) > size.paper.height for size in self.prints)

    def sides(self, fit: Fit) -> int:
        return max(self._sides(fit, size)[0] for size in self.prints)

    def _chosen(self, most):
        """The questions, and then the items, each in order; a smaller one may fit after one that does not."""
        fit = Fit([], [], LITTLE, goes_on=True)
        for name, count in (("questions", len(self.questions)), ("items", len(self.items))):
            for place in range(count):
                more_of_it: dict[str, Any] = {name: [*getattr(fit, name), place]}
                more = replace(fit, **more_of_it)
                fit = more if self._is_on(more, most) else fit
        return fit

    def _filled(self, fit, most):
        """With lines to write on for the rest of the last side, of each paper."""
        more = [self._more_lines(fit, size, most) for size in self.prints]
        agreed = fit.room.agreed + min(more)
        return replace(fit, room=replace(fit.room, agreed=agreed, a4=max(0, more[0] - min(more))))

    def _more_lines(self, fit, size, most):
        count, used = self._sides(fit, size)
        left = (most - count) * size.paper.height + size.paper.height - used
        return max(0, int(left // RULED))

    def _is_on(self, fit, most):
        return all(self._sides(fit, size)[0] <= most for size in self.prints)

    def _sides(self, fit, size):
        return sides(self._pieces(fit, size), size.paper.height)

    def _pieces(self, fit: Fit, size: Print) -> Iterator[float]:
        yield sum(self._top(fit, size))
        yield from self._section("questions", size, self._questions(fit, size))
        if fit.items:
            yield from self._section("talk", size, self._items(fit, size))
        yield from self._section("changed", size, [RULED] * fit.room.changed)
        yield from self._section("agreed", size, [RULED] * fit.room.agreed)
        if self.has_code:
            yield _CODE
        yield size.text(self.frame["foot"])

    def _top(self, fit, size):
        yield size.heading(self.frame["title"], 1.4, 2)
        if "words" in self.frame:
            yield size.text(self.frame["words"])
        yield size.line + 2
        signs = dict.fromkeys(chain.from_iterable(self.items[place].signs for place in fit.items))
        if signs:
            yield size.heading(self.frame["emergency"], 1, 5)
            yield from (size.text(self.signs[sign], 8) for sign in signs)

    def _section(self, name, size, pieces):
        """A heading stays with what follows it."""
        heading = size.heading(self.frame[name], 1.2, 4)
        for piece in pieces:
            yield heading + piece
            heading = 0

    def _questions(self, fit, size):
        for place in fit.questions:
            text = size.lines(self.questions[place], inset=size.em * 1.5) * size.line
            yield text + RULED + _QUESTION_GAP
        yield from [RULED + _QUESTION_GAP] * fit.room.blank

    def _items(self, fit, size):
        for place in fit.items:
            item = self.items[place]
            pieces = self._item(item, size)
            yield from pieces if fit.goes_on or self.is_tall(item) else [sum(pieces)]

    def _item(self, item, size):
        return size.item(item.title, item.texts, item.source)
