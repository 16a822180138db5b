"""The one sanitizer. Rich text goes through `clean` on every write, whoever writes it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Set
from html import escape, unescape
from typing import Any

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from symptoms.text import (
    link_addresses,
    presentation,
    sentences,
    superscripts,
    text_pictures,
)

# The elements match the editor's buttons and nothing else. `SECTIONS` adds what an article's body
# may also have: headings below the page's h1, tables, and pictures between its blocks
# (`text_pictures`).
TEXT = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote"})
SECTIONS = TEXT | {"h2", "h3", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "img"}

# What the sanitizer would mistake for the scheme of an address that is not completed yet.
_STARTS = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
_SPAN = re.compile(r"[2-9]|1[0-9]|20")
# The editor has one kind of row: rows of a head or foot join the others.
_PARTS_OF_A_TABLE = re.compile(r"</(?:thead|tbody|tfoot)>\s*<(?:thead|tbody|tfoot)>")
_EDGE_OF_A_TABLE = re.compile(r"<(/?)(?:thead|tfoot)>")
_NOTHING = re.compile(r"(?:\s|&nbsp;|<br>|</?(?:p|blockquote|table|tbody|tr|t[hd])(?: [^>]*)?>)*")
# Where a sentence must end or continue, because the markup that showed it is gone. The patterns
# start after a letter, never within spaces, so that many spaces cost no more than a few.
_BETWEEN_ITEMS = re.compile(
    r"(?<![.!?:;,\s])\s*(?:</p>\s*)?(?:</li>\s*(?=<li>)|</t[hd]>\s*(?=<t[hd]))"
)
_BETWEEN_CELLS = re.compile(r"(?<![.!?:;,\s])\s*(?:</p>\s*)?</t[hd]>\s*(?=<t[hd])")
_UNFINISHED = re.compile(r"(?<![.!?:;,>\s])\s*</(?:p|li|h2|h3|t[hd])>")
# What separates words, and where a line of them ends. A row of a table is one line.
_EDGE = re.compile(r"<(?:/?(?:p|li|ul|ol|h2|h3|blockquote|table|tbody|tr|th|td)\b[^>]*|br ?/?)>")
_LINE_END = re.compile(r"</(?:li|h2|h3|tr)>|</p>(?!\s*</t[hd]>)")
_LISTS = re.compile(r"<([uo]l)>.*</\1>", re.DOTALL)
_NO_MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
_TAG = re.compile(r"<(/?)(?!(?:br|img)\b)[a-zA-Z]")
_BLOCK_EDGE = re.compile(r"<(/?)(?:img|(?!br\b)[a-zA-Z])")

LONGEST = 200_000
DEEPEST = 60


class TooMuch(ValueError):
    """Rich text so long or so deeply nested that cleaning it would take too long."""


def _completed(element: str, attribute: str, value: str) -> str | None:
    """An address that cannot be understood stays as it is if it does no harm: nothing typed is lost
    here.
    """
    if element != "a" or attribute != "href":
        return _kept(element, attribute, value)
    try:
        value = link_addresses.completed(value)
    except link_addresses.Unclear:
        value = value.strip()
    return _kept(element, attribute, value)


def _kept(element: str, attribute: str, value: str) -> str | None:
    return value if _IS_KEPT.get(attribute, _SPAN.fullmatch)(value) else None


_IS_KEPT: dict[str, Callable[[str], object]] = {
    "href": link_addresses.is_safe,
    "src": text_pictures.is_address,
    "alt": lambda value: True,
}
_SPANS = {"colspan", "rowspan"}


def _cleaner(
    tags: Set[str],
    attribute_filter: Callable[[str, str, str], str | None],
    schemes: Set[str] = link_addresses.SCHEMES,
) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        attributes={"a": {"href"}, "th": _SPANS, "td": _SPANS, "img": {"src", "alt"}},
        attribute_filter=attribute_filter,
        url_schemes=set(schemes),
        link_rel="noopener noreferrer",
        clean_content_tags={"script", "style"},
        strip_comments=True,
    )


_CLEANERS = {tags: _cleaner(tags, _completed) for tags in (TEXT, SECTIONS)}
_SHOWN = {True: _cleaner(SECTIONS, _kept), False: _cleaner(SECTIONS - {"img"}, _kept)}


def clean(html: str, tags: frozenset[str] = TEXT) -> str:
    """`html` with only `tags`, and links only to web, mail, telephone, or this site. Their addresses
    are completed; see `addresses`.

    Idempotent. Markup without text becomes an empty string. Not escaped twice: the result is
    HTML, to be shown through `trusted`. Raises TooMuch beyond LONGEST characters or DEEPEST levels,
    because parsing time grows with the square of the depth.
    """
    if len(html) > LONGEST or _depth(html) > DEEPEST:
        raise TooMuch(_("This text is too long, or its elements are nested too deeply."))
    cleaner = _cleaner_for(html, tags)
    cleaned = cleaner.clean(superscripts.as_signs(html.replace("\0", ""), tags))
    if "<table>" in cleaned:
        cleaned = _as_the_editor_writes(cleaner.clean(cleaned))
    cleaned = text_pictures.only_between_blocks(cleaned)
    return "" if _NOTHING.fullmatch(cleaned) else cleaned.strip()


def _as_the_editor_writes(html: str) -> str:
    return _EDGE_OF_A_TABLE.sub(r"<\1tbody>", _PARTS_OF_A_TABLE.sub("", html))


def _cleaner_for(html: str, tags: frozenset[str]) -> nh3.Cleaner:
    """A cleaner that checks every start that looks like a scheme with `addresses`:
    www.example.org:8080.
    """
    starts = {start.lower() for start in _STARTS.findall(html)} - link_addresses.SCHEMES
    return (
        _cleaner(tags, _completed, link_addresses.SCHEMES | starts) if starts else _CLEANERS[tags]
    )


def _depth(html: str) -> int:
    deepest = depth = 0
    for tag in _TAG.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def blocks(html: str) -> list[str]:
    """Clean rich text, split between its outermost elements; joined, the blocks are `html`."""
    found, start, depth = [], 0, 0
    for tag in _BLOCK_EDGE.finditer(html):
        depth += 0 if tag[0] == "<img" else -1 if tag[1] else 1
        if depth == 0:
            end = html.index(">", tag.start()) + 1
            found.append(html[start:end])
            start = end
    return [*found, html[start:]] if html[start:] else found


def trusted(html: str, figure: Callable[[text_pictures.Named], str] | None = None) -> SafeString:
    """Rich text that `clean` wrote, marked as not to be escaped again.

    It is cleaned once more on its way out (about 20 microseconds), so that even a row that was
    written without the models cannot run scripts in a reader's browser. `figure` makes the markup
    of a picture in it; without one, pictures are left out.
    """
    shown = _as_the_editor_writes(_SHOWN[bool(figure)].clean(html))
    shown = presentation.dressed(text_pictures.only_between_blocks(shown))
    shown = text_pictures.shown(shown, figure) if figure else shown
    return mark_safe(shown)  # noqa: S308  (cleaned above)


def data_block(data: Any) -> SafeString:
    """`data` as JSON for the content of a script element that is not run: nothing in it can end the
    element or begin another (the same three signs as Django's json_script)."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_NO_MARKUP))  # noqa: S308


def plain(html: str) -> str:
    """The words of rich text on one line, for search, descriptions and feeds."""
    spaced = _EDGE.sub(" ", html)
    return " ".join(unescape(strip_tags(spaced)).split())


def summary(html: str, longest: int) -> str:
    """The beginning of rich text, in at most `longest` characters; see `sentences.beginning`. The items of
    a list are separated by commas, because they share one line, and belong to the sentence before them.
    """
    joined = _UNFINISHED.sub(". ", _BETWEEN_ITEMS.sub(", ", html))
    return sentences.beginning(plain(_LISTS.sub(_on_one_line, joined)), longest)


def _on_one_line(lists: re.Match[str]) -> str:
    return f" {escape(plain(lists[0])).replace(' ', sentences.INSIDE)} "


def paragraphs(html: str) -> list[str]:
    """The words of rich text, one line for each paragraph, heading, list item or table row."""
    parts = _LINE_END.split(_BETWEEN_CELLS.sub(", ", html))
    return list(_with_what_leads_in((part, plain(part)) for part in parts))


def _with_what_leads_in(parts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Each list item after the words that introduce it: “Do not: push on”, and not “push on”."""
    lead = ""
    for html, line in parts:
        if not line:
            continue
        if "<li>" in html:
            yield f"{lead} {line}".strip()
        else:
            lead = line if line.endswith(":") else ""
            yield line
