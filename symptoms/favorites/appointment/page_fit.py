"""What fits on the two pages of an appointment sheet, estimated in millimeters.

The height is that of two pages of Letter, the shorter paper, less 18 mm margins: 2 × 243 mm. The letters
in a line are those that fit on A4, the narrower paper. Both are estimated low, because an item is never
split between pages. tests/browser/test_sheet_in_chromium.py prints the worst cases.
"""

import math
from dataclasses import dataclass

SIDES_MM = 2 * 243
RULED_MM = 10  # room to write, even with a hand that shakes
CHANGED_LINES = AGREED_LINES = 3
BLANK_QUESTIONS = 3


@dataclass(frozen=True)
class Print:
    """A size of print: millimeters of a line and of a heading with its room, letters to a line."""

    line: float
    heading: float
    letters: int

    @property
    def room(self) -> float:
        """Millimeters for questions and items: what the frame of the sheet leaves free."""
        ruled = (CHANGED_LINES + AGREED_LINES + BLANK_QUESTIONS) * RULED_MM
        head = 3 * self.heading
        feet = 2 * 3 * self.line
        unused = 2 * 3 * self.line  # what does not fit above the end of a side
        return SIDES_MM - ruled - head - 4 * self.heading - feet - unused

    def lines(self, text: str) -> int:
        return math.ceil(len(text) / self.letters) if text else 0


NORMAL = Print(line=6.3, heading=14, letters=60)
LARGE = Print(line=9.7, heading=21, letters=40)


def fits(costs: list[float], size: Print, taken: float = 0) -> list[bool]:
    """For each cost in millimeters, in order, whether it still fits; a smaller one may fit later."""
    answer = []
    for cost in costs:
        is_in = taken + cost <= size.room
        taken += cost if is_in else 0
        answer.append(is_in)
    return answer


def cost_of_question(text: str, size: Print) -> float:
    """The words and one ruled line."""
    return size.lines(text) * size.line + RULED_MM + 2


def cost_of_item(paragraphs: list[str], size: Print) -> float:
    """Each paragraph on lines of its own, in a frame."""
    return sum(size.lines(text) for text in paragraphs) * size.line + 9
