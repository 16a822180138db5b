"""Readers whose session, account and list this process has read before: one query tells whether all of it is as
it was, and then their pages are filled before Django sees the request.

`Known.facts` is everything in the database that such a page depends on: the session and the account as they are
stored, and what identifies the rows of the lists. Whatever is not exactly as it was is for Django to find out, which
reads everything anew. Nothing is shared between readers, because the whole Cookie header must be the same.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from config.page_cache.connections import current
from symptoms.models import Favorite, OwnQuestion

MOST = 256
Facts = tuple[Any, ...]


@dataclass(frozen=True)
class Known:
    """A reader as of `facts`. `request` has what fills a page: the user, the session and both lists."""

    key: str
    user: int
    facts: Facts
    request: Any

    def is_as_it_was(self) -> bool:
        return facts_of(self.key, self.user) == self.facts


def facts_of(session: str, user: int) -> Facts | None:
    """One query; None for a session that is over, or if the database is not there."""
    try:
        with current(connection) as open_connection, open_connection.cursor() as cursor:
            now = connection.ops.adapt_datetimefield_value(timezone.now())
            cursor.execute(_statement(), [user, user, user, session, now])
            return cursor.fetchone()
    except DatabaseError:
        return None


@cache
def _statement() -> str:
    """Rows of lists are added and removed, and never become another item; ids are not used again. A question
    that its reader has changed is not an adopted one any more."""
    quote = connection.ops.quote_name
    sessions, users, favorites, questions = (
        quote(model._meta.db_table) for model in (Session, get_user_model(), Favorite, OwnQuestion)
    )
    fields = get_user_model()._meta.concrete_fields
    columns = ", ".join(f"u.{quote(str(field.column))}" for field in fields)
    return (
        f"SELECT s.session_data, {columns}, (SELECT {_ROWS} FROM {favorites} WHERE user_id = %s),"  # noqa: S608  (all ours)
        f" (SELECT {_ROWS} FROM {questions} WHERE user_id = %s AND adopted_id IS NOT NULL)"
        f" FROM {sessions} s JOIN {users} u ON u.id = %s"
        " WHERE s.session_key = %s AND s.expire_date > %s"
    )


_ROWS = "count(*) || ' ' || coalesce(sum(id), 0) || ' ' || coalesce(max(id), 0)"


class KnownReaders:
    """The last MOST of one process, by their Cookie headers."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, cookies: str) -> Known | None:
        with self._lock:
            known = self._known.get(cookies)
            if known:
                self._known.move_to_end(cookies)
            return known

    def forget(self, cookies: str) -> None:
        with self._lock:
            self._known.pop(cookies, None)

    def remember(self, request: Any, lists: dict[str, Any]) -> None:
        """Note whoever asks with `request`, which the middleware has let through. `lists` reads the lists."""
        known = _read(request, lists)
        if known:
            with self._lock:
                self._known[request.META["HTTP_COOKIE"]] = known
                while len(self._known) > MOST:
                    self._known.popitem(last=False)


def _read(request, lists):
    """The facts first, and then everything that must be as new as they are."""
    key, user = str(request.session.session_key), request.user.pk
    facts = facts_of(key, user) if settings.SESSION_ENGINE.endswith(".db") else None
    if facts is None or "HTTP_COOKIE" not in request.META:
        return None
    session = request.session.decode(facts[0])
    account = get_user_model().objects.filter(pk=user, is_active=True, is_staff=False).first()
    if not account or session.get(SESSION_KEY) != str(user) or not _is_theirs(session, account):
        return None
    copy = SimpleNamespace(
        user=account,
        session=_Decoded(session),
        COOKIES=dict(request.COOKIES),
        META={name: request.META[name] for name in ("CSRF_COOKIE",) if name in request.META},
    )
    for read in lists.values():
        read(copy)
    return Known(key, user, facts, copy)


def _is_theirs(session, account):
    is_known = session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
    told = session.get(HASH_SESSION_KEY, "")
    return is_known and constant_time_compare(told, account.get_session_auth_hash())


class _Decoded(dict[str, Any]):
    """A session as it is stored, read only."""

    def get_expire_at_browser_close(self) -> bool:
        if "_session_expiry" not in self:
            return settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
        return bool(self["_session_expiry"] == 0)
