import time

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from tests.accounts.steps import (
    OTHER,
    PASSWORD,
    ask_for_code,
    ask_for_link,
    at,
    choose_password,
    make_reader,
    newest_code,
    newest_link,
    prove_by_code,
    sign_in,
    signed_in,
    type_code,
)

pytestmark = pytest.mark.django_db
User = get_user_model()


def test_a_forgotten_password_is_replaced_by_a_link_and_signs_in(client):
    user = make_reader()
    assert ask_for_link(client).url == at("account_reset_password_done")
    response = choose_password(client, newest_link())
    assert (response.status_code, response.url) == (302, "/favorites/")
    assert signed_in(client) == str(user.pk)
    user.refresh_from_db()
    assert (user.check_password(OTHER), user.check_password(PASSWORD)) == (True, False)
    assert [message.subject for message in mail.outbox] == [
        "Choose a new password",
        "Your password was changed",
    ]


def test_the_form_of_a_link_is_at_an_address_without_its_secret(client):
    make_reader()
    ask_for_link(client)
    link = newest_link()
    opened = client.get(link)
    assert opened.status_code == 302
    assert opened.url == f"{link.rpartition('/key/')[0]}/key/{_uid(link)}-set-password/"


def _uid(link):
    return link.rpartition("/key/")[2].partition("-")[0]


def _is_dead(link):
    response = Client().get(link)
    return response.status_code == 200 and "This link no longer works" in response.text


def test_a_link_works_once(client):
    make_reader()
    ask_for_link(client)
    link = newest_link()
    choose_password(client, link)
    assert _is_dead(link)


def test_a_link_dies_with_a_change_of_the_password(client):
    user = make_reader()
    ask_for_link(client)
    user.set_password(OTHER)
    user.save()
    assert _is_dead(newest_link())


def test_a_link_dies_with_a_change_of_the_address(client):
    user = make_reader()
    ask_for_link(client)
    link = newest_link()
    user.email = "new@example.org"
    user.save()
    assert _is_dead(link)


def test_a_link_dies_with_the_next_sign_in(client):
    make_reader()
    ask_for_link(client)
    link = newest_link()
    sign_in(Client())
    assert _is_dead(link)


def test_a_link_dies_after_an_hour(client, settings):
    make_reader()
    ask_for_link(client)
    link = newest_link()
    assert settings.PASSWORD_RESET_TIMEOUT == 3600
    settings.PASSWORD_RESET_TIMEOUT = 1
    time.sleep(2.1)
    assert _is_dead(link)


@pytest.mark.parametrize("link", ["1-", "zzzzzzzzzzzzz-abc", "1-abc-def", "0-set-password"])
def test_a_made_up_link_is_dead(link):
    response = Client().get(f"/accounts/password/reset/key/{link}/")
    assert response.status_code in {200, 404}
    assert "Choose a new password</h1>" not in response.text


def test_a_new_password_lets_the_reader_in_who_was_locked_out(client):
    make_reader()
    for _ in range(6):
        sign_in(client, password="wrong")
    assert signed_in(client) is None
    ask_for_link(client)
    choose_password(Client(), newest_link())
    assert sign_in(client, password=OTHER).url == "/favorites/"


def test_where_the_reader_was_going_waits_in_the_session_and_not_in_the_mail(client):
    make_reader()
    response = ask_for_link(client, next="/articles/fatigue/")
    assert response.url == at("account_reset_password_done")
    assert "fatigue" not in str(mail.outbox[0].message())
    assert choose_password(client, newest_link()).url == "/articles/fatigue/"


def test_changing_the_password_ends_the_other_sessions_and_not_this_one(client):
    user = make_reader()
    other = Client()
    sign_in(client)
    sign_in(other)
    before = client.session.session_key
    response = client.post(
        at("account_change_password"), {"oldpassword": PASSWORD, "password1": OTHER}
    )
    assert response.url == at("account_home")
    assert client.get(at("account_home")).status_code == 200
    assert client.session.session_key != before
    assert other.get(at("account_home")).status_code == 302
    assert [(m.subject, m.to) for m in mail.outbox] == [("Your password was changed", [user.email])]


def test_choosing_a_password_by_a_link_ends_the_other_sessions(client):
    make_reader()
    other = Client()
    sign_in(other)
    ask_for_link(client)
    choose_password(client, newest_link())
    assert other.get(at("account_home")).status_code == 302


def test_changing_the_password_needs_the_old_one(client):
    client.force_login(make_reader())
    response = client.post(at("account_change_password"), {"oldpassword": "x", "password1": OTHER})
    assert response.context["form"].errors == {"oldpassword": ["That isn’t your current password."]}


def test_whoever_has_no_password_can_choose_one_after_a_code(client):
    user = make_reader(password=None)
    ask_for_code(client)
    type_code(client, newest_code())
    page = at("account_set_password")
    assert client.get(at("account_change_password")).url == page
    asked = client.get(page)
    assert asked.url == "/accounts/reauthenticate/code/?next=%2Faccounts%2Fpassword%2Fset%2F"

    assert prove_by_code(client, next=page).url == page
    assert client.post(page, {"password1": OTHER}).url == at("account_home")

    user.refresh_from_db()
    assert user.check_password(OTHER)
    assert [(m.subject, m.to) for m in mail.outbox] == [
        ("Your sign-in code", [user.email]),
        ("Your code", [user.email]),
        ("Your account has a password", [user.email]),
    ]


def test_a_first_password_that_is_sent_before_the_code_changes_nothing_and_is_kept_nowhere(client):
    user = make_reader(password=None)
    client.force_login(user)
    response = client.post(at("account_set_password"), {"password1": OTHER})
    assert response.url == at("account_set_password")
    assert client.get(response.url).url.startswith("/accounts/reauthenticate/code/")
    assert OTHER not in str(dict(client.session))
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_a_change_is_kept_when_the_mail_about_it_cannot_be_sent(client, monkeypatch):
    user = make_reader()
    client.force_login(user)

    def fail(self, *args):
        raise OSError("no mail today")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    data = {"oldpassword": PASSWORD, "password1": OTHER}
    assert client.post(at("account_change_password"), data).url == at("account_home")
    user.refresh_from_db()
    assert user.check_password(OTHER)
