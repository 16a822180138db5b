"""What a reader's file holds, whatever its format: rows, collections and questions, within bounds."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from symptoms.favorites.my_data.naming import Name, read_address
from symptoms.web import moments

MAX_LINKS = 20_000  # in a file; only links to our own pages cost anything after it is read
MAX_PARTS = 200_000  # in a file: objects, lines, links to anywhere
# How programs name the address of a link, and when it was added.
ADDRESS_KEYS = ("url", "uri", "href", "link", "given_url", "resolved_url")
DATE_KEYS = ("created_at", "date_added", "time_added", "saved", "created", "timestamp")


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


def add(rows: list[Row], row: Row) -> None:
    """Raises BadFile beyond MAX_LINKS."""
    rows.append(row)
    if len(rows) > MAX_LINKS:
        too_many = _("The file has more than %(maximum)s links. Import a part of it.")
        raise BadFile(too_many % {"maximum": intcomma(MAX_LINKS)})


def needs_some(rows: list[Row]) -> list[Row]:
    """`rows`. Raises BadFile when there are none."""
    if not rows:
        raise BadFile
    return rows


def check_parts(number: int) -> None:
    """Raises BadFile beyond MAX_PARTS."""
    if number > MAX_PARTS:
        too_many = _("The file has more than %(maximum)s parts. Import a part of it.")
        raise BadFile(too_many % {"maximum": intcomma(MAX_PARTS)})


def link(address: str, when: Any, **words: str) -> Row:
    """The row of an address, saved `when` another program says, with the owner’s `words`."""
    saved_at = _when(when)
    name = read_address(address)
    if name and not name.is_ours:
        name = None
    return Row(name, saved_at=saved_at, seen_at=saved_at, **words)


def as_text(value: Any) -> str:
    """`value`, if a database can store it as text. Raises ValueError."""
    if not isinstance(value, str) or "\0" in value:
        raise ValueError("Not a text.")
    value.encode()
    return value


def short(text: str) -> str:
    """`text` as an error quotes it."""
    return text if len(text) <= 60 else text[:57] + "…"


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
