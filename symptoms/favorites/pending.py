"""What someone wanted to save before they signed in: kept in their session, saved at sign-in."""

from django.contrib.auth.signals import user_logged_in

from symptoms.favorites import notices
from symptoms.favorites.items import Item, find_live
from symptoms.models import Favorite

KEY = "favorite_pending"


def remember(request, item: Item) -> None:
    request.session[KEY] = {"kind": item.kind, "id": item.pk}


def save_pending(request, user, **kwargs) -> None:
    """Save what is remembered, once; something withdrawn meanwhile is left out."""
    wanted = request.session.pop(KEY, None) if request else None
    item = wanted and find_live(wanted["kind"], wanted["id"])
    if item:
        Favorite.objects.keep(user, **item.columns)
        notices.put(request, "added", item)


def connect() -> None:
    """Called once when the app is ready."""
    user_logged_in.connect(save_pending, dispatch_uid="symptoms.favorites.pending")
