"""A list without an account: saved on the reader's device in one cookie, and nowhere else.

The cookie is set by pressing save, and names kinds, ids and times only. At sign-in and at sign-up it
is merged into the account's list (`merging.py`), and the device forgets it.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.http import base36_to_int, int_to_base36

COOKIE = "kept"
DAYS = 30
MOST = 50
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_KINDS = {"a": "article", "t": "tip"}
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}
# A kind, an id, and the seconds since the epoch; lists of earlier releases have days after a hyphen.
# The second number of seconds is when its reader last saw what had changed in it.
_SECONDS = r"[0-9a-z]{1,7}"
_WORD = re.compile(
    rf"([at])([1-9][0-9]{{0,17}})(?:_({_SECONDS})(?:_({_SECONDS}))?|-([0-9]{{1,5}}))"
)
# The first word: a list on a device that others use too is forgotten with the browser's window.
_OWN, _SHARED = "own", "shared"


@dataclass(frozen=True)
class SavedItem:
    """An article or tip (by id) on the list, when it was saved, and when its reader last saw what had
    changed in it, to the second. `news` is the row that `device_news` adds, if it did."""

    kind: str
    pk: int
    saved_at: datetime
    looked_at: datetime | None = None
    news: Any = field(default=None, compare=False)

    @property
    def columns(self):
        return {f"{self.kind}_id": self.pk}

    @property
    def article_id(self):
        return self.pk if self.kind == "article" else None

    @property
    def tip_id(self):
        return self.pk if self.kind == "tip" else None

    @property
    def seen_at(self) -> datetime:
        return max(self.saved_at, self.looked_at or self.saved_at)

    @property
    def has_changed(self) -> bool:
        """As `Favorite.has_changed`."""
        then = self.news and self.news.said_then
        return then is not None and then != self.news.said_now

    @property
    def changed_at(self) -> datetime:
        return self.news.changed_at

    @property
    def note_of_change(self) -> str:
        return self.news.note_of_change


def has_list(request) -> bool:
    return bool(request.COOKIES.get(COOKIE))


def read(request) -> list[SavedItem]:
    """What is on the device, the newest first. Words that cannot be ours are ignored."""
    words = (_WORD.fullmatch(word) for word in request.COOKIES.get(COOKIE, "").split("."))
    saved = [_from_words(*word.groups()) for word in words if word]
    unique = {(one.kind, one.pk): one for one in reversed(saved)}
    return list(reversed(unique.values()))[:MOST]


def added(request, kind: str, pk: int) -> list[SavedItem]:
    """The list with the item, which stays as it was if it is there; the oldest of more than MOST makes room."""
    before = read(request)
    if any((one.kind, one.pk) == (kind, pk) for one in before):
        return before
    return [SavedItem(kind, pk, timezone.now().replace(microsecond=0)), *before][:MOST]


def removed(request, kind: str, pk: int) -> list[SavedItem]:
    """The list without the item."""
    return [one for one in read(request) if (one.kind, one.pk) != (kind, pk)]


def looked_at(request, moment: datetime) -> list[SavedItem]:
    """The list of a reader who saw at `moment` what had changed in it."""
    moment = moment.replace(microsecond=0)
    return [
        replace(one, looked_at=moment) if moment > one.seen_at else one for one in read(request)
    ]


def is_shared(request) -> bool:
    """Whether the reader said that others use the device, so that the list ends with the window."""
    return request.COOKIES.get(COOKIE, "").startswith(_SHARED)


def forget(response) -> None:
    """Have the device forget the whole list."""
    response.delete_cookie(COOKIE, samesite="Lax")


def write(response, items: list[SavedItem], is_shared: bool) -> None:
    """Send the list to the device with `response`."""
    words = [_SHARED if is_shared else _OWN, *(_to_words(one) for one in items)]
    response.set_cookie(
        COOKIE,
        ".".join(words),
        max_age=None if is_shared else DAYS * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


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


def _from_words(letter, pk, saved, looked, days):
    since = _moment(saved) if saved else _EPOCH + timedelta(days=int(days))
    return SavedItem(_KINDS[letter], int(pk), since, _moment(looked) if looked else None)


def _to_words(item):
    moments = [item.saved_at, item.looked_at] if item.looked_at else [item.saved_at]
    return "_".join([f"{_LETTERS[item.kind]}{item.pk}", *(_seconds(one) for one in moments)])


def _moment(seconds):
    return _EPOCH + timedelta(seconds=base36_to_int(seconds))


def _seconds(moment):
    return int_to_base36(max(0, int((moment - _EPOCH).total_seconds())))
