"""Fills a new database: tables, the demo content, and readers who are signed in.

Runs inside the site (`manage.py shell`), so that nothing else here needs Django.
"""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
)
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from symptoms.models import Edition, EditionTip


def fill(readers: int, report: str) -> None:
    """Write to the file `report`: `readers` as [user id, session key], `items` as [kind, id], all live."""
    call_command("migrate", verbosity=0)
    call_command("loadcontent", "symptoms/demo", verbosity=0)
    made = {"readers": [_signed_in(number) for number in range(readers)], "items": _items()}
    Path(report).write_text(json.dumps(made))


def _signed_in(number):
    user = get_user_model().objects.create_user(f"reader{number}@example.org")
    return user.pk, session_of(user)


def session_of(user) -> str:
    """The key of a new session of `user`."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def _items():
    articles = Edition.objects.live().articles().values_list("article", flat=True)
    tips = EditionTip.objects.live().values_list("tip", flat=True)
    return [*(("article", pk) for pk in articles), *(("tip", pk) for pk in tips)]
