"""Reads a file that a reader imports: our own list, or bookmarks of a browser or a read-later service.

Our own files are the JSON, CSV and HTML that `export` and its template write. From other files we read
the addresses: bookmarks of browsers and linkding (HTML), wallabag (JSON), Pocket (HTML, CSV), and others.
Nothing here queries the database.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.favorites.my_data import export
from symptoms.favorites.my_data.naming import Name, read_address
from symptoms.models import Favorite
from symptoms.models.collection import MAX_COLLECTIONS
from symptoms.models.favorite import MAX_FAVORITES
from symptoms.models.own_question import MAX_QUESTIONS
from symptoms.web import moments

MAX_LINKS = 20_000  # in a file; only links to our own pages cost anything after it is read
MAX_PARTS = 200_000  # in a file: objects, lines, links to anywhere
MAX_PLACES = 10_000  # in all collections of a file together
_TOO_MANY = {
    "favorites": (
        MAX_FAVORITES,
        gettext_lazy(
            "The file has more than %(maximum)s favorites. An account can’t have that many."
        ),
    ),
    "collections": (
        MAX_COLLECTIONS,
        gettext_lazy(
            "The file has more than %(maximum)s collections. An account can’t have that many."
        ),
    ),
    "questions": (
        MAX_QUESTIONS,
        gettext_lazy(
            "The file has more than %(maximum)s questions. An account can’t have that many."
        ),
    ),
}
_VERSIONS = (1, 2)
_ADDRESS_KEYS = ("url", "uri", "href", "link", "given_url", "resolved_url")
_COLUMNS = ("address", *_ADDRESS_KEYS)
_DATE_KEYS = ("created_at", "date_added", "time_added", "saved", "created", "timestamp")
_HOW_IT_WENT = export.COLUMNS[4].lower()
_Said = TypeVar("_Said")
_LINK = re.compile(r"<a\s([^>]*)", re.IGNORECASE)
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_HREF = re.compile(rf"(?<![\w-])href{_VALUE}", re.IGNORECASE)
_ADDED = re.compile(rf"(?<![\w-])(?:add_date|time_added){_VALUE}", re.IGNORECASE)


class BadFile(Exception):
    """Why the file can't be imported, in words for its owner, or ""."""


@dataclass(frozen=True)
class Row:
    """One article, tip or link in the file. `name` is None if it can't be a page on this site."""

    name: Name | None
    title: str = ""
    note: str = ""
    status: str = ""
    saved_at: datetime | None = None
    seen_at: datetime | None = None


@dataclass
class ListFile:
    """`collections` are names and the names of what is in them; `questions` texts and stars."""

    rows: list[Row]
    collections: list[tuple[str, list[Name]]] = field(default_factory=list)
    questions: list[tuple[str, int | None]] = field(default_factory=list)


def read(content: bytes) -> ListFile:
    """The contents of the file. Raises BadFile."""
    text = _decoded(content).lstrip()
    try:
        if text.startswith(("{", "[")):
            return _from_json(text)
        # A note in a table may contain links, too.
        is_page = _LINK.search(text) and not _is_table(text)
        return ListFile(_from_html(text) if is_page else _from_csv(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, csv.Error) as error:
        raise BadFile from error


def _decoded(content):
    """The text: Unicode if it has a byte order mark, UTF-8, or else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    raise BadFile


# --- JSON ------------------------------------------------------------------------------------------


def _from_json(text):
    _check_parts(text.count("{") + text.count("["))
    data = json.loads(text, parse_constant=_no_number)
    if isinstance(data, dict) and data.get("format") == export.FORMAT:
        return _ours(data)
    return ListFile(_linked(data))


def _no_number(name):
    raise ValueError(f"{name} is no number.")


def _linked(data):
    """A row for each object in `data` that has an address, at any depth."""
    rows: list[Row] = []
    waiting = [data]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            address = next((part[k] for k in _ADDRESS_KEYS if isinstance(part.get(k), str)), None)
            if address is not None:
                _add(rows, _link(address, next((part[k] for k in _DATE_KEYS if k in part), None)))
            waiting.extend(_parts(part.values()))
        elif isinstance(part, list):
            waiting.extend(_parts(part))
    return _some(rows)


def _parts(values):
    return [value for value in reversed(values) if isinstance(value, dict | list)]


def _ours(data):
    if data["version"] not in _VERSIONS:
        raise ValueError("Another version.")
    _check_sizes(data)
    rows = [_our_row(row) for row in data["favorites"]]
    names = {_key(said): row.name for said, row in zip(data["favorites"], rows, strict=True)}
    collections = [
        (_text(one["name"]), [name for item in one["items"] if (name := names[_key(item)])])
        for one in data["collections"]
    ]
    questions = [(_text(one["text"]), _star(one["star"])) for one in data["questions"]]
    return ListFile(rows, collections, questions)


def _check_sizes(data):
    for name, (maximum, too_many) in _TOO_MANY.items():
        if not isinstance(data[name], list):
            raise TypeError("Not a list.")
        if len(data[name]) > maximum:
            raise BadFile(too_many % {"maximum": intcomma(maximum)})
    if sum(len(one["items"]) for one in data["collections"]) > MAX_PLACES:
        in_collections = _("The collections in the file have more than %(maximum)s entries.")
        raise BadFile(in_collections % {"maximum": intcomma(MAX_PLACES)})


def _our_row(row):
    if row["kind"] not in ("article", "tip"):
        raise ValueError("Not an article or a tip.")
    title, uuid = _text(row.get("title", "")), _uuid(row.get("uuid"))
    named = read_address(_text(row.get("address", "")), title, uuid)
    if named is None or named.kind != row["kind"]:
        named = Name(row["kind"], uuid=uuid, title=title) if uuid else None
    return Row(
        named,
        title,
        _text(row["note"]),
        _text(row["status"]),
        _moment(row["saved_at"], title),
        _moment(row["seen_at"], title),
    )


def _key(row):
    """How our own file refers to a favorite in it: since version 2, by its uuid."""
    if "uuid" in row:
        return row["kind"], _uuid(row["uuid"])
    if type(row["id"]) is not int or not 0 < row["id"] < 2**62:
        raise ValueError("Not an id.")
    return row["kind"], row["id"]


def _uuid(text):
    return str(UUID(_text(text))) if text is not None else ""


def _star(star):
    if star is not None and type(star) is not int:
        raise TypeError("Not a star.")
    return star


def _moment(text, title):
    try:
        return moments.from_iso(text)
    except (ValueError, OverflowError):
        raise BadFile(_("“%(title)s” has an invalid date.") % {"title": short(title)}) from None


def _text(value):
    """`value`, if a database can store it as text. Raises ValueError."""
    if not isinstance(value, str) or "\0" in value:
        raise ValueError("Not a text.")
    value.encode()
    return value


# --- HTML and CSV ----------------------------------------------------------------------------------


def _from_html(text):
    rows: list[Row] = []
    for number, found in enumerate(_LINK.finditer(text)):
        _check_parts(number)
        href, added = _HREF.search(found[1]), _ADDED.search(found[1])
        if href:
            _add(rows, _link(unescape(_value(href)), added and _value(added)))
    return _some(rows)


def _value(match):
    return match[1] or match[2] or match[3] or ""


def _is_table(text):
    """Whether its first line names a column of addresses."""
    try:
        columns = [] if text.startswith("<") else _table(text)[1]
        return any(name in _COLUMNS for name in columns)
    except csv.Error:
        return False


def _table(text):
    """The lines of a table, and the names of its columns; our own names are in English."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = [name.strip().lower() for name in next(table, [])]
    return table, _in_english(columns)


def _in_english(columns):
    """`columns`, with the names of our own table translated back: it was downloaded in some language."""
    count = len(export.COLUMNS)
    is_ours = columns[:count] in in_each_language(lambda: _lower(export.column_names()))
    return _lower(export.COLUMNS) + columns[count:] if is_ours else columns


def _lower(names):
    return [name.lower() for name in names]


def in_each_language(say: Callable[[], _Said]) -> list[_Said]:
    """What `say` returns in English and in each language of the site."""
    answers = []
    for code in {"en", *dict(settings.LANGUAGES)}:
        with translation.override(code):
            answers.append(say())
    return answers


def _from_csv(text):
    table, columns = _table(text)
    rows: list[Row] = []
    for number, cells in enumerate(table):
        _check_parts(number)
        said = dict(zip(columns, (export.as_written(cell) for cell in cells), strict=False))
        address = next((said[key] for key in _COLUMNS if said.get(key)), None)
        if address is not None:
            when = next((said[key] for key in _DATE_KEYS if said.get(key)), None)
            _add(rows, _link(address, when, **_own_words(columns, said)))
    return _some(rows)


def _own_words(columns, said):
    """What the reader wrote, if the table is ours."""
    if columns[: len(export.COLUMNS)] != _lower(export.COLUMNS):
        return {}
    return {
        "title": _text(said.get("title", "")),
        "note": _text(said.get("note", "")),
        "status": _status(said.get(_HOW_IT_WENT, "")),
    }


def _status(words):
    """The status that `words` are the label of, in a language of the site. Raises BadFile."""
    if not words:
        return ""
    for labels in in_each_language(_statuses_by_label):
        if words in labels:
            return labels[words]
    raise BadFile(
        _("“%(words)s” doesn’t say how a tip went in words this site uses.")
        % {"words": short(words)}
    )


def _statuses_by_label():
    return {str(label): value for value, label in Favorite.Status.choices}


def _link(address, when, **words):
    saved_at = _when(when)
    name = read_address(address)
    if name and not name.is_ours:
        name = None
    return Row(name, saved_at=saved_at, seen_at=saved_at, **words)


def _when(said: Any) -> datetime | None:
    """A date as other programs write it; None if it can't be read."""
    text = str(said).strip() if isinstance(said, (str, int)) else ""
    for read_as in (moments.from_epoch, moments.from_iso, _from_day):
        try:
            return read_as(text)
        except (ValueError, OverflowError):
            continue
    return None


def _from_day(text):
    return moments.from_iso(f"{datetime.strptime(text, '%Y-%m-%d').date()}T00:00:00+00:00")  # noqa: DTZ007


def _add(rows, row):
    rows.append(row)
    if len(rows) > MAX_LINKS:
        too_many = _("The file has more than %(maximum)s links. Import a part of it.")
        raise BadFile(too_many % {"maximum": intcomma(MAX_LINKS)})


def _check_parts(number):
    if number > MAX_PARTS:
        too_many = _("The file has more than %(maximum)s parts. Import a part of it.")
        raise BadFile(too_many % {"maximum": intcomma(MAX_PARTS)})


def _some(rows):
    if not rows:
        raise BadFile
    return rows


def short(text: str) -> str:
    """`text` as an error quotes it."""
    return text if len(text) <= 60 else text[:57] + "…"
