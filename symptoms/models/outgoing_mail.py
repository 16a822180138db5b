"""Mail that waits to be sent. A row is deleted when its mail is sent; nothing of it is kept."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F
from django.utils import timezone

# While one process sends a mail, it is not due for any other. Longer than the slowest server takes.
LEASE = timedelta(minutes=3)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, at: datetime) -> Self:
        return self.filter(due_at__lte=at).order_by("due_at", "pk")

    def claim(self, pk: int, at: datetime) -> OutgoingMail | None:
        """The mail, for the caller alone to send; None if another process was faster."""
        claimed = self.due(at).filter(pk=pk).order_by()
        if not claimed.update(due_at=at + LEASE, tries=F("tries") + 1):
            return None
        return self.filter(pk=pk).first()


class OutgoingMail(models.Model):
    """Plain text to one address. `due_at` is when it is tried next; `good_until` when it is too
    late; `failed_at` when the server last accepted no mail; `about` identifies it to receivers of
    `given_up`.
    """

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    to = models.CharField(max_length=320)
    sender = models.TextField()
    subject = models.TextField()
    body = models.TextField()
    headers = models.JSONField(default=dict)
    about = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    good_until = models.DateTimeField()
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Mail {self.pk}"
