"""An account that goes, with everything that knows its owner: at once, and for good."""

import re
from collections.abc import Iterable

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from accounts import erased
from accounts.models import User
from accounts.sessions import end_sessions

# `.invalid` leads nowhere (RFC 2606).
FORMER_EDITOR = "former-editor@account.invalid"
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
    _blank("object_repr", user.email, SOMEBODY)
    _blank("change_message", user.email, "")
    _keep_what_they_did(user)


def _blank(column, email, words):
    """Write `words` in place of what names this very address, and no other that ends with it."""
    naming = LogEntry.objects.filter(**{f"{column}__icontains": email})
    found = [pk for pk, text in naming.values_list("pk", column) if _names(text, email)]
    LogEntry.objects.filter(pk__in=found).update(**{column: words})


def _names(text, email):
    """Messages are JSON: what a backslash stands for is no part of an address."""
    plain = re.sub(r"\\(?:u[0-9a-f]{4}|.)", " ", text)
    whole = rf"(?<![\w.+-]){re.escape(email)}(?![\w-]|\.\w)"
    return re.search(whole, plain, re.IGNORECASE) is not None


def _keep_what_they_did(user):
    """The log of the editing of texts outlives whoever worked here: it names nobody any more."""
    theirs = LogEntry.objects.filter(user=user)
    if theirs.exists():
        theirs.update(user=former_editor())


def former_editor() -> User:
    """The account that stands for everybody who worked here and was erased. Nobody can sign in to it."""
    there = User.objects.filter(email=FORMER_EDITOR).first()
    if there:
        return there
    values = {"is_staff": True, "is_active": False, "name": gettext("A former editor")}
    return User.objects.create_user(FORMER_EDITOR, **values)
