"""What an editor typed into a form of the admin and has not saved yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

# How many forms are stored for one person; the oldest ones are deleted first.
MAX_FORMS = 200
MAX_PATH = 200
# Fields that belong to one submission of a form, not to what was typed.
_NOT_TYPED = ("csrfmiddlewaretoken", "autosave_version", "autosave_path")


class NewerAutosave(Exception):
    """The same person autosaved the same form in another window since this one was opened."""


class AutosaveQuerySet(models.QuerySet["Autosave"]):
    def of_form(self, user: User, path: str) -> Autosave | None:
        """What `user` typed into the form at `path` and never saved, or None."""
        return self.filter(user=user, path=path).first()

    def keep(
        self, user: User, path: str, posted: QueryDict, version: int | None = None
    ) -> Autosave:
        """Store what was typed into the form at `path`, replacing what was stored before.

        `version` is the version that the form is based on, 0 for none; without one, the form wins.
        Raises NewerAutosave, and stores nothing, if there is a newer one.
        """
        typed = [
            [_without_nul(name), [_without_nul(value) for value in values]]
            for name, values in posted.lists()
            if name not in _NOT_TYPED and not name.startswith("_")
        ]
        stored = self.filter(user=user, path=path)
        known = stored if version is None else stored.filter(version=version)
        changed = known.update(fields=typed, version=F("version") + 1, saved_at=timezone.now())
        if not changed:
            self._add(user, path, typed, version)
        return stored.get()

    def forget(self, user: User, path: str) -> None:
        """Delete the autosave: the form at `path` was saved, or what was typed into it was
        discarded.
        """
        self.filter(user=user, path=path).delete()

    def _add(self, user: User, path: str, typed: list[Any], version: int | None) -> None:
        if version:
            raise NewerAutosave
        try:
            with transaction.atomic():
                self.create(user=user, path=path, fields=typed)
        except IntegrityError:
            raise NewerAutosave from None
        newest = self.filter(user=user).order_by("-saved_at", "-pk").values_list("pk", flat=True)
        self.filter(user=user).filter(pk__in=list(newest[MAX_FORMS:])).delete()


def _without_nul(text: str) -> str:
    """PostgreSQL stores no NUL, nobody types one, and the form itself refuses it in words."""
    return text.replace("\0", "")


class Autosave(models.Model):
    """One form of the admin as one person left it, until they save or discard it. Nobody else sees
    it, and it is not a revision. Times are UTC.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=MAX_PATH)
    # Pairs of a field's name and its list of values, as the form posts them. Never files.
    fields = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "path"], name="one_autosave_a_form"),
        ]

    def __str__(self) -> str:
        return self.path

    def as_posted(self) -> QueryDict:
        """The form as it would be posted."""
        data = QueryDict(mutable=True)
        for name, values in self.fields:
            data.setlist(name, values)
        return data
