import datetime

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.accounts.steps import (
    PASSWORD,
    ask_for_code,
    at,
    choose_password,
    confirm,
    make_reader,
    newest_code,
    newest_link,
    sign_in,
    sign_up,
    signed_in,
    type_code,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db

MISMATCH = (
    "That email address and password don’t match. Check both, or sign in with a code by email."
)


def test_sign_in_by_password(client):
    user = make_reader()
    response = sign_in(client, "READER@example.org ")
    assert (response.status_code, response.url) == (302, "/favorites/")
    assert signed_in(client) == str(user.pk)
    assert mail.outbox == []


def test_sign_in_by_code(client):
    user = make_reader()
    response = ask_for_code(client)
    assert (response.status_code, response.url) == (302, at("account_confirm_login_code"))
    assert signed_in(client) is None
    response = type_code(client, newest_code())
    assert (response.status_code, response.url) == (302, "/favorites/")
    assert signed_in(client) == str(user.pk)


def test_the_second_button_of_the_sign_in_page_asks_for_a_code(client):
    """It submits the same form to another page, so nobody types the address twice."""
    make_reader()
    response = client.post(
        at("account_request_login_code"),
        {"login": "reader@example.org", "password": "", "next": "/articles/x/"},
    )
    assert response.url == "/accounts/login/code/confirm/?next=%2Farticles%2Fx%2F"
    assert mail.outbox[0].subject == "Your sign-in code"


def test_a_code_works_once_and_only_in_the_browser_that_asked(client):
    make_reader()
    ask_for_code(client)
    code = newest_code()
    elsewhere = Client()
    ask_for_code(elsewhere)
    if newest_code() != code:
        type_code(elsewhere, code)
        assert signed_in(elsewhere) is None
    type_code(client, code)
    assert signed_in(client)
    client.post(at("account_logout"))
    type_code(client, code)
    assert signed_in(client) is None


def test_pressing_the_button_twice_says_nothing_of_a_code_that_is_too_old(client):
    make_reader()
    ask_for_code(client)
    code = newest_code()
    type_code(client, code)
    response = type_code(client, code)
    assert response.url == "/favorites/"
    assert "has expired" not in client.get(response.url).text


def test_five_wrong_codes_end_it(client):
    make_reader()
    ask_for_code(client)
    code = newest_code()
    assert [type_code(client, "1").status_code for _ in range(5)] == [200, 200, 200, 200, 302]
    type_code(client, code)
    assert signed_in(client) is None


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("reader@example.org", "wrong"),
        ("nobody@example.org", PASSWORD),
        ("nobody@example.org", "x"),
    ],
)
def test_a_failure_never_says_which_part_was_wrong(client, email, password):
    make_reader()
    response = sign_in(client, email, password)
    assert response.status_code == 200
    assert response.context["form"].errors == {"__all__": [MISMATCH]}
    assert response.context["form"]["login"].value() == email
    assert f'value="{password}"' not in response.text


def test_the_session_changes_its_key_at_sign_in(client):
    make_reader()
    ask_for_code(client)
    before = client.session.session_key
    type_code(client, newest_code())
    assert client.session.session_key != before
    stolen = Client()
    stolen.cookies["sessionid"] = before
    assert signed_in(stolen) is None


def _expiry(client):
    cookie = client.cookies["sessionid"]
    return cookie["max-age"]


TWO_WEEKS = 14 * 24 * 60 * 60


def test_the_session_lasts_two_weeks(client):
    make_reader()
    sign_in(client)
    assert _expiry(client) == TWO_WEEKS
    age = client.session.get_expiry_date() - timezone.now()
    assert datetime.timedelta(days=13) < age <= datetime.timedelta(days=14)


def test_on_a_shared_device_the_session_ends_with_the_browser(client):
    make_reader()
    sign_in(client, shared_device="on")
    assert _expiry(client) == ""


def test_on_a_shared_device_the_session_after_a_code_ends_with_the_browser(client):
    make_reader()
    ask_for_code(client, shared_device="on")
    type_code(client, newest_code())
    assert signed_in(client)
    assert _expiry(client) == ""


def test_on_a_shared_device_the_session_after_signing_up_ends_with_the_browser(client):
    sign_up(client, shared_device="on")
    confirm(client, newest_code())
    assert signed_in(client)
    assert _expiry(client) == ""


def test_on_a_shared_device_the_session_after_a_new_password_ends_with_the_browser(client):
    make_reader()
    client.post(at("account_reset_password"), {"email": "reader@example.org"})
    choose_password(client, newest_link(), shared_device="on")
    assert signed_in(client)
    assert _expiry(client) == ""


def test_the_choice_of_one_sign_in_is_not_kept_for_the_next(client):
    make_reader()
    ask_for_code(client, shared_device="on")
    sign_in(client)
    type_code(client, newest_code())
    client.post(at("account_logout"))
    sign_in(client)
    assert _expiry(client) == TWO_WEEKS


def test_a_closed_account_cannot_sign_in(client):
    make_reader(is_active=False)
    assert sign_in(client, password="wrong").context["form"].errors == {"__all__": [MISMATCH]}
    assert sign_in(client).url == at("account_inactive")
    ask_for_code(client)
    assert mail.outbox[-1].subject == "There is no account with this address"
    assert signed_in(client) is None


def test_closing_an_account_ends_its_sessions(client):
    user = make_reader()
    sign_in(client)
    user.is_active = False
    user.save()
    assert client.get(at("account_home")).status_code == 302


def test_whoever_is_signed_in_is_sent_on_from_the_sign_in_pages(client):
    client.force_login(make_reader())
    for page in ("account_login", "account_signup", "account_request_login_code"):
        assert client.get(at(page)).url == "/favorites/"


def test_sign_in_needs_the_token_of_the_page():
    make_reader()
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client).status_code == 403
    assert signed_in(client) is None
    token = client.get(at("account_login")).context["csrf_token"]
    assert sign_in(client, csrfmiddlewaretoken=str(token)).url == "/favorites/"


def test_an_account_from_the_command_line_of_django_gets_in_too(client):
    """`createsuperuser` does not confirm the address; the code does."""
    user = make_user("root@example.org", PASSWORD, is_staff=True, is_superuser=True)
    assert sign_in(client, user.email).url == at("account_email_verification_sent")
    confirm(client, newest_code())
    assert signed_in(client) == str(user.pk)
