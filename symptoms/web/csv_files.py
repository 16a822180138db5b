"""Tables for spreadsheets. No cell can be read as a formula (OWASP, CSV injection)."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone

# A spreadsheet reads a cell that starts with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> str:
    """`value` as text, with an apostrophe before what a spreadsheet could run; "" for None."""
    text = "" if value is None else str(value)
    return f"'{text}" if _is_formula(text) else text


def as_written(text: str) -> str:
    """What was given to `cell` that returned `text`."""
    return text[1:] if text.startswith("'") and _is_formula(text[1:]) else text


def lines(header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The lines of the file. Without the mark before the first, Excel does not recognize UTF-8."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(map(str, header))
    for row in rows:
        yield writer.writerow(map(cell, row))


def download(
    name: str, header: Iterable[Any], rows: Iterable[Iterable[Any]]
) -> StreamingHttpResponse:
    """The table as a file called after `name` and today's date, sent line by line."""
    response = StreamingHttpResponse(lines(header, rows), content_type="text/csv; charset=utf-8")
    filename = f"{name}-{timezone.localdate().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    return response


class _Line:
    """A file for the writer of lines, which gives each of them back."""

    def write(self, line: str) -> str:
        return line


def _is_formula(text: str) -> bool:
    """Whether a spreadsheet could run it. Quotation marks before it don't count: `as_written` removes one."""
    return text.lstrip("'").startswith(_FORMULA)
