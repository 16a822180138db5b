"""A list without an account: saved on the reader's device in one cookie, and nowhere else.

The cookie is set by pressing save, and names kinds, ids and days only. At sign-in and at sign-up it
is merged into the account's list (`merging.py`), and the device forgets it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

COOKIE = "kept"
DAYS = 30
MOST = 50
_EPOCH = date(2020, 1, 1)
_KINDS = {"a": "article", "t": "tip"}
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}
_WORD = re.compile(r"([at])([1-9][0-9]{0,17})-([0-9]{1,5})")
# The first word: a list on a device that others use too is forgotten with the browser's window.
_OWN, _SHARED = "own", "shared"


@dataclass(frozen=True)
class SavedItem:
    """An article or tip (by id) on the list, and the UTC day on which it was saved."""

    kind: str
    pk: int
    day: date

    @property
    def saved_at(self) -> datetime:
        return datetime.combine(self.day, time(), UTC)

    @property
    def article_id(self):
        return self.pk if self.kind == "article" else None

    @property
    def tip_id(self):
        return self.pk if self.kind == "tip" else None


def has_list(request) -> bool:
    return bool(request.COOKIES.get(COOKIE))


def read(request) -> list[SavedItem]:
    """What is on the device, the newest first. Words that cannot be ours are ignored."""
    words = (_WORD.fullmatch(word) for word in request.COOKIES.get(COOKIE, "").split("."))
    saved = [_from_words(*word.groups()) for word in words if word]
    unique = {(one.kind, one.pk): one for one in reversed(saved)}
    return list(reversed(unique.values()))[:MOST]


def add(request, response, kind: str, pk: int, is_shared: bool = False) -> None:
    """Put the item on the list that goes to the device with `response`; one that is on it stays as it
    was. The oldest of more than MOST makes room."""
    before = read(request)
    if all((one.kind, one.pk) != (kind, pk) for one in before):
        before = [SavedItem(kind, pk, timezone.now().astimezone(UTC).date()), *before][:MOST]
    _write(response, before, is_shared or _is_shared(request))


def remove(request, response, kind: str, pk: int) -> None:
    """Remove the item from the list."""
    left = [one for one in read(request) if (one.kind, one.pk) != (kind, pk)]
    _write(response, left, _is_shared(request))


def forget(response) -> None:
    """Have the device forget the whole list."""
    response.delete_cookie(COOKIE, samesite="Lax")


class DeviceListMiddleware:
    """Whoever is signed in has one list, the account's: the one on the device was merged into it, and
    the next person who uses the device does not find it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if has_list(request) and request.user.is_authenticated:
            forget(response)
        return response


def _from_words(letter, pk, day):
    return SavedItem(_KINDS[letter], int(pk), _EPOCH + timedelta(days=int(day)))


def _is_shared(request):
    return request.COOKIES.get(COOKIE, "").startswith(_SHARED)


def _write(response, saved, is_shared):
    items = [f"{_LETTERS[one.kind]}{one.pk}-{(one.day - _EPOCH).days}" for one in saved]
    words = [_SHARED if is_shared else _OWN, *items]
    response.set_cookie(
        COOKIE,
        ".".join(words),
        max_age=None if is_shared else DAYS * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
