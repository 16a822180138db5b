"""Reads tables (CSV): our own download, in any language of the site, or another program's with addresses."""

import csv
import io
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from symptoms.favorites.my_data import export
from symptoms.favorites.my_data.file_rows import (
    ADDRESS_KEYS,
    DATE_KEYS,
    BadFile,
    Row,
    add,
    as_text,
    check_parts,
    link,
    needs_some,
    short,
)
from symptoms.models import Favorite
from symptoms.web import csv_files

_COLUMNS = ("address", *ADDRESS_KEYS)
_HOW_IT_WENT = export.COLUMNS[4].lower()
_Said = TypeVar("_Said")


def is_table(text):
    """Whether its first line names a column of addresses."""
    try:
        columns = [] if text.startswith("<") else _table(text)[1]
        return any(name in _COLUMNS for name in columns)
    except csv.Error:
        return False


def from_csv(text: str) -> list[Row]:
    """A row for each line with an address. Raises BadFile."""
    table, columns = _table(text)
    rows: list[Row] = []
    for number, cells in enumerate(table):
        check_parts(number)
        said = dict(zip(columns, (csv_files.as_written(cell) for cell in cells), strict=False))
        address = next((said[key] for key in _COLUMNS if said.get(key)), None)
        if address is not None:
            when = next((said[key] for key in DATE_KEYS if said.get(key)), None)
            add(rows, link(address, when, **_own_words(columns, said)))
    return needs_some(rows)


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


def _own_words(columns, said):
    """What the reader wrote, if the table is ours."""
    if columns[: len(export.COLUMNS)] != _lower(export.COLUMNS):
        return {}
    return {
        "title": as_text(said.get("title", "")),
        "note": as_text(said.get("note", "")),
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
