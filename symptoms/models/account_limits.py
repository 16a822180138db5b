"""How many rows of a kind an account may have, whether they come from a form, a button or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth import get_user_model
from django.db import models, transaction

if TYPE_CHECKING:
    from accounts.models import User


class LimitReached(Exception):
    """The account would have too many. `str` is the message for its owner."""


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows that belong to one account each. Their model has MAX_PER_ACCOUNT, and NO_ROOM for its owner."""

    def of(self, user: User) -> Self:
        return self.filter(user=user.pk)

    def add(self, user: User, rows: Any, **how: Any) -> list:
        """Insert `rows` of `user` in bulk, all or none; `how` is passed to `bulk_create`. Others
        that add to the same account wait. Raises LimitReached.
        """
        model: Any = self.model
        with transaction.atomic():
            lock(user)
            if rows and self.of(user).count() + len(rows) > model.MAX_PER_ACCOUNT:
                raise LimitReached(str(model.NO_ROOM))
            return self.bulk_create(rows, **how)


def lock(user: User) -> None:
    """Keep others from adding to the account of `user` until the transaction ends."""
    users = get_user_model()._default_manager.filter(pk=user.pk)
    users.select_for_update(no_key=True).values_list("pk").first()
