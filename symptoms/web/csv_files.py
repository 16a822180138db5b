"""Tables for spreadsheets. No cell can be read as a formula (OWASP, CSV injection)."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone

# A spreadsheet reads a cell that starts with one of these as a formula. One that separates cells by
# semicolons, as in much of Europe, starts a cell wherever a semicolon, tab or new line is.
_FORMULA = re.compile(r"(^|[;\t\r\n])(?='*[=+\-@\t\r\n＝＋－＠])")  # noqa: RUF001
_MADE_SAFE = re.compile(r"(^|[;\t\r\n])'(?='*[=+\-@\t\r\n＝＋－＠])")  # noqa: RUF001


def cell(value: Any) -> str:
    """`value` as text, with an apostrophe before what a spreadsheet could run; "" for None."""
    return _FORMULA.sub(r"\1'", "" if value is None else str(value))


def as_written(text: str) -> str:
    """What was given to `cell` that returned `text`."""
    return _MADE_SAFE.sub(r"\1", text)


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
