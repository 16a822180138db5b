"""The description of each part of an article: once, in the metadata of its `ArticleContent` field.

The checklist, comparison, merging, restoring, search, the importer and the editors' form iterate over
`parts_of(content)`. They all handle a part that a subclass of `ArticleContent` adds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Value(Enum):
    """What the value of a part is. It decides how the part is read, compared, merged and restored."""

    LINE = auto()  # plain text
    LINES = auto()  # a tuple of plain texts
    RICH = auto()  # clean HTML, whose links are checked
    NUMBER = auto()  # a whole number, or None
    DAY = auto()  # an ISO 8601 date, or None
    FLAG = auto()
    TERM = auto()  # a reference, or None
    TERMS = auto()  # references that have no order of their own
    PICTURE = auto()
    ROWS = auto()  # values that are the same when they say the same
    LASTING_ROWS = auto()  # values that are the same by id, such as tips
    ARTICLES = auto()  # primary keys of articles
    DERIVED = auto()  # values that follow from another part


class Clinical(Enum):
    """Whether a medical reviewer answers for a part. `IF_ANY` leaves an empty part out of the hash, so
    that texts approved before the part existed stay approved. A part of a row counts if its row does."""

    NO = auto()
    ALWAYS = auto()
    IF_ANY = auto()


_WITH_ROWS = {Value.ROWS, Value.LASTING_ROWS, Value.ARTICLES}


def _always(_content: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of an article, or of a row in it.

    - `kind`: the type of a reference or row; it has `of(row)`, which reads a row of the working copy.
    - `rows`: reads the rows of a working copy, if not the attribute of that name.
    - `searched`: the column of the search index with its words, or "".
    - `is_quoted`: whether search results may quote it.
    - `on_pages`: whether pages about the site have it.
    - `needed`: what to tell an editor who left it empty, if `is_needed(content)`; "" if it may be empty.
      A firm need cannot be overridden.
    - `form`: its name in the editors' form, if different.
    """

    name: str = ""
    value: Value
    label: str | Promise
    kind: Any = None
    rows: Callable[[Any], Iterable[Any]] | None = None
    clinical: Clinical = Clinical.NO
    searched: str = ""
    is_quoted: bool = False
    on_pages: bool = False
    needed: str | Promise = ""
    is_needed: Callable[[Any], bool] = _always
    is_firm: bool = False
    form: str = ""

    @property
    def form_name(self) -> str:
        """Its field in the editors' form, or the prefix of its rows there."""
        return self.form or self.name

    @property
    def form_field(self) -> str:
        """What advice to an editor refers to: a field of the form, or a group of rows."""
        return f"{self.form_name}-group" if self.value in _WITH_ROWS else self.form_name


def part(value: Value, label: str | Promise, **rest: Any) -> dict[str, Part]:
    """The metadata of a dataclass field that is a part; `rest` are attributes of `Part`."""
    return {"part": Part(value=value, label=label, **rest)}


def parts_of(content: Any) -> tuple[Part, ...]:
    """The parts of a content, of a row in it, or of their class, in the order of the editors' form."""
    return _parts_of(content if isinstance(content, type) else type(content))


@cache
def _parts_of(cls: type) -> tuple[Part, ...]:
    return tuple(
        replace(field.metadata["part"], name=field.name)
        for field in fields(cls)
        if "part" in field.metadata
    )


def names_of(content: Any, *values: Value) -> tuple[str, ...]:
    """The names of its parts with one of the `values`, or of all parts if none are given."""
    return tuple(part.name for part in parts_of(content) if not values or part.value in values)


def labels_of(content: Any, names: Iterable[str]) -> list[str]:
    """What editors call the parts with `names`, in the order of the form."""
    return [str(part.label) for part in parts_of(content) if part.name in set(names)]


def rich_texts(content: Any) -> Iterator[tuple[str, str]]:
    """Each rich text of `content` with its field in the editors' form, in reading order."""
    for part in parts_of(content):
        value = getattr(content, part.name)
        if part.value is Value.RICH:
            yield part.form_name, value
        elif part.value in {Value.ROWS, Value.LASTING_ROWS}:
            for number, row in enumerate(value):
                for field, html in rich_texts(row):
                    yield f"{part.form_name}-{number}-{field}", html
