"""Rows that each have a secret address, signed with the site's secret key.

The address can't be computed from the database alone, so a copy of it opens nothing.
"""

from typing import Any, ClassVar

from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils import timezone


class SignedQuerySet(models.QuerySet[Any]):
    def signed(self, pk: int, signature: str) -> Any:
        """The row with this id and signature, open or not, or None: guessing finds nothing."""
        row: Any = self.filter(pk=pk).first()
        return row if row and row.is_signed_by(signature) else None


class Signed(models.Model):
    """The signed text differs for every row, even if a restored database reuses ids. The address is
    `secret_path`, never Django's `get_absolute_url`, which frameworks call for anyone. `salt` is unique to
    each model; `signed_for` names the column of what the address opens."""

    created_at = models.DateTimeField(default=timezone.now)

    salt: ClassVar[str]
    signed_for: ClassVar[str]

    class Meta:
        abstract = True

    @property
    def signature(self) -> str:
        return Signer(salt=self.salt).signature(self._identity())

    def is_signed_by(self, signature: str) -> bool:
        try:
            return bool(Signer(salt=self.salt).unsign(f"{self._identity()}:{signature}"))
        except BadSignature:
            return False

    def _identity(self) -> str:
        return f"{self.pk} {getattr(self, self.signed_for)} {self.created_at.isoformat()}"
