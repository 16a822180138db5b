"""The outbox: mail is stored in the transaction that causes it, and sent after the response.

`Backend` is Django's EMAIL_BACKEND, so all mail comes here; `deliver` passes it to the real backend. A
mail is sent at least once: if the process is killed between the server's reply and the deletion of the
row, it is sent again with the same Message-ID.
"""

import logging
import smtplib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from symptoms.models import OutgoingMail

logger = logging.getLogger(__name__)
VALID_FOR = timedelta(days=3)
MAX_TRIES = 40
MAX_BATCH = 100
_MIN_PAUSE, _MAX_PAUSE = timedelta(seconds=15), timedelta(hours=6)

# Sent with `about` and `to` when a mail could not be sent and won't be tried again.
given_up = Signal()


class OutboxEmail(EmailMessage):
    """A mail that is useless after `valid_for`. Receivers of `given_up` recognize it by `about`."""

    valid_for = VALID_FOR
    about = ""


class Backend(BaseEmailBackend):
    """Stores mail in the outbox, in the open transaction.

    Raises TypeError for attachments and for anything but plain text.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [row for message in email_messages for row in _rows(message)]
        OutgoingMail.objects.bulk_create(rows)
        if rows:
            transaction.on_commit(_announce, robust=True)
        return len(email_messages)


def _rows(message: EmailMessage) -> Iterator[OutgoingMail]:
    if message.attachments or getattr(message, "alternatives", None):
        raise TypeError("The outbox stores only plain text.")
    for address in message.recipients():
        yield OutgoingMail(
            to=address,
            sender=message.from_email,
            subject=str(message.subject),
            body=str(message.body),
            headers=message.extra_headers,
            about=getattr(message, "about", ""),
            good_until=timezone.now() + getattr(message, "valid_for", VALID_FOR),
        )


def deliver() -> int:
    """Send what is due, oldest first, and return how many were sent. Stops when the server accepts no
    mail."""
    now = timezone.now()
    sent = 0
    for pk in list(OutgoingMail.objects.due(now).values_list("pk", flat=True)[:MAX_BATCH]):
        mail = OutgoingMail.objects.claim(pk, now)
        if mail is None:
            continue
        try:
            sent += _try(mail)
        except OSError:
            break
    return sent


def is_stuck() -> bool:
    """Whether the server failed to accept mail that is waiting, so that pages don't say it was sent."""
    return OutgoingMail.objects.exclude(failed_at=None).exists()


def forget(address: str) -> None:
    """Delete the mail that waits for an address, in any case. To some databases, look-alikes are the
    same but for case."""
    alike = OutgoingMail.objects.filter(to__iexact=address).values_list("pk", "to")
    theirs = [pk for pk, to in alike if to.lower() == address.lower()]
    OutgoingMail.objects.filter(pk__in=theirs).delete()


def when_waiting(do: Callable[[], object]) -> None:
    """Call `do` when mail is stored, instead of sending it in the same thread."""
    global _deliver_soon  # noqa: PLW0603
    _deliver_soon = do


_deliver_soon: Callable[[], object] = deliver


def _announce() -> None:
    _deliver_soon()


def _try(mail: OutgoingMail) -> int:
    """1 if it was sent, else 0. Raises OSError when the server accepts no mail at all."""
    if mail.good_until <= timezone.now() or mail.tries > MAX_TRIES:
        return _give_up(mail, "expired")
    try:
        _message(mail).send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _words in error.recipients.values()]
        if all(code >= 500 for code in codes):
            return _give_up(mail, "address-refused")
        return _later(mail)
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        return _give_up(mail, "refused") if error.smtp_code >= 500 else _later(mail)
    except OSError as error:
        logger.error("The mail server accepts no mail (%s).", type(error).__name__)
        _later(mail, failed_at=timezone.now())
        raise
    except Exception:
        logger.exception("A mail could not be built.")
        return _give_up(mail, "malformed")
    mail.delete()
    return 1


def _message(mail: OutgoingMail) -> EmailMessage:
    host = urlsplit(settings.SITE_URL).hostname
    return EmailMessage(
        mail.subject,
        mail.body,
        mail.sender,
        [mail.to],
        headers={"Message-ID": f"<{mail.key}@{host}>"} | mail.headers,
        connection=get_connection(settings.OUTBOX_BACKEND),
    )


def _later(mail: OutgoingMail, failed_at: datetime | None = None) -> int:
    pause = min(_MIN_PAUSE * 2 ** min(mail.tries - 1, 12), _MAX_PAUSE)
    due_at = timezone.now() + pause
    OutgoingMail.objects.filter(pk=mail.pk).update(due_at=due_at, failed_at=failed_at)
    return 0


def _give_up(mail: OutgoingMail, reason: str) -> int:
    logger.warning("A mail was given up: %s.", reason)
    with transaction.atomic():
        mail.delete()
        given_up.send(sender=OutgoingMail, about=mail.about, to=mail.to)
    return 0
