"""The outbox: mail is written down with whatever causes it, and sent after the answer.

`Backend` is Django's EMAIL_BACKEND, so all mail comes here; `deliver` hands it to the real one. A mail
is sent at least once: a process that is killed between the server's "yes" and the deletion of the row
sends it again, with the same Message-ID.
"""

import logging
import smtplib
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from symptoms.models import OutgoingMail

logger = logging.getLogger(__name__)
GOOD_FOR = timedelta(days=3)
MAX_TRIES = 40
AT_ONCE = 100
_SHORTEST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=15), timedelta(hours=6)

# Sent with `about` and `to` when a mail could not be sent and is not tried again.
given_up = Signal()


class Letter(EmailMessage):
    """A mail that nobody wants any more after `good_for`; `about` says who wants to know if it is given up."""

    good_for = GOOD_FOR
    about = ""


class Backend(BaseEmailBackend):
    """Writes mail into the outbox, in the transaction that is open.

    Raises TypeError for what the outbox does not keep: attachments, and other than plain text.
    """

    def send_messages(self, email_messages):
        rows = [row for message in email_messages for row in _rows(message)]
        OutgoingMail.objects.bulk_create(rows)
        if rows:
            transaction.on_commit(_announce, robust=True)
        return len(email_messages)


def _rows(message):
    if message.attachments or getattr(message, "alternatives", None):
        raise TypeError("The outbox keeps plain text alone.")
    for address in message.recipients():
        yield OutgoingMail(
            to=address,
            sender=message.from_email,
            subject=message.subject,
            body=message.body,
            headers=message.extra_headers,
            about=getattr(message, "about", ""),
            good_until=timezone.now() + getattr(message, "good_for", GOOD_FOR),
        )


def deliver() -> int:
    """Send what is due, the longest waiting first; how many were sent. A server that takes no mail is
    not asked for the next one."""
    now = timezone.now()
    sent = 0
    for pk in list(OutgoingMail.objects.due(now).values_list("pk", flat=True)[:AT_ONCE]):
        mail = OutgoingMail.objects.claim(pk, now)
        if mail is None:
            continue
        try:
            sent += _try(mail)
        except OSError:
            break
    return sent


def is_stuck() -> bool:
    """Whether mail waits that the server did not take: nobody should be told that it was sent."""
    return OutgoingMail.objects.exclude(failed_at=None).exists()


def forget(address: str) -> None:
    """Drop what waits for an address."""
    OutgoingMail.objects.filter(to__iexact=address).delete()


def when_waiting(do: Callable[[], object]) -> None:
    """Call `do` when mail waits, instead of sending it where it was written."""
    global _deliver_soon  # noqa: PLW0603
    _deliver_soon = do


_deliver_soon: Callable[[], object] = deliver


def _announce():
    _deliver_soon()


def _try(mail) -> int:
    """1 when it was sent. Raises OSError when the server takes no mail at all."""
    if mail.good_until <= timezone.now() or mail.tries > MAX_TRIES:
        return _give_up(mail, "it is too late for it")
    try:
        _message(mail).send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _words in error.recipients.values()]
        if all(code >= 500 for code in codes):
            return _give_up(mail, "its address was refused")
        return _later(mail)
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        return _give_up(mail, "it was refused") if error.smtp_code >= 500 else _later(mail)
    except OSError as error:
        logger.error("The mail server takes no mail (%s).", type(error).__name__)
        _later(mail, failed_at=timezone.now())
        raise
    except Exception:
        logger.exception("A mail cannot be written.")
        return _give_up(mail, "it cannot be written")
    mail.delete()
    return 1


def _message(mail):
    host = urlsplit(settings.SITE_URL).hostname
    return EmailMessage(
        mail.subject,
        mail.body,
        mail.sender,
        [mail.to],
        headers={"Message-ID": f"<{mail.key}@{host}>"} | mail.headers,
        connection=get_connection(settings.OUTBOX_BACKEND),
    )


def _later(mail, failed_at=None):
    pause = min(_SHORTEST_PAUSE * 2 ** min(mail.tries - 1, 12), _LONGEST_PAUSE)
    due_at = timezone.now() + pause
    OutgoingMail.objects.filter(pk=mail.pk).update(due_at=due_at, failed_at=failed_at)
    return 0


def _give_up(mail, why):
    logger.warning("A mail was given up: %s.", why)
    with transaction.atomic():
        mail.delete()
        given_up.send(sender=OutgoingMail, about=mail.about, to=mail.to)
    return 0
