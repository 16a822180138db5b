"""What someone wanted to save before they signed in: kept in their session, saved at sign-in."""

import time

from django.contrib.auth.signals import user_logged_in

from symptoms.favorites import notices
from symptoms.favorites.items import Item, find_live
from symptoms.models import Favorite

KEY = "favorite_pending"
# Long enough to sign up and fetch a code from the mail; whoever uses the device after that is likely
# to be somebody else.
SECONDS = 30 * 60


def remember(request, item: Item) -> None:
    request.session[KEY] = {"kind": item.kind, "id": item.pk, "at": time.time()}
    request.session.set_expiry(SECONDS)


def save_pending(request, user, **kwargs) -> None:
    """Save what is remembered, once; something withdrawn meanwhile is left out."""
    wanted = request.session.pop(KEY, None) if request else None
    if not wanted or time.time() - wanted["at"] > SECONDS:
        return
    item = find_live(wanted["kind"], wanted["id"])
    if item:
        Favorite.objects.keep(user, **item.columns)
        notices.put(request, "added", item)


def connect() -> None:
    """Called once when the app is ready."""
    user_logged_in.connect(save_pending, dispatch_uid="symptoms.favorites.pending")
