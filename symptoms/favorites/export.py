"""A reader's list to take along: as JSON for this site, CSV for spreadsheets, HTML to read."""

import csv
import io

from django.utils import timezone

from symptoms import conf
from symptoms.favorites.listing import entries
from symptoms.models import Collection, CollectionItem, Favorite, OwnQuestion

FORMAT, VERSION = "symptom-series-list", 1
# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_data(user) -> dict:
    """All that `user` keeps, in plain lists and dicts; moments are ISO 8601 in UTC. Five queries."""
    listed = entries(Favorite.objects.of(user).newest_first())
    keys = {entry.favorite.pk: {"kind": entry.kind, "id": entry.pk} for entry in listed}
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": timezone.now().isoformat(),
        "favorites": [_favorite(entry) for entry in listed],
        "collections": _collections(user, keys),
        "questions": [
            {"text": question.text, "star": question.star, "adopted": question.adopted_id}
            for question in OwnQuestion.objects.of(user)
        ],
    }


def as_csv(user) -> str:
    """The favorites, a line each, for a spreadsheet: no cell of it is taken for a formula."""
    file = io.StringIO()
    file.write("\ufeff")  # without it Excel takes UTF-8 for something else
    table = csv.writer(file)
    table.writerow(["Kind", "Title", "Address", "Saved", "How it went", "Note", "What it is"])
    for entry in entries(Favorite.objects.of(user).newest_first()):
        saved = timezone.localtime(entry.saved_at).date().isoformat()
        row = [entry.kind, entry.title, _address(entry), saved, entry.status_in_words]
        table.writerow([_safe(cell) for cell in [*row, entry.favorite.note, entry.label]])
    return file.getvalue()


def _favorite(entry):
    favorite = entry.favorite
    return {
        "kind": entry.kind,
        "id": entry.pk,
        "title": entry.title,
        "what": entry.label,
        "address": _address(entry),
        "note": favorite.note,
        "status": favorite.status,
        "saved_at": favorite.created_at.isoformat(),
        "seen_at": favorite.seen_at.isoformat(),
    }


def _collections(user, keys):
    items = CollectionItem.objects.filter(collection__user=user.pk).order_by("position", "pk")
    kept: dict[int, list] = {}
    for item in items:
        if item.favorite_id in keys:
            kept.setdefault(item.collection_id, []).append(keys[item.favorite_id])
    mine = Collection.objects.of(user)
    return [{"name": one.name, "items": kept.get(one.pk, [])} for one in mine]


def _address(entry):
    return "" if entry.gone else conf.absolute(entry.url)


def _safe(cell):
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
