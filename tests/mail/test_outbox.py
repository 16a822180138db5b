"""The outbox: mail is stored with its cause, sent after the response at least once, and deleted."""

import smtplib
import socket
import threading
import time
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.inactivity import notify
from accounts.models import InactivityNotice
from symptoms.mail import outbox, worker
from symptoms.models import OutgoingMail
from tests.accounts.steps import ask_for_code, at, make_reader, newest_code, type_code
from tests.factories import make_user
from tests.races import run_together

pytestmark = pytest.mark.django_db
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _an_outbox(settings):
    settings.EMAIL_BACKEND = "symptoms.mail.outbox.Backend"
    settings.OUTBOX_BACKEND = LOCMEM


def write(to="reader@example.org", **more):
    message = EmailMessage("Subject", "Words.", to=[to])
    for name, value in more.items():
        setattr(message, name, value)
    message.send()
    return OutgoingMail.objects.latest("pk")


def failing(monkeypatch, error):
    tries = []

    def fail(self, messages):
        tries.append(messages[0].to)
        raise error

    monkeypatch.setattr(f"{LOCMEM}.send_messages", fail)
    return tries


def later(**span):
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(**(span or {"seconds": 1})))


def test_mail_waits_and_is_gone_when_it_is_sent():
    written = write()
    assert mail.outbox == []
    assert outbox.deliver() == 1

    sent = mail.outbox[0]
    assert (sent.to, sent.subject, sent.body) == (["reader@example.org"], "Subject", "Words.")
    assert str(written.key) in sent.extra_headers["Message-ID"]
    assert OutgoingMail.objects.count() == 0
    assert outbox.deliver() == 0


def test_mail_to_several_is_one_for_each_and_names_no_other():
    EmailMessage("s", "b", to=["a@example.org"], bcc=["b@example.org", "c@example.org"]).send()
    outbox.deliver()

    assert sorted(m.recipients() for m in mail.outbox) == [
        ["a@example.org"],
        ["b@example.org"],
        ["c@example.org"],
    ]


def test_mail_goes_with_what_caused_it_or_not_at_all():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    assert outbox.deliver() == 0


def test_what_the_outbox_cannot_keep_is_refused():
    message = EmailMultiAlternatives("s", "b", to=["a@example.org"])
    message.attach_alternative("<p>b</p>", "text/html")
    with pytest.raises(TypeError):
        message.send()


def test_a_server_that_is_away_is_asked_once_and_again_later(monkeypatch, caplog):
    tries = failing(monkeypatch, ConnectionRefusedError("reader@example.org"))
    for _ in range(3):
        write()
    assert (outbox.deliver(), len(tries)) == (0, 1)
    assert OutgoingMail.objects.count() == 3
    assert "example.org" not in caplog.text

    monkeypatch.undo()
    assert outbox.deliver() == 2
    later()
    assert outbox.deliver() == 1


def test_the_pauses_grow_and_the_tries_end(monkeypatch):
    failing(monkeypatch, ConnectionRefusedError())
    write(valid_for=timedelta(days=400))
    pauses = []
    while OutgoingMail.objects.exists():
        outbox.deliver()
        row = OutgoingMail.objects.first()
        if row:
            pauses.append(round((row.due_at - timezone.now()).total_seconds()))
            later()
    assert pauses[:4] == [15, 30, 60, 120]
    assert (max(pauses), len(pauses)) == (6 * 60 * 60, outbox.MAX_TRIES)


@pytest.mark.parametrize(
    ("error", "waits"),
    [
        (smtplib.SMTPRecipientsRefused({"reader@example.org": (550, b"unknown")}), False),
        (smtplib.SMTPRecipientsRefused({"reader@example.org": (450, b"gray")}), True),
        (smtplib.SMTPDataError(554, b"spam"), False),
        (smtplib.SMTPDataError(451, b"busy"), True),
        (UnicodeError("reader@example.org"), False),
    ],
)
def test_one_refused_mail_holds_up_no_other_and_is_no_sign_of_a_server_away(
    monkeypatch, caplog, error, waits
):
    failing(monkeypatch, error)
    write()
    outbox.deliver()
    assert OutgoingMail.objects.exists() is waits
    assert outbox.is_stuck() is False
    assert "reader@example.org" not in "".join(r.getMessage() for r in caplog.records)

    monkeypatch.undo()
    write("other@example.org")
    outbox.deliver()
    assert mail.outbox[-1].to == ["other@example.org"]


def test_a_mail_that_comes_too_late_is_not_sent():
    write(valid_for=timedelta(seconds=-1))
    outbox.deliver()

    assert (mail.outbox, OutgoingMail.objects.count()) == ([], 0)


def test_mail_of_a_killed_process_is_sent_by_the_next(monkeypatch):
    write()
    failing(monkeypatch, SystemExit())
    with pytest.raises(SystemExit):
        outbox.deliver()
    monkeypatch.undo()
    assert outbox.deliver() == 0  # it may still be on its way
    later()
    assert outbox.deliver() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_deliver_at_once_send_nothing_twice(settings):
    settings.EMAIL_BACKEND = "symptoms.mail.outbox.Backend"
    with transaction.atomic():
        outbox_rows = [write(f"reader{number}@example.org") for number in range(12)]
        transaction.get_connection().run_on_commit.clear()
    assert run_together(*[outbox.deliver] * 4) == []

    assert sorted(m.to[0] for m in mail.outbox) == sorted(row.to for row in outbox_rows)


def test_the_command_sends_what_waits(capsys):
    write()
    call_command("sendmail")

    assert capsys.readouterr().out == "1 sent, 0 waiting.\n"


# --- Accounts -------------------------------------------------------------------------------------


def test_a_code_goes_through_the_outbox_and_is_valid_for_minutes(client):
    make_reader()
    answer = ask_for_code(client)
    assert (answer.url, mail.outbox) == (at("account_confirm_login_code"), [])
    row = OutgoingMail.objects.get()
    assert row.good_until - timezone.now() < timedelta(minutes=11)
    outbox.deliver()

    assert type_code(client, newest_code()).url == "/favorites/"


def test_the_page_says_so_while_the_server_takes_no_mail(client, monkeypatch):
    make_reader()
    failing(monkeypatch, TimeoutError())
    ask_for_code(Client())
    outbox.deliver()
    page = ask_for_code(client)
    assert page.status_code == 503
    assert "This is our fault, not yours." in page.text
    assert OutgoingMail.objects.count() == 1

    monkeypatch.undo()
    later()
    outbox.deliver()
    assert ask_for_code(client).status_code == 302


def test_mail_for_somebody_who_leaves_is_dropped(client):
    reader = make_reader()
    write("Reader@example.org")
    write("other@example.org")
    client.force_login(reader)
    client.post(at("account_delete"))

    [other, goodbye] = OutgoingMail.objects.order_by("pk")
    assert (other.to, goodbye.to) == ("other@example.org", "reader@example.org")
    assert "Your account was deleted" in goodbye.subject


def test_a_notice_that_could_not_be_sent_does_not_count(monkeypatch):
    reader = make_user("away@example.org")
    notify(reader, timezone.now())
    assert InactivityNotice.objects.count() == 1
    failing(monkeypatch, smtplib.SMTPRecipientsRefused({"away@example.org": (550, b"unknown")}))
    outbox.deliver()

    assert InactivityNotice.objects.count() == 0


# --- The thread -----------------------------------------------------------------------------------


@pytest.fixture
def silent_server(settings):
    """A server that accepts connections and never responds."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        settings.OUTBOX_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = listening.getsockname()
        settings.EMAIL_TIMEOUT = 2
        yield


@pytest.mark.django_db(transaction=True)
def test_a_silent_server_keeps_no_page_waiting(client, silent_server, monkeypatch):
    letter = threading.Event()
    monkeypatch.setattr(outbox, "_deliver_soon", letter.set)
    make_reader()
    start = time.monotonic()
    assert ask_for_code(client).status_code == 302
    assert letter.is_set()
    assert time.monotonic() - start < 2

    assert outbox.deliver() == 0
    assert outbox.is_stuck()


@pytest.mark.django_db(transaction=True)
def test_the_thread_sends_what_is_written_and_what_was_left(monkeypatch):
    monkeypatch.setattr(outbox, "_deliver_soon", lambda: None)
    write("left@example.org")
    thread = worker.start()
    for _ in range(100):
        if not OutgoingMail.objects.exists():
            break
        time.sleep(0.1)
    write("new@example.org")
    for _ in range(100):
        if not OutgoingMail.objects.exists():
            break
        time.sleep(0.1)

    worker.stop(thread)
    assert not thread.is_alive()
    assert [m.to for m in mail.outbox] == [["left@example.org"], ["new@example.org"]]
