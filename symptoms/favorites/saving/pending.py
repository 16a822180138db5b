"""What someone wanted to save before they signed in: kept in their session, saved at sign-in."""

import time

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in

from symptoms.favorites.saving import notices
from symptoms.favorites.saving.items import Item, find_live
from symptoms.models import Favorite
from symptoms.models.account_limits import LimitReached
from symptoms.web import last_account

KEY = "favorite_pending"
# Long enough to sign up and fetch a code from the mail; whoever uses the device after that is likely
# to be somebody else.
SECONDS = 30 * 60


def remember(request, item: Item) -> None:
    owner = last_account.last_account_key(request)
    request.session[KEY] = {"kind": item.kind, "id": item.pk, "at": time.time(), "owner": owner}
    request.session.set_expiry(SECONDS)


def save_pending(request, user, **kwargs) -> None:
    """Save what is remembered, once; something withdrawn meanwhile is left out, and so is what was
    pressed in a browser that another account was used in last."""
    if request:
        notices.take(request)  # of whoever had the device before
    wanted = request.session.pop(KEY, None) if request else None
    if not wanted or time.time() - wanted["at"] > SECONDS:
        return
    if wanted.get("owner") not in {"", last_account.account_key(user)}:
        return
    item = find_live(wanted["kind"], wanted["id"])
    if item:
        try:
            Favorite.objects.save_item(user, **item.columns)
        except LimitReached as error:
            messages.warning(request, str(error))
        else:
            notices.put(request, "added", item)


def connect() -> None:
    """Called once when the app is ready."""
    user_logged_in.connect(save_pending, dispatch_uid="symptoms.favorites.saving.pending")
