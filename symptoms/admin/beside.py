"""What is shown beside the form of an article: what is missing before it can be published, and how easy it
is to read. Each finding leads to its field."""

import re
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from symptoms.admin import form_content
from symptoms.text import plain_language
from symptoms.text.parts import parts_of
from symptoms.workflow import checklist

_OF_A_ROW = re.compile(r"([a-z_]+)-([0-9]+)-([a-z_]+)")


class Finding(NamedTuple):
    """What there is to correct, the place of the field on the page, the field's name, and the words in it
    that are meant, "" for the whole field."""

    sentence: str
    place: str
    label: str
    passage: str = ""


class Level(NamedTuple):
    """The reading level of a text of the form, or of the whole article, which has no place."""

    label: str
    place: str
    words: int
    grade: int | None
    smog: int | None
    is_hard: bool


def findings(content, data=None) -> dict[str, Any]:
    """For the template `_checks.html`, about a content; `data` is the form from which it was read, whose
    rows may have other numbers than the content's."""
    fields = _Fields(content, data)
    blocks = checklist.blocks(content)
    advice = plain_language.advice(content)
    return {
        "missing": [fields.finding(block.sentence, block.field) for block in blocks],
        "levels": [fields.level(level) for level in plain_language.levels(content)],
        "advice": [
            (about, [fields.finding(one.sentence, one.field, one.passage) for one in found])
            for about, found in plain_language.grouped(advice)
        ],
        "advice_count": len(advice),
        "best": plain_language.BEST_GRADE,
        "hardest": plain_language.HARDEST_GRADE,
        "too_short": plain_language.MIN_WORDS_TO_GRADE,
    }


class _Fields:
    """The fields of the form by the names that the checklist and the advice use."""

    def __init__(self, content, data):
        self.parts = {part.form_name: part for part in parts_of(content)}
        self.data = data

    def finding(self, sentence, field, passage=""):
        return Finding(str(sentence), self.place(field), self.label(field), passage)

    def level(self, level):
        is_hard = level.grade is not None and level.grade > plain_language.HARDEST_GRADE
        place = self.place(level.field) if level.field else ""
        label = self.label(level.field) if level.field else _("Whole article")
        return Level(label, place, level.words, level.grade, level.smog, is_hard)

    def place(self, field):
        """The id of the field's element on the page."""
        if field.endswith("-group"):
            return field
        row = _OF_A_ROW.fullmatch(field)
        return f"id_{self._in_the_form(*row.groups())}" if row else f"id_{field}"

    def _in_the_form(self, prefix, number, name):
        if self.data is not None:
            number = form_content.numbers(self.data, prefix)[int(number)]
        return f"{prefix}-{number}-{name}"

    def label(self, field):
        """What editors call it."""
        row = _OF_A_ROW.fullmatch(field)
        if not row:
            part = self.parts.get(field.removesuffix("-group"))
            return str(part.label) if part else field
        prefix, number, name = row.groups()
        rows = self.parts[prefix]
        labels = {part.name: part.label for part in parts_of(rows.kind)}
        words = {"list": rows.label, "number": int(number) + 1, "field": labels[name]}
        said = (
            _("Tip %(number)s: %(field)s")
            if prefix == "tips"
            else _("%(list)s %(number)s: %(field)s")
        )
        return said % words
