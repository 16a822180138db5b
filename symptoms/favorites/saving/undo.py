"""What was just taken off a list, with all its owner had written to it, so that it can be put back.

In the session, which ends with signing out; the next removal takes its place.
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


def put_back(request, item: Item) -> None:
    """Give the favorite of `item`, which is on the list again, what was written to it before."""
    kept = request.session.get(KEY)
    if not kept or kept[item.kind] != item.pk:
        return
    del request.session[KEY]
    with transaction.atomic():
        # None at all when another tab has just removed it again.
        for favorite in (
            Favorite.objects.of(request.user).select_for_update().filter(**item.columns)
        ):
            _write_again(favorite, kept)


def _write_again(favorite, kept):
    favorite.note, favorite.status = kept["note"], kept["status"]
    favorite.created_at = datetime.fromisoformat(kept["created_at"])
    favorite.seen_at = datetime.fromisoformat(kept["seen_at"])
    favorite.save()
    Collection.put_into(favorite, Collection.objects.filter(pk__in=kept["collections"]))
