"""The chosen articles as a CSV file, which is safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from symptoms.admin.article_state import state_in_words

# A spreadsheet runs a cell that starts with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """A file for the writer of lines, which gives each of them back."""

    def write(self, line: str) -> str:
        return line


def safe(value: Any) -> str:
    """A cell that no spreadsheet runs: an apostrophe stands before what might be a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_csv(articles: Any) -> StreamingHttpResponse:
    """One line for each of `articles`, a queryset, in its order. Dates are ISO 8601, times UTC."""
    rows = articles.with_state().select_related("topic", "author").defer("body", "closing")
    response = StreamingHttpResponse(_lines(rows.iterator(500)), content_type="text/csv")
    name = f"articles-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(rows: Iterable[Any]) -> Iterator[str]:
    writer = csv.writer(_Line())
    # Spreadsheets take a file for UTF-8 if it starts with this mark.
    yield "\ufeff" + writer.writerow(
        [
            _("Title"),
            _("Address"),
            _("State"),
            _("Kind"),
            _("Topic"),
            _("Author"),
            _("Live since"),
            _("Changed"),
        ]
    )
    for row in rows:
        since = row.live_since.isoformat() if row.live_since else ""
        cells = [row.title, row.get_absolute_url(), state_in_words(row), row.get_kind_display()]
        cells += [row.topic, row.author, since, row.updated_at.isoformat()]
        yield writer.writerow(map(safe, cells))
