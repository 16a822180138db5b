"""An account that goes, with everything that knows its owner: at once, and for good."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.models import User


class StaysOnRecord(Exception):
    """What people who work on this site have published carries their name, and stays."""


def erase(user: User) -> None:
    """Delete `user`, what they kept, their addresses, and every session of theirs, on any device.

    Afterwards no table holds the address, the id, or anything made of them. Raises StaysOnRecord for
    staff.
    """
    if user.is_staff:
        raise StaysOnRecord
    with transaction.atomic():
        _end_sessions(user)
        user.delete()


def _end_sessions(user):
    """Sessions name their owner only inside, so all of them are read; it happens once a reader."""
    theirs = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    for start in range(0, len(theirs), 500):
        Session.objects.filter(pk__in=theirs[start : start + 500]).delete()
