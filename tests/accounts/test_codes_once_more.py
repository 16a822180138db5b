"""Before something important changes, people who are signed in confirm who they are again."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.accounts.steps import (
    PASSWORD,
    ask_for_code_once_more,
    at,
    confirm,
    make_reader,
    newest_code,
    prove_by_code,
    type_code,
)

pytestmark = pytest.mark.django_db
ASK = "account_request_reauthentication_code"
TYPE = "account_confirm_reauthentication_code"
PASSWORD_PAGE = "/accounts/password/set/"


@pytest.fixture
def reader(client):
    user = make_reader(password=None)
    client.force_login(user)
    return user


def test_the_page_says_where_the_code_goes_before_it_is_sent(client, reader):
    page = client.get(at(ASK)).text
    assert "We’ll email it to <strong>reader@example.org</strong>" in page
    assert mail.outbox == []


def test_a_code_goes_to_the_readers_own_address_whatever_the_form_says(client, reader):
    make_reader("other@example.org")
    response = client.post(at(ASK), {"recipient": "other@example.org"})
    assert response.url == at(TYPE)
    assert [message.to for message in mail.outbox] == [["reader@example.org"]]


def test_a_reader_without_a_password_changes_the_address_by_two_codes(client, reader):
    """The form that was sent first is stored until the first code is entered."""
    address = at("account_email")
    response = client.post(address, {"email": "new@example.org", "action_add": "1"})
    assert response.url == "/accounts/reauthenticate/code/?next=%2Faccounts%2Femail%2F"
    assert prove_by_code(client, next=address).url == at("account_email_verification_sent")
    confirm(client, newest_code())
    reader.refresh_from_db()
    assert reader.email == "new@example.org"


def test_a_wrong_code_proves_nothing(client, reader):
    ask_for_code_once_more(client)
    response = type_code(client, "0000-0000", TYPE)
    assert response.context["form"].errors == {
        "code": ["That code doesn’t match. Check the email and try again."]
    }
    assert client.get(PASSWORD_PAGE).status_code == 302


def test_five_wrong_codes_end_it(client, reader):
    ask_for_code_once_more(client)
    code = newest_code()
    answers = [type_code(client, "1", TYPE).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 302]
    type_code(client, code, TYPE)
    assert client.get(PASSWORD_PAGE).status_code == 302


def test_a_code_of_somebody_else_proves_nothing(client, reader):
    ask_for_code_once_more(client)
    other = Client()
    other.force_login(make_reader("other@example.org", password=None))
    ask_for_code_once_more(other)
    type_code(other, mail.outbox[0].body.split("code is ")[1][:9], TYPE)
    assert other.get(PASSWORD_PAGE).status_code == 302


def test_pressing_the_button_twice_goes_on_as_pressing_it_once(client, reader):
    ask_for_code_once_more(client)
    code = newest_code()
    answers = [type_code(client, code, TYPE, next=PASSWORD_PAGE) for _ in range(2)]
    assert [answer.url for answer in answers] == [PASSWORD_PAGE, PASSWORD_PAGE]
    assert "has expired" not in client.get(PASSWORD_PAGE).text


def test_without_a_place_to_go_on_to_it_is_the_account_page(client, reader):
    ask_for_code_once_more(client)
    code = newest_code()
    answers = [type_code(client, code, TYPE) for _ in range(2)]
    assert [answer.url for answer in answers] == ["/accounts/", "/accounts/"]


def test_a_code_that_is_too_old_says_so(client, reader):
    ask_for_code_once_more(client)
    code = newest_code()
    session = client.session
    session["account_email_reauthentication_code"] |= {"at": 0}
    session.save()
    data = {"code": code, "next": PASSWORD_PAGE}
    response = client.post(at(TYPE), data, follow=True)
    assert "Your code has expired. You can request a new one." in response.text
    assert response.request["PATH_INFO"] == at(ASK)


def test_a_new_code_replaces_the_old_one_and_says_so(client, reader):
    ask_for_code_once_more(client)
    old = newest_code()
    response = client.post(at(TYPE), {"action": "resend"}, follow=True)
    assert "We’re emailing you a new code. Only the newest one works." in response.text
    new = newest_code()
    if new != old:
        assert type_code(client, old, TYPE).status_code == 200
    assert type_code(client, new, TYPE, next=PASSWORD_PAGE).url == PASSWORD_PAGE


def test_the_first_code_is_no_new_code(client, reader):
    response = client.post(at(ASK), follow=True)
    assert "We’re emailing you a new code" not in response.text


def test_codes_are_limited_in_words_that_do_not_advise_another_code(client, reader):
    for _ in range(3):
        assert ask_for_code_once_more(client).status_code == 302
    response = ask_for_code_once_more(client)
    summary = re.search(r'class="error-summary".+?</div>', response.text, re.S)[0]
    assert "<li>Too many tries. Wait a few minutes and try again.</li>" in summary
    assert len(mail.outbox) == 3


def test_whoever_has_a_password_can_use_either(client):
    client.force_login(make_reader())
    password, code = at("account_reauthenticate"), at(ASK)
    where = "?next=%2Faccounts%2Femail%2F"
    page = client.get(password + where).text
    assert f'href="{code}{where}">Email me a code instead</a>' in page
    page = client.get(code + where).text
    assert f'href="{password}{where}">Use my password instead</a>' in page
    data = {"password": PASSWORD, "next": at("account_email")}
    assert client.post(password, data).url == at("account_email")


def test_nobody_is_redirected_to_another_site(client, reader):
    ask_for_code_once_more(client, next="https://evil.example/")
    code = newest_code()
    answers = [type_code(client, code, TYPE, next="https://evil.example/") for _ in range(2)]
    assert [answer.url for answer in answers] == ["/accounts/", "/accounts/"]


def test_the_responses_are_not_cached(client, reader):
    for name in (ASK, TYPE):
        ask_for_code_once_more(client)
        assert client.get(at(name)).headers["Cache-Control"] == "private, no-store"
