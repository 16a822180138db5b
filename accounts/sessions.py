"""Ending the sessions of an account on all devices, and those that await its sign-in."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.sessions.models import Session

from accounts.models import User
from symptoms.web.last_account import account_key

# A number under a key with such a name is an account's id; under other keys it may be anything.
_ACCOUNT_KEY = re.compile(r"user|owner|account|signed_up", re.IGNORECASE)


def end_sessions(users: Iterable[User], except_key: str | None = None) -> None:
    """Delete every session that names one of `users` by id, address or keyed hash, except `except_key`.

    Only the data of a session says whom it names, so all sessions are read, once for all `users`. Use
    this for what happens once for each reader, or what staff do.
    """
    users = list(users)
    ids = {str(user.pk) for user in users}
    words = {word for user in users for word in (user.email.lower(), account_key(user))}
    theirs = [
        session.pk
        for session in Session.objects.exclude(pk=except_key or "").iterator()
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
    if _ACCOUNT_KEY.search(key) and text in ids:
        return True
    return any(word in text for word in words)
