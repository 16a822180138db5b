"""What the list says of the entries of one page: what changed, their tags, and their owner's collections."""

from dataclasses import replace

from django.utils.translation import gettext as _

from symptoms.favorites.notebook.entries import Entry
from symptoms.models import CollectionItem, EditionTag, Favorite
from symptoms.text import changed_parts
from symptoms.text.content import ArticleContent, Ref


def detailed(shown: list[Entry]) -> list[Entry]:
    """The entries with their details, in three queries however many they are."""
    tags = _tags({entry.edition.pk for entry in shown if not entry.gone})
    collections = _collections([entry.favorite.pk for entry in shown])
    changes = _changes([entry for entry in shown if entry.has_changed])
    return [
        replace(
            entry,
            what_changed=changes.get(entry.favorite.pk, ""),
            tags=tuple(tags.get(entry.edition.pk, ())),
            collections=tuple(collections.get(entry.favorite.pk, ())),
        )
        for entry in shown
    ]


def _tags(editions):
    """The tags of each edition, by name."""
    found: dict[int, list[Ref]] = {}
    rows = EditionTag.objects.filter(edition__in=editions).order_by("tag__name")
    for edition, *ref in rows.values_list("edition", "tag", "tag__slug", "tag__name"):
        found.setdefault(edition, []).append(Ref(*ref))
    return found


def _collections(favorites):
    """The collections that each favorite is in, by name, as (id, name)."""
    found: dict[int, list[tuple[int, str]]] = {}
    rows = CollectionItem.objects.filter(favorite__in=favorites).order_by("collection__name")
    for favorite, pk, name in rows.values_list("favorite", "collection", "collection__name"):
        found.setdefault(favorite, []).append((pk, name))
    return found


def _changes(changed) -> dict[int, str]:
    """What changed, by the favorite's id: the publisher's note, or else what the comparison says."""
    told = {entry.favorite.pk: said(entry) for entry in changed}
    silent = [pk for pk, words in told.items() if not words]
    rows = Favorite.objects.filter(pk__in=silent).with_contents() if silent else ()
    return told | {row.pk: compared(row) for row in rows}


def said(entry: Entry) -> str:
    """What changed in an entry, where that is known without a comparison; else ""."""
    if entry.gone:
        return entry.gone
    if entry.favorite.note_of_change:
        return entry.favorite.note_of_change
    return _("The text of this tip was changed.") if entry.kind == "tip" else ""


def compared(row) -> str:
    """What the comparison says of a row with `content_then` and `content_now`."""
    contents = (row.content_then, row.content_now)
    return " ".join(changed_parts.in_sentences(*map(ArticleContent.from_json, contents)))
