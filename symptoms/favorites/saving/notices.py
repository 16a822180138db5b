"""The status message after a save or a removal, with its Undo: shown once, on the next page.

Kept in the reader's session and never in an address: addresses are logged.
"""

from dataclasses import asdict

from symptoms.favorites.saving.items import Item

KEY = "favorite_notice"


def put(request, verb: str, item: Item, place: str = "") -> None:
    """`verb` is what has just been done: "added" or "removed". `place` is where the button was, when
    that is further down the page than the message."""
    request.session[KEY] = {"verb": verb, "place": place, **asdict(item)}


def take(request) -> dict | None:
    """The waiting notice, if the reader has one; afterwards there is none."""
    return request.session.pop(KEY, None) if KEY in request.session else None
