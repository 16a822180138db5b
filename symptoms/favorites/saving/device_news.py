"""What changed in the list on a device since its reader saved something, or last looked."""

from dataclasses import replace

from django.db.models import Case, DateTimeField, QuerySet, Value, When

from symptoms.favorites.notebook.details import compared, said
from symptoms.favorites.notebook.entries import Entry, entries
from symptoms.favorites.saving.device_list import SavedItem
from symptoms.models import Edition, EditionTip, versions_said


def listed(saved: list[SavedItem]) -> list[Entry]:
    """The entries of the list, those that changed first, each with what changed; in five queries at most."""
    shown = entries(_with_news(saved))
    changed = [entry for entry in shown if entry.has_changed]
    words = {(entry.kind, entry.pk): said(entry) for entry in changed}
    words |= _compared([one.favorite for one in changed if not words[one.kind, one.pk]])
    told = [replace(one, what_changed=words.get((one.kind, one.pk), "")) for one in shown]
    return sorted(told, key=lambda entry: not entry.has_changed)


def _with_news(saved):
    rows = {
        (kind, row[0]): row
        for kind, versions in _versions().items()
        for row in _rows(versions, kind, saved, versions_said.changes(kind))
    }
    return [replace(one, news=rows.get((one.kind, one.pk))) for one in saved]


def _versions() -> dict[str, QuerySet]:
    return {
        "article": Edition.objects.latest_versions().articles(),
        "tip": EditionTip.objects.latest_versions(),
    }


def _rows(versions, kind, saved, columns):
    """The ids and `columns` of saved items of one kind, which are computed for when each was last seen."""
    seen = {one.pk: one.seen_at for one in saved if one.kind == kind}
    if not seen:
        return []
    when = [When(**{kind: pk}, then=Value(moment)) for pk, moment in seen.items()]
    rows = versions.filter(**{f"{kind}__in": seen}).annotate(
        seen_at=Case(*when, output_field=DateTimeField())
    )
    return rows.annotate(**columns).values_list(kind, *columns, named=True)


def _compared(articles):
    """What the comparison says of articles whose publisher left no note."""
    rows = _rows(_versions()["article"], "article", articles, versions_said.contents())
    return {("article", row[0]): compared(row) for row in rows}
