"""The account pages of Django's admin redirect to our pages, or do everything that ours do."""

import time

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from symptoms.models import Collection, SharedLink
from tests.accounts.steps import (
    OTHER,
    PASSWORD,
    ask_for_code,
    at,
    confirm,
    make_reader,
    newest_code,
    sign_in,
    type_code,
)
from tests.factories import make_shared_link

pytestmark = pytest.mark.django_db
NEW = {"usable_password": "true", "password1": OTHER, "password2": OTHER}


@pytest.fixture
def owner(client):
    make_reader("owner@example.org", is_staff=True, is_superuser=True, name="Ola")
    sign_in(client, "owner@example.org")
    return client


def is_signed_in(client):
    return client.get("/accounts/").status_code == 200


@pytest.mark.parametrize(
    ("method", "stock", "ours"),
    [
        ("get", "/admin/password_change/", "/accounts/password/change/"),
        ("post", "/admin/password_change/", "/accounts/password/change/"),
        ("get", "/admin/password_change/done/", "/accounts/"),
    ],
)
def test_passwords_of_staff_are_changed_where_readers_change_theirs(owner, method, stock, ours):
    data = {"old_password": PASSWORD, "new_password1": OTHER, "new_password2": OTHER}
    response = getattr(owner, method)(stock, data)

    assert (response.status_code, response.url) == (302, ours)
    assert User.objects.get().check_password(PASSWORD)


def test_the_form_for_others_passwords_is_not_for_ones_own(owner):
    page = f"/admin/accounts/user/{User.objects.get().pk}/password/"
    answers = [owner.get(page), owner.post(page, NEW)]

    assert [answer.url for answer in answers] == ["/accounts/password/change/"] * 2
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("data", [NEW, {"usable_password": "false", "unset-password": "1"}])
def test_a_superusers_reset_ends_sessions_and_shares_and_the_owner_is_told(owner, data):
    user = make_reader()
    make_shared_link(Collection.objects.create(user=user, name="Mine"))
    device = Client()
    sign_in(device)
    mail.outbox.clear()
    response = owner.post(f"/admin/accounts/user/{user.pk}/password/", data)

    assert response.status_code == 302
    assert (is_signed_in(device), SharedLink.objects.count(), is_signed_in(owner)) == (
        False,
        0,
        True,
    )
    assert [(m.to, m.subject) for m in mail.outbox] == [
        (["reader@example.org"], "Your password was changed")
    ]


def test_another_address_by_a_superuser_ends_sessions_and_the_old_address_is_told(owner):
    user = make_reader()
    device = Client()
    sign_in(device)
    mail.outbox.clear()
    data = {"email": "new@example.org", "is_active": "on"}
    owner.post(f"/admin/accounts/user/{user.pk}/change/", data)

    assert (is_signed_in(device), is_signed_in(owner)) == (False, True)
    assert [m.to for m in mail.outbox] == [["reader@example.org"]]


def test_a_superuser_who_changes_their_own_address_stays_signed_in_here_alone(owner):
    elsewhere = Client()
    sign_in(elsewhere, "owner@example.org")
    user = User.objects.get()
    data = {"email": "new@example.org", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    response = owner.post(f"/admin/accounts/user/{user.pk}/change/", data)

    assert response.status_code == 302
    assert (is_signed_in(owner), is_signed_in(elsewhere)) == (True, False)


def test_another_address_ends_the_other_sessions_and_not_this_one(client):
    make_reader()
    elsewhere = Client()
    sign_in(elsewhere)
    sign_in(client)
    client.post(at("account_email"), {"email": "new@example.org", "action_add": "1"})
    client.post(at("account_reauthenticate"), {"password": PASSWORD, "next": at("account_email")})
    confirm(client, newest_code())

    assert User.objects.get().email == "new@example.org"
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)


GUARDED = [
    ("get", "/favorites/yours/"),
    ("get", "/favorites/yours/my-list.json"),
    ("get", "/favorites/yours/my-list.csv"),
    ("get", "/favorites/yours/my-list.html"),
    ("get", "/favorites/yours/delete/"),
    ("post", "/favorites/yours/delete/"),
    ("get", "/accounts/delete/"),
    ("post", "/accounts/delete/"),
]


def later(client, minutes, monkeypatch):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + minutes * 60)


@pytest.mark.parametrize(("method", "page"), GUARDED)
def test_taking_all_or_deleting_it_asks_again_after_a_quarter_of_an_hour(
    client, method, page, monkeypatch
):
    make_reader()
    sign_in(client)
    later(client, 16, monkeypatch)
    response = getattr(client, method)(page)
    assert response.status_code == 302
    assert response.url.startswith("/accounts/reauthenticate/?next=")
    assert User.objects.count() == 1

    client.post(at("account_reauthenticate"), {"password": PASSWORD, "next": "/accounts/"})
    assert getattr(client, method)(page).status_code in {200, 302}
    assert "reauthenticate" not in getattr(client, method)(page).get("Location", "")


@pytest.mark.parametrize("page", ["/favorites/yours/my-list.json", "/accounts/delete/"])
def test_a_sign_in_of_just_now_is_enough(client, page, monkeypatch):
    make_reader()
    sign_in(client)
    later(client, 14, monkeypatch)

    assert client.get(page).status_code == 200


def test_whoever_has_no_password_is_asked_for_a_code(client, monkeypatch):
    user = make_reader()
    user.set_unusable_password()
    user.save()
    ask_for_code(client)
    type_code(client, newest_code())
    assert is_signed_in(client)
    later(client, 16, monkeypatch)
    response = client.get("/favorites/yours/my-list.json")

    assert response.url.startswith("/accounts/reauthenticate/code/?next=")


@pytest.mark.parametrize("spelling", ["{}", "0{}", "+{}", "%20{}"])
def test_ones_own_password_has_one_way_however_its_number_is_written(client, spelling):
    chief = make_reader("chief@example.org", is_staff=True, is_superuser=True)
    client.force_login(chief)
    response = client.get(f"/admin/accounts/user/{spelling.format(chief.pk)}/password/")

    assert (response.status_code, response.url) == (302, at("account_change_password"))
