"""The sessions of an account, on any device, and those that wait for its sign-in."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.sessions.models import Session

from accounts.models import User
from symptoms.web.last_account import word_of

# Under a key of such a name a number is an account's; under another it may be anything's.
_NAMES_SOMEBODY = re.compile(r"user|owner|account|signed_up", re.IGNORECASE)


def end_sessions(users: Iterable[User], but: str | None = None) -> None:
    """Delete every session that names one of `users`, by id, address or keyed word, except the one called `but`.

    Sessions say whom they name only inside, so all of them are read, once for all `users`: for what
    happens once a reader, or by the hand of staff.
    """
    users = list(users)
    ids = {str(user.pk) for user in users}
    words = {word for user in users for word in (user.email.lower(), word_of(user))}
    theirs = [
        session.pk
        for session in Session.objects.exclude(pk=but or "").iterator()
        if _names(session.get_decoded(), "", ids, words)
    ]
    for start in range(0, len(theirs), 500):
        Session.objects.filter(pk__in=theirs[start : start + 500]).delete()


def _names(value: Any, key: str, ids: set[str], words: set[str]) -> bool:
    if isinstance(value, dict):
        return any(_names(inner, str(name), ids, words) for name, inner in value.items())
    if isinstance(value, list | tuple):
        return any(_names(inner, key, ids, words) for inner in value)
    text = str(value).lower()
    if _NAMES_SOMEBODY.search(key) and text in ids:
        return True
    return any(word in text for word in words)
