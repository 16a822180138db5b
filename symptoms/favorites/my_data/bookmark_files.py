"""Reads the links of a web page: our own download, or bookmarks of a browser or a read-later service."""

import re
from html import unescape

from symptoms.favorites.my_data.file_rows import Row, add, check_parts, link, needs_some

_LINK = re.compile(r"<a\s([^>]*)", re.IGNORECASE)
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_HREF = re.compile(rf"(?<![\w-])href{_VALUE}", re.IGNORECASE)
_ADDED = re.compile(rf"(?<![\w-])(?:add_date|time_added){_VALUE}", re.IGNORECASE)


def has_links(text: str) -> bool:
    return _LINK.search(text) is not None


def from_html(text: str) -> list[Row]:
    """A row for each link. Raises BadFile."""
    rows: list[Row] = []
    for number, found in enumerate(_LINK.finditer(text)):
        check_parts(number)
        href, added = _HREF.search(found[1]), _ADDED.search(found[1])
        if href:
            add(rows, link(unescape(_value(href)), added and _value(added)))
    return needs_some(rows)


def _value(match):
    return match[1] or match[2] or match[3] or ""
