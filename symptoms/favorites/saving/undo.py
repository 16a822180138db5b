"""What was just removed from a list, with all that its owner wrote about it, so that it can be restored.

Stored in the session, which ends at sign-out; the next removal replaces it.
"""

from datetime import datetime

from django.db import transaction

from symptoms.favorites.saving.items import Item
from symptoms.models import Collection, Favorite

KEY = "favorite_removed"


def remember(request, favorite: Favorite) -> None:
    """To be called before `favorite` is deleted."""
    request.session[KEY] = {
        "article": favorite.article_id,
        "tip": favorite.tip_id,
        "note": favorite.note,
        "status": favorite.status,
        "created_at": favorite.created_at.isoformat(),
        "seen_at": favorite.seen_at.isoformat(),
        "collections": list(favorite.collected.values_list("collection", flat=True)),
    }


def restore(request, item: Item) -> None:
    """Give the favorite of `item`, which is on the list again, the note and collections it had before."""
    saved = request.session.get(KEY)
    if not saved or saved[item.kind] != item.pk:
        return
    del request.session[KEY]
    with transaction.atomic():
        # None at all when another tab has just removed it again.
        for favorite in (
            Favorite.objects.of(request.user).select_for_update().filter(**item.columns)
        ):
            _write_again(favorite, saved)


def _write_again(favorite, saved):
    favorite.note, favorite.status = saved["note"], saved["status"]
    favorite.created_at = datetime.fromisoformat(saved["created_at"])
    favorite.seen_at = datetime.fromisoformat(saved["seen_at"])
    favorite.save()
    Collection.put_into(favorite, Collection.objects.filter(pk__in=saved["collections"]))
