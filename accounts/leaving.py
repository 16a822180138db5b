"""Deleting an account with everything that names its owner, at once and for good."""

import re
from collections.abc import Iterable

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import erased
from accounts.models import User
from accounts.sessions import end_sessions

# The domain `.invalid` exists nowhere (RFC 2606).
FORMER_EDITOR = "former-editor@account.invalid"
DELETED_ACCOUNT = _("An account that is deleted")


class StaysOnRecord(Exception):
    """A staff account can't be deleted, because what they published carries their name."""


def erase(user: User) -> None:
    """Delete `user`, what they saved, their addresses, and all their sessions, on every device.

    Afterwards no table holds the address, the id, or anything derived from them. Raises StaysOnRecord
    for staff, and OSError if the list of `accounts.erased` cannot be written; then nothing is deleted.
    """
    erase_all([user])


def erase_all(users: Iterable[User]) -> None:
    """Erase several accounts, or none when one of them is staff."""
    users = list(users)
    if any(user.is_staff for user in users):
        raise StaysOnRecord
    if not users:
        return
    room = erased.room_for(len(users))
    marks = [erased.mark(user) for user in users]
    with transaction.atomic():
        end_sessions(users)
        for user in users:
            _anonymize_log(user)
        User.objects.filter(pk__in=[user.pk for user in users]).delete()
    erased.write(marks, room)


def _anonymize_log(user):
    """The admin's log still says what was done, but no longer to which account."""
    about = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    LogEntry.objects.filter(about).update(
        object_id=None, object_repr=DELETED_ACCOUNT, change_message=""
    )
    _replace_mentions("object_repr", user.email, DELETED_ACCOUNT)
    _replace_mentions("change_message", user.email, "")
    _reassign_log(user)


def _replace_mentions(column, email, replacement):
    """Replace texts that name this address, but not those that name a longer one."""
    naming = LogEntry.objects.filter(**{f"{column}__icontains": email})
    found = [pk for pk, text in naming.values_list("pk", column) if _names(text, email)]
    LogEntry.objects.filter(pk__in=found).update(**{column: replacement})


def _names(text, email):
    """Whether `text` names `email`. Messages are JSON, whose escapes are not part of an address."""
    plain = re.sub(r"\\(?:u[0-9a-f]{4}|.)", " ", text)
    whole = rf"(?<![\w.+-]){re.escape(email)}(?![\w-]|\.\w)"
    return re.search(whole, plain, re.IGNORECASE) is not None


def _reassign_log(user):
    """Keep the log of somebody's edits when their account is erased, without naming them."""
    theirs = LogEntry.objects.filter(user=user)
    if theirs.exists():
        theirs.update(user=former_editor())


def former_editor() -> User:
    """The account that replaces all erased editors in the log. Nobody can sign in to it."""
    existing = User.objects.filter(email=FORMER_EDITOR).first()
    if existing:
        return existing
    values = {"is_staff": True, "is_active": False, "name": gettext("A former editor")}
    return User.objects.create_user(FORMER_EDITOR, **values)
