"""What a page adds to clean rich text that no editor types: ids of headings, and tables in which a
screen reader announces the column of each value, and that scroll where a phone is too narrow.

It reads only what the sanitizer wrote, where every element is closed and no attribute is unknown.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from typing import NamedTuple

from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext as _

# Ids that article pages use for their own parts.
RESERVED = {
    "care", "care-rest", "crisis", "kind", "main", "main-article", "message", "moment", "more", "on-this-page", "print-sheet", "print-sheet-own",
    "print-sheet-title", "q", "q-help", "questions", "related", "related-symptoms", "sources", "sponsored", "symptom", "symptoms", "healthcare-team", "tips", "topics",
}  # fmt: skip
_RESERVED_STARTS = ("tip-", "care-", "tick-", "ask-")

_HEADING = re.compile(r"<(h[23])>(.*?)</\1>", re.DOTALL)
_CELL = r"<th(?: (?:col|row)span=\"\d+\")*>(?:(?!<t[hdr]\b|<table>).)*?</th>"
_HEAD = re.compile(rf"<table><tbody>(<tr>(?:{_CELL})+</tr>)", re.DOTALL)
_TH = re.compile(r"<th\b")


def dressed(html: str) -> str:
    """`html`, which `sanitizer.clean` wrote, as a page shows it."""
    if "<h2>" in html or "<h3>" in html:
        names = iter(anchors(html))
        html = _HEADING.sub(lambda found: f'<{found[1]} id="{next(names)}"{found[0][3:]}', html)
    return _tables(html) if "<table>" in html else html


def anchors(html: str) -> list[str]:
    """The ids of the headings of a text, in order: their words, with a number where an id is taken."""
    return list(names_of(_words(found[2]) for found in _HEADING.finditer(html)))


class Section(NamedTuple):
    """A heading of the second level: its id and its words."""

    anchor: str
    words: str


def sections(html: str) -> list[Section]:
    """The headings of the second level in `html`, in order, as `dressed` names them."""
    found = [(match[1], _words(match[2])) for match in _HEADING.finditer(html)]
    named = zip(found, anchors(html), strict=True)
    return [Section(anchor, words) for (level, words), anchor in named if level == "h2"]


def names_of(titles: Iterable[str]) -> Iterator[str]:
    """The ids for headings with these words."""
    taken = set(RESERVED)
    for title in titles:
        wanted = slugify(title) or "section"
        wanted = f"section-{wanted}" if wanted.startswith(_RESERVED_STARTS) else wanted
        number, name = 1, wanted
        while name in taken:
            number, name = number + 1, f"{wanted}-{number + 1}"
        taken.add(name)
        yield name


def _tables(html: str) -> str:
    html = _HEAD.sub(_with_columns, html)
    html = re.sub(r"<th(?! scope)\b", '<th scope="row"', html)
    html = re.sub(r"<table>(?!<thead)", f"{_box(_('Table'))}<table>", html)
    return html.replace("</table>", "</table></div>")


def _with_columns(found: re.Match[str]) -> str:
    """A first row with only header cells is the table's head, and names the box it scrolls in."""
    row = _TH.sub('<th scope="col"', found[1])
    cells = re.findall(r"<th[^>]*>(.*?)</th>", found[1], re.DOTALL)
    columns = ", ".join(filter(None, map(_words, cells)))
    label = _("Table: %(columns)s") % {"columns": columns} if columns else _("Table")
    return f"{_box(label)}<table><thead>{row}</thead><tbody>"


def _box(label: str) -> str:
    """Arrow keys scroll it when it has the focus, so it is focusable and needs a name."""
    return f'<div class="table" role="group" tabindex="0" aria-label="{escape(label)}">'


def _words(html: str) -> str:
    return " ".join(unescape(strip_tags(html)).split())
