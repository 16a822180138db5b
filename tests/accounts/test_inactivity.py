"""Inactive accounts: the owner is told at 23 months; deleted at 24, never without notice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.inactivity import months_before
from accounts.models import User
from symptoms.models import Favorite
from tests.accounts.steps import make_reader
from tests.factories import make_article

pytestmark = pytest.mark.django_db
START = datetime(2024, 3, 31, 12, tzinfo=UTC)
TOLD = datetime(2026, 2, 28, 12, tzinfo=UTC)
DELETED = datetime(2026, 3, 31, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def reader():
    user = make_reader("away@example.org", last_login=START, date_joined=START)
    Favorite.objects.save_item(user, article=make_article("Fatigue", live=True).pk)
    make_reader("here@example.org", last_login=DELETED - timedelta(days=30))
    make_reader("editor@example.org", last_login=START, date_joined=START, is_staff=True)
    return user


@pytest.fixture
def run(monkeypatch, capsys):
    def at(moment, **options):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        call_command("forgetinactive", **options)
        return capsys.readouterr().out.strip()

    return at


@pytest.mark.parametrize(
    ("now", "months", "expected"),
    [
        ((2026, 3, 31), 1, (2026, 2, 28)),
        ((2026, 3, 15), 23, (2024, 4, 15)),
        ((2026, 1, 15), 1, (2025, 12, 15)),
        ((2026, 2, 28), 24, (2024, 2, 28)),
    ],
)
def test_months_are_those_of_the_calendar(now, months, expected):
    found = months_before(datetime(*now, tzinfo=UTC), months)

    assert found == datetime(*expected, tzinfo=UTC)


def test_nobody_is_told_before_23_months(reader, run):
    assert run(datetime(2026, 2, 27, tzinfo=UTC)) == "Deleted: 0. Told: 0."


def test_away_for_23_months_is_told_once_in_neutral_words(reader, run):
    later = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert run(later) == "Deleted: 0. Told: 1."
    assert run(later + timedelta(days=1)) == "Deleted: 0. Told: 0."
    (message,) = mail.outbox

    assert message.to == ["away@example.org"]
    assert "Fatigue" not in message.subject + message.body
    assert "MS" not in message.subject.split()


def test_a_month_later_the_account_is_deleted_with_all_that_was_in_it(reader, run):
    run(datetime(2026, 3, 1, 12, tzinfo=UTC))
    assert run(datetime(2026, 3, 30, 12, tzinfo=UTC)) == "Deleted: 0. Told: 0."
    assert run(datetime(2026, 4, 1, 12, tzinfo=UTC)) == "Deleted: 1. Told: 0."

    assert set(User.objects.values_list("email", flat=True)) == {
        "here@example.org",
        "editor@example.org",
    }
    assert not Favorite.objects.exists()


def test_nobody_is_deleted_without_having_been_told_four_weeks_before(reader, run):
    late = datetime(2027, 1, 1, 12, tzinfo=UTC)
    assert run(late) == "Deleted: 0. Told: 1."
    assert run(late + timedelta(days=28) - SECOND) == "Deleted: 0. Told: 0."
    assert run(late + timedelta(days=28)) == "Deleted: 1. Told: 0."


def test_signing_in_again_keeps_the_account_and_starts_anew(reader, run):
    run(datetime(2026, 3, 1, 12, tzinfo=UTC))
    User.objects.filter(pk=reader.pk).update(last_login=datetime(2026, 3, 2, tzinfo=UTC))
    assert run(datetime(2026, 5, 1, 12, tzinfo=UTC)) == "Deleted: 0. Told: 0."
    assert run(datetime(2028, 2, 3, 12, tzinfo=UTC)).endswith("Told: 2.")


def test_who_never_signed_in_counts_from_signing_up(run):
    make_reader("never@example.org", last_login=None, date_joined=START)

    assert run(datetime(2026, 3, 1, 12, tzinfo=UTC)) == "Deleted: 0. Told: 1."


def test_a_dry_run_does_nothing(reader, run):
    out = run(datetime(2026, 3, 1, 12, tzinfo=UTC), dry_run=True)

    assert out == "Would be deleted: 0. Would be told: 1."
    assert (mail.outbox, User.objects.count()) == ([], 3)


def test_a_mail_that_cannot_be_sent_is_tried_again(reader, run, monkeypatch):
    from django.core.mail import EmailMessage

    def fail(self):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", fail)
        with pytest.raises(CommandError):
            run(datetime(2026, 3, 1, 12, tzinfo=UTC))
    assert run(datetime(2026, 3, 2, 12, tzinfo=UTC)).endswith("\nDeleted: 0. Told: 1.")
