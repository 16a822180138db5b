"""Downloads of a reader's list: JSON for this site, CSV for spreadsheets, HTML to read.

What is saved is named by its address and a uuid. Primary keys are not exported: on another site, or in a
database that was rebuilt, they name something else.
"""

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from symptoms import conf
from symptoms.favorites.my_data.naming import uuids_of
from symptoms.favorites.notebook.entries import entries
from symptoms.models import Collection, CollectionItem, Favorite, OwnQuestion
from symptoms.web import csv_files

FORMAT, VERSION = "symptom-series-list", 2
COLUMNS = [
    gettext_noop("Kind"),
    gettext_noop("Title"),
    gettext_noop("Address"),
    gettext_noop("Saved"),
    gettext_noop("How it went"),
    gettext_noop("Note"),
    gettext_noop("What it is"),
]


def as_data(user) -> dict:
    """All that `user` saved, in plain lists and dicts; moments are ISO 8601 in UTC. Seven queries."""
    listed = entries(Favorite.objects.of(user).newest_first())
    uuids = uuids_of((entry.kind, entry.pk) for entry in listed)
    names = {
        entry.favorite.pk: {"kind": entry.kind, "uuid": uuids[entry.kind, entry.pk]}
        for entry in listed
    }
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": timezone.now().isoformat(),
        "favorites": [names[entry.favorite.pk] | _favorite(entry) for entry in listed],
        "collections": _collections(user, names),
        "questions": [
            {
                "text": question.text,
                "star": question.star,
                "is_adopted": question.adopted_id is not None,
            }
            for question in OwnQuestion.objects.of(user)
        ],
    }


def as_csv(user) -> str:
    """The favorites, one per line, for a spreadsheet."""
    listed = entries(Favorite.objects.of(user).newest_first())
    return "".join(csv_files.lines(column_names(), map(_cells, listed)))


def _cells(entry):
    saved = timezone.localtime(entry.saved_at).date().isoformat()
    address = conf.absolute(entry.url)
    note = entry.favorite.note
    return [entry.kind, entry.title, address, saved, entry.status_in_words, note, entry.label]


def column_names() -> list[str]:
    """The header of the table, in the language that is active."""
    return [gettext(name) for name in COLUMNS]


def _favorite(entry):
    favorite = entry.favorite
    return {
        "title": entry.title,
        "what": entry.label,
        "address": conf.absolute(entry.url),
        "note": favorite.note,
        "status": favorite.status,
        "saved_at": favorite.created_at.isoformat(),
        "seen_at": favorite.seen_at.isoformat(),
    }


def _collections(user, names):
    items = CollectionItem.objects.filter(collection__user=user.pk).order_by("position", "pk")
    kept: dict[int, list] = {}
    for item in items:
        if item.favorite_id in names:
            kept.setdefault(item.collection_id, []).append(names[item.favorite_id])
    mine = Collection.objects.of(user)
    return [{"name": one.name, "items": kept.get(one.pk, [])} for one in mine]
