import pytest
from django.test import Client

from tests.accounts.steps import (
    OTHER,
    PASSWORD,
    ask_for_code,
    ask_for_link,
    at,
    make_reader,
    newest_link,
    sign_in,
    sign_up,
)

pytestmark = pytest.mark.django_db

HOSTILE = {
    "empty": "",
    "null byte": "a\x00b@example.org",
    "only null bytes": "\x00\x00",
    "surrogate in UTF-8": b"\xed\xa0\x80@example.org",
    "not UTF-8": b"\xff\xfe\xfd",
    "long": "a" * 100_000,
    "long address": "a" * 100_000 + "@example.org",
    "number": str(10**30),
    "negative": "-1",
    "line feed": "a@example.org\nBcc: b@example.org",
    "markup": "<script>alert(1)</script>@example.org",
    "template": "{{ 7|add:7 }}@example.org",
    "right to left": "\u202e\u2066gro.elpmaxe@a",
    "emoji": "🙂@example.org",
    "spaces": "   ",
    "domain": "a@" + "x." * 5000 + "org",
    "quoted": '"a\x01b"@example.org',
    "Unicode digits": "١٢٣٤-٥٦٧٨",
}


@pytest.fixture(params=HOSTILE.values(), ids=HOSTILE.keys())
def junk(request):
    return request.param


def _fill(junk):
    names = ["login", "email", "password", "password1", "oldpassword", "code", "action", "next"]
    return dict.fromkeys([*names, "shared_device", "uidb36", "key", "action_add"], junk)


def test_junk_in_every_field_of_every_page_is_no_server_error(junk):
    make_reader()
    code, confirm, reset, reader = Client(), Client(), Client(), Client()
    ask_for_code(code)
    sign_up(confirm, "new@example.org")
    ask_for_link(reset)
    form = reset.get(newest_link()).url
    sign_in(reader)
    for client, page in [
        (Client(), at("account_login")),
        (Client(), at("account_signup")),
        (Client(), at("account_request_login_code")),
        (Client(), at("account_reset_password")),
        (code, at("account_confirm_login_code")),
        (confirm, at("account_email_verification_sent")),
        (reset, form),
        (reader, at("account_email")),
        (reader, at("account_change_password")),
        (reader, at("account_reauthenticate")),
        (reader, at("account_logout")),
    ]:
        response = client.post(page, _fill(junk))
        assert response.status_code in {200, 302}, page


def test_junk_as_an_address_with_a_good_password(junk):
    make_reader()
    assert sign_in(Client(), junk).status_code == 200
    assert sign_up(Client(), junk).status_code in {200, 302}


def test_junk_as_a_password_with_a_good_address(junk):
    make_reader()
    assert sign_in(Client(), password=junk).status_code == 200
    assert sign_up(Client(), "new@example.org", junk).status_code in {200, 302}


def test_junk_behind_the_question_mark(junk):
    for name in ("account_login", "account_signup", "account_reset_password"):
        expected = 400 if junk in {"a\0b@example.org", "\0\0"} else 200
        assert Client().get(at(name), {"next": junk, "email": junk}).status_code == expected


@pytest.mark.parametrize("cookie", ["x", "\x7f", "a" * 4000, "é", '"', "../../etc/passwd"])
def test_junk_as_a_session(cookie):
    client = Client()
    client.cookies["sessionid"] = cookie
    assert client.get(at("account_home")).status_code == 302
    assert sign_in(client, "nobody@example.org").status_code == 200


@pytest.mark.parametrize(
    "key",
    [
        "0-a",
        "zzzzzzzzzzzzz-a-b",
        "zzzzzzzzzzzzzz-a-b",
        "1-%00",
        "1-%0A",
        "1-é-é",
        "1-" + "a" * 9000,
    ],
)
def test_junk_as_a_link(key):
    response = Client().get(f"/accounts/password/reset/key/{key}/")
    assert response.status_code in {200, 404}


def test_a_password_of_any_length_can_be_used(client):
    make_reader(password=PASSWORD * 5000)
    assert sign_in(client, password=PASSWORD * 5000).url == "/favorites/"


def test_a_password_of_any_writing_can_be_used(client):
    client.force_login(make_reader())
    data = {"oldpassword": PASSWORD, "password1": f" 密码🙂 {OTHER} "}
    client.post(at("account_change_password"), data)
    assert sign_in(Client(), password=f" 密码🙂 {OTHER} ").url == "/favorites/"
