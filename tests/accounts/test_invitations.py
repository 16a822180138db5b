"""An administrator asks somebody to work on the site, and they come with one form."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, User
from symptoms.models import Contributor, Favorite
from symptoms.workflow.roles import create_roles
from tests.accounts.steps import PASSWORD, make_reader, signed_in
from tests.factories import make_article, make_contributor, make_user

pytestmark = pytest.mark.django_db
ADD = reverse("admin:accounts_invitation_add")
LIST = reverse("admin:accounts_invitation_changelist")


@pytest.fixture
def owner(client):
    create_roles()
    client.force_login(make_user("owner@example.org", is_staff=True, is_superuser=True))
    return client


def invite(owner, role="Writer", **more):
    data = {
        "email": "Nora@Example.org",
        "name": "Nora Nurse",
        "group": Group.objects.get(name=role).pk,
        "contributor": "",
        "new_kind": "",
        "new_role": "",
    }
    return owner.post(ADD, data | more)


def link():
    return re.search(r"http://testserver(/accounts/invitation/\S+)", mail.outbox[-1].body)[1]


@pytest.fixture
def guest(owner, client_class):
    """A browser of somebody who got an invitation, and its link."""
    invite(owner)
    return client_class(), link()


@pytest.fixture
def client_class():
    from django.test import Client

    return Client


def accept(guest, **more):
    browser, address = guest
    return browser.post(address, {"password1": PASSWORD} | more)


def test_one_form_invites_and_one_form_accepts(owner, guest):
    assert invite(owner).status_code == 200  # once is enough
    [message] = mail.outbox
    page = guest[0].get(guest[1])
    response = accept(guest)
    user = User.objects.get(email="nora@example.org")

    assert message.to == ["nora@example.org"]
    assert "Nora Nurse" in page.content.decode() and "Writer" in page.content.decode()
    assert (response.status_code, response.url) == (302, "/admin/")
    assert guest[0].get("/admin/").status_code == 200
    assert (user.name, user.is_staff, user.is_superuser) == ("Nora Nurse", True, False)
    assert [group.name for group in user.groups.all()] == ["Writer"]
    assert not Invitation.objects.exists()


def test_the_new_colleague_signs_in_with_the_password(guest, client_class):
    accept(guest)
    browser = client_class()
    browser.post("/accounts/login/", {"login": "nora@example.org", "password": PASSWORD})

    assert browser.get("/admin/").status_code == 200


def test_following_the_link_changes_nothing(guest):
    for _ in range(2):
        assert guest[0].get(guest[1]).status_code == 200

    assert Invitation.objects.count() == 1
    assert not User.objects.filter(email="nora@example.org").exists()


@pytest.mark.parametrize("password", ["", "short", "1234567890", "nora@example.org"])
def test_a_bad_password_is_refused_in_words_and_changes_nothing(guest, password):
    response = accept(guest, password1=password)

    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.content.decode()
    assert Invitation.objects.count() == 1
    assert not User.objects.filter(email="nora@example.org").exists()


def test_the_link_works_once_and_for_a_week(owner, guest, client_class, monkeypatch):
    accept(guest)
    assert client_class().get(guest[1]).status_code == 410
    assert client_class().post(guest[1], {"password1": "another-long-password"}).status_code == 410

    invite(owner, email="late@example.org")
    late = timezone.now() + timedelta(days=7, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: late)
    response = client_class().post(link(), {"password1": PASSWORD})
    assert response.status_code == 410
    assert "This link no longer works" in response.content.decode()
    assert not User.objects.filter(email="late@example.org").exists()


def test_a_link_is_nobodys_guess_and_is_not_kept(guest, client_class):
    browser, address = guest
    number, signature = address.strip("/").split("/")[-2:]
    wrong = f"/accounts/invitation/{number}/{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}/"

    assert client_class().get(wrong).status_code == 410
    response = browser.get(address)
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer, strict-origin"


def test_sending_it_again_ends_the_first_link(owner, guest):
    chosen = {"action": "send_again", "_selected_action": [Invitation.objects.get().pk]}
    page = owner.post(LIST, chosen, follow=True).content.decode()

    assert "1 invitation was sent again." in page
    assert guest[0].get(guest[1]).status_code == 410
    assert guest[0].get(link()).status_code == 200


def test_deleting_it_ends_the_link(owner, guest):
    row = Invitation.objects.get()
    owner.post(reverse("admin:accounts_invitation_delete", args=[row.pk]), {"post": "yes"})

    assert accept(guest).status_code == 410


def test_a_reviewer_gets_a_public_name_in_the_same_step(owner, client_class):
    refused = invite(owner, role="Medical reviewer")
    assert "Give a medical reviewer a public name" in refused.content.decode()
    invite(owner, role="Medical reviewer", new_kind="clinician", new_role="MS nurse specialist")
    page = client_class().get(link()).content.decode()
    accept((client_class(), link()))
    nora = Contributor.objects.get(slug="nora-nurse")

    assert "Readers will see the name Nora Nurse" in page
    assert (nora.kind, nora.role) == ("clinician", "MS nurse specialist")
    assert nora.account == User.objects.get(email="nora@example.org")


def test_a_public_name_that_is_there_already_is_theirs_when_they_accept(owner, client_class):
    nora = make_contributor("Nora Nurse", kind="clinician")
    taken = invite(owner, role="Medical reviewer", new_kind="clinician")
    assert taken.status_code == 200 and not Invitation.objects.exists()
    invite(owner, role="Medical reviewer", contributor=nora.pk)
    nora.refresh_from_db()
    assert nora.account is None
    accept((client_class(), link()))

    nora.refresh_from_db()
    assert nora.account.email == "nora@example.org"


def test_a_reader_keeps_account_and_favorites(owner, client_class):
    reader = make_reader("nora@example.org")
    saved = Favorite.objects.create(user=reader, article=make_article(live=True))
    invite(owner)
    browser = client_class()
    stranger = browser.post(link(), {"password1": "another-long-password"})
    assert "You already have an account" in stranger.content.decode()
    assert not User.objects.get(pk=reader.pk).is_staff

    browser.force_login(reader)
    assert browser.post(link()).url == "/admin/"
    reader.refresh_from_db()
    assert (reader.is_staff, reader.name) == (True, "Nora Nurse")
    assert reader.check_password(PASSWORD)
    assert list(Favorite.objects.filter(user=reader)) == [saved]


def test_where_else_a_reader_is_signed_in_nobody_works_on_the_site(owner, client_class):
    reader = make_reader("nora@example.org")
    invite(owner)
    browser, library = client_class(), client_class()
    for each in (browser, library):
        each.force_login(reader)
    before = browser.session.session_key
    browser.post(link())

    assert browser.get("/admin/").status_code == 200
    assert browser.session.session_key != before
    assert (signed_in(library), library.get("/admin/").status_code) == (None, 302)


def test_somebody_else_who_is_signed_in_cannot_accept(owner, guest):
    other = make_reader("other@example.org")
    guest[0].force_login(other)
    response = accept(guest)

    assert "You’re signed in with another email address" in response.content.decode()
    other.refresh_from_db()
    assert not other.is_staff


def test_an_account_that_nobody_proved_to_own_is_taken_over(owner, guest):
    stranger = make_user("nora@example.org", "the-password-of-a-stranger")
    accept(guest)
    stranger.refresh_from_db()

    assert stranger.is_staff and stranger.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", ""), ("email", "nobody"), ("name", ""), ("name", "a@b.org"), ("group", "999")],
)
def test_what_cannot_be_an_invitation_is_refused_and_nothing_is_sent(owner, field, value):
    response = invite(owner, **{field: value})

    assert "Please correct the error below." in response.content.decode()
    assert (mail.outbox, Invitation.objects.count()) == ([], 0)


def test_a_colleague_is_not_invited_again(owner):
    make_user("nora@example.org", is_staff=True)

    assert "This person works on the site already." in invite(owner).content.decode()
    assert mail.outbox == []


def test_a_closed_account_is_not_invited(owner):
    make_user("nora@example.org", is_active=False)

    assert "This person’s account is closed." in invite(owner).content.decode()
    assert mail.outbox == []


def test_an_account_that_is_created_meanwhile_is_no_error(guest, monkeypatch):
    make_reader("nora@example.org")
    unsaved = User(email="nora@example.org")
    monkeypatch.setattr("accounts.invitations.known_account", lambda invitation: None)
    monkeypatch.setattr("accounts.invitations.new_account", lambda invitation: unsaved)

    assert accept(guest).url == guest[1]
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("role", ["Writer", "Medical reviewer", "Publisher"])
def test_only_administrators_invite(client, role):
    create_roles()
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    assert client.get(LIST).status_code == client.post(ADD, {}).status_code == 403


def test_no_log_names_the_address(owner, guest):
    accept(guest)

    assert [entry.object_repr for entry in LogEntry.objects.all()] == ["Nora Nurse"]
    assert "example.org" not in str(LogEntry.objects.values())


def test_an_address_that_never_came_is_forgotten_a_month_later(guest, monkeypatch):
    sent = timezone.now()
    for days, left in ((36, 1), (38, 0)):
        monkeypatch.setattr(timezone, "now", lambda days=days: sent + timedelta(days=days))
        call_command("forgetinactive", verbosity=0)
        assert Invitation.objects.count() == left
