"""However an account is deleted, nothing of it is left: in tables, sessions, logs, or restored backups."""

import errno
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from accounts import erased
from accounts.leaving import DELETED_ACCOUNT, FORMER_EDITOR, StaysOnRecord, erase_all
from accounts.models import InactivityNotice, User
from symptoms.models import Collection, Favorite, OwnQuestion, UpdateEmail
from symptoms.web.last_account import account_key
from tests.accounts.steps import ask_for_code, ask_for_link, make_reader, sign_in
from tests.accounts.test_leaving import traces
from tests.factories import make_article, make_contributor, make_shared_link

pytestmark = pytest.mark.django_db
EMAIL = "going.away@example.org"


@pytest.fixture(autouse=True)
def erased_list(settings, tmp_path):
    settings.ERASED_LIST = tmp_path / "erased.txt"
    return settings.ERASED_LIST


@pytest.fixture
def superuser():
    return make_reader("owner@example.org", is_staff=True, is_superuser=True, name="Ola Owner")


def keep_everything(user):
    """One of everything a reader can have, in tables, sessions, and the admin's log."""
    article = make_article("Fatigue", live=True)
    Favorite.objects.save_item(user, article=article.pk)
    collection = Collection.objects.create(user=user, name="Mine")
    make_shared_link(collection)
    OwnQuestion.objects.create(user=user, text="Why?")
    user.consents.create()
    UpdateEmail.objects.create(user=user)
    make_contributor("Bound", account=user)
    sign_in(Client(), EMAIL)
    ask_for_code(Client(), EMAIL)
    ask_for_link(Client(), EMAIL, next="/favorites/")
    unsent = SessionStore()
    unsent["unsent_form"] = {"owner": user.pk, "fields": [["note", f"I am {EMAIL}"]]}
    unsent.create()
    typed = SessionStore()
    typed["unsent_form"] = {"whose": account_key(user), "fields": [["note", "I fell."]]}
    typed.create()
    waiting = SessionStore()
    waiting["account_login"] = {"user_pk": str(user.pk), "email": None}
    waiting.create()


def log_everything(superuser, user):
    log = LogEntry.objects
    for flag in (ADDITION, CHANGE):
        log.log_actions(superuser.pk, [user], flag, "Changed Email address.")
    kind = ContentType.objects.get_for_model(Favorite)
    log.create(user=superuser, content_type=kind, object_repr=f"for {EMAIL}", action_flag=CHANGE,
               change_message=f"of {EMAIL}")  # fmt: skip


def traces_in_log(pk):
    """Log entries about the account, by its id."""
    return LogEntry.objects.filter(content_type__model="user", object_id=str(pk)).count()


def by_themselves(user, superuser):
    client = Client()
    sign_in(client, EMAIL)
    assert client.post("/accounts/delete/").status_code == 302


def by_a_superuser(user, superuser):
    client = Client()
    client.force_login(superuser)
    page = f"/admin/accounts/user/{user.pk}/delete/"
    assert client.post(page, {"post": "yes"}).status_code == 302


def by_an_action(user, superuser):
    client = Client()
    client.force_login(superuser)
    data = {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"}
    assert client.post("/admin/accounts/user/", data).status_code == 302


def by_being_away(user, superuser):
    long_ago = timezone.now() - timedelta(days=800)
    User.objects.filter(pk=user.pk).update(last_login=long_ago)
    told = timezone.now() - timedelta(days=60)
    InactivityNotice.objects.create(user=user, sent_at=told)
    call_command("forgetinactive", verbosity=0)


WAYS = [by_themselves, by_a_superuser, by_an_action, by_being_away]


@pytest.mark.parametrize("way", WAYS)
def test_every_way_leaves_no_trace_and_the_log_says_that_it_was_done(way, superuser, erased_list):
    user = make_reader(EMAIL)
    pk = user.pk
    keep_everything(user)
    log_everything(superuser, user)
    assert traces(EMAIL, pk) != []
    way(user, superuser)

    assert (User.objects.filter(pk=pk).exists(), traces(EMAIL, pk), traces_in_log(pk)) == (
        False,
        [],
        0,
    )
    for session in Session.objects.all():
        assert "unsent_form" not in session.get_decoded()
        assert "account_login" not in session.get_decoded()
    assert LogEntry.objects.filter(user=superuser).count() >= 3
    assert EMAIL not in erased_list.read_text()


@pytest.mark.parametrize("way", WAYS)
def test_a_restored_backup_forgets_again_whom_the_site_has_forgotten(way, superuser):
    user, other = make_reader(EMAIL), make_reader("other@example.org")
    way(user, superuser)
    User.objects.bulk_create([user])
    backup = User.objects.get(email=EMAIL)
    keep_everything(backup)
    call_command("eraseagain", verbosity=0)

    assert traces(EMAIL, backup.pk) == []
    assert set(User.objects.all()) == {other, superuser}
    call_command("eraseagain", verbosity=0)
    assert User.objects.count() == 2


def test_another_account_with_the_number_of_an_erased_one_stays(erased_list):
    user = make_reader(EMAIL)
    pk = user.pk
    erase_all([user])
    new = make_reader("new@example.org", pk=pk)
    call_command("eraseagain", verbosity=0)

    assert list(User.objects.all()) == [new]
    assert stat.S_IMODE(erased_list.stat().st_mode) == 0o600


def test_the_list_names_nobody_and_only_grows(erased_list):
    erase_all([make_reader(EMAIL)])
    first = erased_list.read_text()
    erase_all([make_reader(EMAIL), make_reader("b@example.org")])
    lines = erased_list.read_text().splitlines()

    assert erased_list.read_text().startswith(first)
    assert [len(line) for line in lines] == [64, 64, 64]
    assert len(set(lines)) == 3


def test_nobody_is_erased_while_the_list_cannot_be_written(settings):
    settings.ERASED_LIST = Path(settings.ERASED_LIST) / "no" / "such" / "folder"
    user = make_reader(EMAIL)
    with pytest.raises(OSError, match="No such file"):
        erase_all([user])

    assert User.objects.get() == user


def test_nobody_is_erased_while_there_is_no_space_for_the_list(monkeypatch, erased_list):
    erase_all([make_reader("a@example.org")])
    user = make_reader(EMAIL)

    def full(file):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("accounts.erased.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        erase_all([user])
    monkeypatch.undo()

    assert User.objects.get() == user


def test_what_could_not_be_erased_is_not_on_the_list(monkeypatch, erased_list):
    user = make_reader(EMAIL)

    def full(users):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("accounts.leaving.end_sessions", full)
    with pytest.raises(OperationalError):
        erase_all([user])
    monkeypatch.undo()
    assert (erased_list.read_text().split(), erased.among([user])) == ([], [])

    erase_all([user])
    assert len(erased_list.read_text().split()) == 1


def test_two_processes_that_erase_at_once_write_different_lines(erased_list):
    first, second = erased.room_for(1), erased.room_for(2)
    erased.write(["b" * 64, "c" * 64], second)
    erased.write(["a" * 64], first)

    assert erased_list.read_text().split() == ["a" * 64, "b" * 64, "c" * 64]


def test_staff_stay_on_record_whoever_deletes_and_nobody_beside_them_goes(client, superuser):
    editor, reader = make_reader(EMAIL, is_staff=True, name="Eve"), make_reader("b@example.org")
    client.force_login(superuser)
    chosen = {"action": "delete_selected", "_selected_action": [editor.pk, reader.pk]}
    asked = client.post("/admin/accounts/user/", chosen)
    client.post("/admin/accounts/user/", chosen | {"post": "yes"})
    alone = client.post(f"/admin/accounts/user/{editor.pk}/delete/", {"post": "yes"})
    with pytest.raises(StaysOnRecord):
        erase_all([reader, editor])

    assert "Eve, who works on this site" in asked.text
    assert (alone.status_code, User.objects.count()) == (403, 3)
    assert erased.among(User.objects.all()) == []


def test_an_account_that_is_closed_is_signed_out_for_good(client, superuser):
    user = make_reader(EMAIL)
    keep_everything(user)
    device = Client()
    sign_in(device, EMAIL)
    client.force_login(superuser)
    page = f"/admin/accounts/user/{user.pk}/change/"
    client.post(page, {"email": EMAIL})
    user.refresh_from_db()
    assert not user.is_active
    left = [session.get_decoded() for session in Session.objects.all()]
    assert [data.get("_auth_user_id") for data in left] == [str(superuser.pk)]

    client.post(page, {"email": EMAIL, "is_active": "on"})
    assert device.get("/favorites/yours/").status_code == 302


def test_erasing_leaves_entries_about_an_address_that_ends_with_it(superuser):
    user = make_reader("a@example.org")
    kind = ContentType.objects.get_for_model(Favorite)
    for text in (
        "for ba@example.org",
        "for a@example.org.nz",
        "for A@example.org",
        '"\\u201ca@example.org\\u201d"',
    ):
        LogEntry.objects.create(user=superuser, content_type=kind, object_repr=text,
                                action_flag=CHANGE, change_message=text)  # fmt: skip
    erase_all([user])

    assert list(LogEntry.objects.order_by("pk").values_list("object_repr", "change_message")) == [
        ("for ba@example.org", "for ba@example.org"),
        ("for a@example.org.nz", "for a@example.org.nz"),
        (DELETED_ACCOUNT, ""),
        (DELETED_ACCOUNT, ""),
    ]


def test_what_a_former_editor_did_stays_in_the_log_and_names_nobody():
    article = make_article("Fatigue")
    for email in ("one@example.org", "two@example.org"):
        LogEntry.objects.log_actions(make_reader(email).pk, [article], CHANGE, "Changed title.")
    erase_all(User.objects.filter(email__in=["one@example.org", "two@example.org"]))

    entries = LogEntry.objects.values_list("change_message", "user__name", "user__is_active")
    assert list(entries) == [("Changed title.", "A former editor", False)] * 2
    assert not User.objects.get(email=FORMER_EDITOR).has_usable_password()


def test_the_browser_forgets_which_account_was_used(superuser):
    make_reader(EMAIL)
    client = Client()
    sign_in(client, EMAIL)
    assert client.cookies["lastaccount"].value
    client.post("/accounts/delete/")

    assert (client.cookies["lastaccount"].value, client.cookies["lastaccount"]["max-age"]) == (
        "",
        0,
    )
