"""The status message after a save or a removal, with its Undo: shown once, on the next page.

Stored in the reader's session and never in an address: addresses are logged.
"""

from dataclasses import asdict

from symptoms.favorites.saving.items import Item

KEY = "favorite_notice"
SECONDS = 30 * 60  # of the session of someone who is not signed in


def of(verb: str, item: Item, *, is_on_device: bool, is_at_button: bool) -> dict:
    """`verb` is what has just been done: "added" or "removed". With `is_at_button` the message is shown
    where the button is, and otherwise at the top of the page."""
    where = {"is_on_device": is_on_device, "is_at_button": is_at_button}
    return {"verb": verb, **where, **asdict(item)}


def put(request, notice: dict) -> None:
    request.session[KEY] = notice
    if not request.user.is_authenticated:
        request.session.set_expiry(SECONDS)


def take(request) -> dict | None:
    """The waiting notice, if the reader has one; afterwards there is none."""
    return request.session.pop(KEY, None) if KEY in request.session else None


def waiting(request) -> dict | None:
    """The waiting notice, which goes on waiting."""
    return request.session.get(KEY)
