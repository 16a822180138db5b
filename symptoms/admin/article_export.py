"""The chosen articles as a table for spreadsheets."""

from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from symptoms.admin.article_state import state_in_words
from symptoms.web import csv_files


def as_csv(articles: Any) -> StreamingHttpResponse:
    """One line for each of `articles`, a queryset, in its order. Dates are ISO 8601, times UTC."""
    rows = articles.with_state().select_related("topic", "author").defer("body", "closing")
    header = [
        _("Title"),
        _("Address"),
        _("State"),
        _("Kind"),
        _("Topic"),
        _("Author"),
        _("Live since"),
        _("Changed"),
    ]
    return csv_files.download("articles", header, map(_cells, rows.iterator(500)))


def _cells(row):
    since = row.live_since.isoformat() if row.live_since else ""
    named = [row.title, row.get_absolute_url(), state_in_words(row), row.get_kind_display()]
    return [*named, row.topic, row.author, since, row.updated_at.isoformat()]
