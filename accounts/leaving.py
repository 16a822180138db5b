"""An account that goes, with everything that knows its owner: at once, and for good."""

from collections.abc import Iterable

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from accounts import erased
from accounts.models import User
from accounts.sessions import end_sessions

SOMEBODY = "An account that is deleted"


class StaysOnRecord(Exception):
    """What people who work on this site have published carries their name, and stays."""


def erase(user: User) -> None:
    """Delete `user`, what they kept, their addresses, and every session of theirs, on any device.

    Afterwards no table holds the address, the id, or anything made of them. Raises StaysOnRecord for
    staff, and OSError where the list of `accounts.erased` cannot be written; then nothing is deleted.
    """
    erase_all([user])


def erase_all(users: Iterable[User]) -> None:
    """The same for several, or for none when one of them is staff."""
    users = list(users)
    if any(user.is_staff for user in users):
        raise StaysOnRecord
    if not users:
        return
    erased.make_ready()
    marks = [erased.mark(user) for user in users]
    with transaction.atomic():
        end_sessions(users)
        for user in users:
            _leave_the_log(user)
        User.objects.filter(pk__in=[user.pk for user in users]).delete()
    erased.add(marks)


def _leave_the_log(user):
    """The admin's log still says that somebody did something, and no longer to whom."""
    about = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    LogEntry.objects.filter(about).update(object_id=None, object_repr=SOMEBODY, change_message="")
    LogEntry.objects.filter(object_repr__icontains=user.email).update(object_repr=SOMEBODY)
    LogEntry.objects.filter(change_message__icontains=user.email).update(change_message="")
