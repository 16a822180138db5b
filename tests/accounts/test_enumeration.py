"""Nobody can find out who has an account: same response, same number of mails, same work."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client

from tests.accounts.steps import ask_for_code, ask_for_link, make_reader, sign_in, sign_up

pytestmark = pytest.mark.django_db


def _what_a_stranger_sees(do, email):
    """Status, location, headers and text of the response and of the page it redirects to."""
    client = Client()
    answer = do(client, email)
    seen = [answer]
    if answer.status_code == 302:
        seen.append(client.get(answer.url))
    return [
        (r.status_code, sorted(set(r.headers) - {"Content-Length"}), _plain(r, email)) for r in seen
    ]


def _plain(response, email):
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.text)
    return (response.headers.get("Location"), text.replace(email, "EMAIL"))


@pytest.mark.parametrize("do", [sign_up, sign_in, ask_for_code, ask_for_link])
def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(do):
    make_reader("known@example.org")
    make_reader("closed@example.org", is_active=False)
    sign_up(Client(), "waiting@example.org")  # and never confirmed

    def wrong_password(client, email):
        return sign_in(client, email, "a wrong password")

    do = wrong_password if do is sign_in else do
    known = _what_a_stranger_sees(do, "known@example.org")
    assert known == _what_a_stranger_sees(do, "fresh@example.org")
    assert known == _what_a_stranger_sees(do, "closed@example.org")
    if do is not wrong_password:
        assert known == _what_a_stranger_sees(do, "waiting@example.org")


@pytest.mark.parametrize("do", [sign_up, ask_for_code, ask_for_link])
def test_each_address_gets_one_mail(do):
    make_reader("known@example.org")
    do(Client(), "known@example.org")
    do(Client(), "fresh@example.org")
    assert [m.to for m in mail.outbox] == [["known@example.org"], ["fresh@example.org"]]


@pytest.mark.parametrize("do", [sign_up, sign_in, ask_for_code, ask_for_link])
def test_passwords_are_hashed_as_often_for_a_known_as_for_an_unknown_address(do, monkeypatch):
    """Hashing takes most of the time, so the response time would reveal it."""
    make_reader("known@example.org", "another password")
    hashed = []
    encode = MD5PasswordHasher.encode

    def count(self, password, salt):
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", count)
    do(Client(), "known@example.org")
    known, hashed[:] = len(hashed), []
    do(Client(), "fresh@example.org")
    assert known == len(hashed)


def test_signing_up_again_leaves_the_account_as_it_is():
    user = make_reader("known@example.org")
    sign_up(Client(), "known@example.org", "a password of somebody else")
    before = user.password
    user.refresh_from_db()
    assert user.password == before
