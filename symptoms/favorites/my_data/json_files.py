"""Reads JSON: our own list, of each version so far, or any other program's with addresses in it."""

import json
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.favorites.my_data import export
from symptoms.favorites.my_data.file_rows import (
    ADDRESS_KEYS,
    DATE_KEYS,
    BadFile,
    ListFile,
    Row,
    add,
    as_text,
    check_parts,
    link,
    needs_some,
    short,
)
from symptoms.favorites.my_data.naming import Name, read_address
from symptoms.models.collection import MAX_COLLECTIONS
from symptoms.models.favorite import MAX_FAVORITES
from symptoms.models.own_question import MAX_QUESTIONS
from symptoms.web import moments

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


def from_json(text: str) -> ListFile:
    """What the JSON holds. Raises BadFile, and ValueError, TypeError or KeyError for what is no list."""
    check_parts(text.count("{") + text.count("["))
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
            address = next((part[k] for k in ADDRESS_KEYS if isinstance(part.get(k), str)), None)
            if address is not None:
                add(rows, link(address, next((part[k] for k in DATE_KEYS if k in part), None)))
            waiting.extend(_parts(part.values()))
        elif isinstance(part, list):
            waiting.extend(_parts(part))
    return needs_some(rows)


def _parts(values):
    return [value for value in reversed(values) if isinstance(value, dict | list)]


def _ours(data):
    if data["version"] not in _VERSIONS:
        raise ValueError("Another version.")
    _check_sizes(data)
    rows = [_our_row(row) for row in data["favorites"]]
    names = {_key(said): row.name for said, row in zip(data["favorites"], rows, strict=True)}
    collections = [
        (as_text(one["name"]), [name for item in one["items"] if (name := names[_key(item)])])
        for one in data["collections"]
    ]
    questions = [(as_text(one["text"]), _star(one["star"])) for one in data["questions"]]
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
    title, uuid = as_text(row.get("title", "")), _uuid(row.get("uuid"))
    named = read_address(as_text(row.get("address", "")), title, uuid)
    if named is None or named.kind != row["kind"]:
        named = Name(row["kind"], uuid=uuid, title=title) if uuid else None
    return Row(
        named,
        title,
        as_text(row["note"]),
        as_text(row["status"]),
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
    return str(UUID(as_text(text))) if text is not None else ""


def _star(star):
    if star is not None and type(star) is not int:
        raise TypeError("Not a star.")
    return star


def _moment(text, title):
    try:
        return moments.from_iso(text)
    except (ValueError, OverflowError):
        raise BadFile(_("“%(title)s” has an invalid date.") % {"title": short(title)}) from None
