import pytest
from django.core import mail
from django.test import Client

from accounts.adapter import TOO_MANY
from accounts.checks import check_rate_limits_are_shared
from tests.accounts.steps import (
    PASSWORD,
    ask_for_code,
    ask_for_link,
    at,
    choose_password,
    make_reader,
    newest_link,
    sign_in,
    sign_up,
    signed_in,
)

pytestmark = pytest.mark.django_db


def _guess(times, **headers):
    for _ in range(times):
        Client().post(
            at("account_login"), {"login": "reader@example.org", "password": "x"}, **headers
        )


def _is_locked():
    client = Client()
    response = sign_in(client)
    return signed_in(client) is None and response.context["form"].errors == {"__all__": [TOO_MANY]}


def test_five_wrong_passwords_lock_the_sixth_try_even_with_the_right_one():
    make_reader()
    _guess(4)
    client = Client()
    assert sign_in(client).url == "/favorites/"
    _guess(1)
    assert _is_locked()


@pytest.mark.parametrize(
    "spelling", ["READER@example.org", "reader@EXAMPLE.ORG", " reader@example.org "]
)
def test_another_spelling_gives_no_more_tries(spelling):
    make_reader()
    for _ in range(5):
        sign_in(Client(), spelling, "x")
    assert _is_locked()


def test_another_port_in_the_host_header_gives_no_more_tries():
    make_reader()
    for port in range(1, 6):
        _guess(1, HTTP_HOST=f"testserver:{port}")
    assert _is_locked()


def test_a_made_up_forwarded_address_gives_no_more_tries():
    make_reader()
    for number in range(1, 11):
        data = {"login": f"reader{number}@example.org", "password": "x"}
        Client().post(at("account_login"), data, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert _is_locked()


def test_the_admins_login_gives_no_more_tries(client):
    make_reader("staff@example.org", is_staff=True)
    for _ in range(20):
        data = {"username": "staff@example.org", "password": "x"}
        assert client.post("/admin/login/", data).status_code == 302
    assert sign_in(client, "staff@example.org").url == "/favorites/"


def test_whoever_is_locked_out_gets_in_by_code_or_by_a_new_password(client):
    make_reader()
    _guess(5)
    assert ask_for_code(client).url == at("account_confirm_login_code")
    other = Client()
    ask_for_link(other)
    assert choose_password(other, newest_link()).url == "/favorites/"


def test_codes_for_one_address_are_limited_in_words(client):
    make_reader()
    for _ in range(3):
        ask_for_code(Client())
    assert ask_for_code(client).context["form"].errors == {"email": [TOO_MANY]}
    assert len(mail.outbox) == 3


@pytest.mark.parametrize("do", [ask_for_link, sign_up], ids=["forgotten password", "sign up"])
def test_too_many_mails_to_one_address_get_a_page_in_our_words(do):
    make_reader()
    for _ in range(3):
        assert do(Client()).status_code == 302
    response = do(Client())
    assert response.status_code == 429
    assert "<h1>Please wait a few minutes</h1>" in response.text
    assert len(mail.outbox) == 3


def test_the_wrong_current_password_can_be_tried_five_times_a_minute(client):
    client.force_login(make_reader())
    data = {"oldpassword": "x", "password1": PASSWORD}
    answers = [client.post(at("account_change_password"), data).status_code for _ in range(6)]
    assert answers == [200, 200, 200, 200, 200, 429]


@pytest.mark.parametrize(
    ("workers", "backend", "warnings"),
    [
        (None, "locmem.LocMemCache", []),
        ("1", "locmem.LocMemCache", []),
        ("2", "locmem.LocMemCache", ["accounts.W001"]),
        ("2", "db.DatabaseCache", []),
        ("nonsense", "locmem.LocMemCache", []),
    ],
)
def test_the_check_warns_when_every_worker_counts_alone(
    settings, monkeypatch, workers, backend, warnings
):
    monkeypatch.delenv("WEB_CONCURRENCY", raising=False)
    if workers:
        monkeypatch.setenv("WEB_CONCURRENCY", workers)
    settings.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{backend}"}}
    assert [warning.id for warning in check_rate_limits_are_shared(None)] == warnings
