import re

import pytest
from django.core import mail

from tests.accounts.steps import (
    OTHER,
    PASSWORD,
    ask_for_code,
    ask_for_link,
    at,
    choose_password,
    confirm,
    make_reader,
    newest_code,
    newest_link,
    sign_in,
    sign_up,
)

pytestmark = pytest.mark.django_db

HOSTS = [
    "testserver:8000",
    "testserver:1",
    "TESTSERVER",
    "testserver.",
    "localhost",
    "localhost:99",
    "127.0.0.1",
    "127.0.0.1:65535",
    "evil.example",
    "testserver.evil.example",
    "testserver@evil.example",
    "evil.example#testserver",
]


def _all_mails(client, **headers):
    """One mail of every kind that a stranger or a reader can trigger."""
    make_reader()
    post = client.post
    sign_up(client, "new@example.org")
    post(at("account_logout"))
    post(
        at("account_signup"),
        {"email": "reader@example.org", "password1": PASSWORD, "consent": "on"},
        **headers,
    )
    post(at("account_logout"))
    post(at("account_request_login_code"), {"email": "reader@example.org"}, **headers)
    post(at("account_logout"))
    post(at("account_request_login_code"), {"email": "nobody@example.org"}, **headers)
    post(at("account_logout"))
    post(at("account_reset_password"), {"email": "nobody@example.org"}, **headers)
    post(at("account_reset_password"), {"email": "reader@example.org"}, **headers)
    return mail.outbox


@pytest.mark.parametrize("host", HOSTS)
def test_links_in_mails_lead_to_the_site_of_the_settings_whatever_the_host_header_says(
    client, host
):
    mails = _all_mails(client, HTTP_HOST=host, HTTP_X_FORWARDED_HOST="evil.example")
    links = [link for m in mails for link in re.findall(r"\S+://\S+", m.body)]
    assert links
    assert {re.match(r"https?://[^/]+", link)[0] for link in links} == {"http://testserver"}
    assert [m for m in mails if "evil" in str(m.message())] == []


def test_every_mail_is_plain_text_with_neutral_words(client, settings):
    settings.SITE_URL = "https://example.org"
    mails = _all_mails(client)
    sign_in(client)
    client.post(at("account_change_password"), {"oldpassword": PASSWORD, "password1": OTHER})
    client.post(at("account_email"), {"email": "second@example.org", "action_add": "1"})
    client.post(at("account_reauthenticate"), {"password": OTHER, "next": at("account_email")})
    confirm(client, newest_code())
    assert [m.subject for m in mails] == [
        "Confirm your email address",
        "You already have an account",
        "Your sign-in code",
        "There is no account with this address",
        "There is no account with this address",
        "Choose a new password",
        "Your password was changed",
        "Confirm your email address",
        "Your email address was changed",
    ]
    for message in mails:
        parsed = message.message()
        assert parsed.get_content_type() == "text/plain"
        text = f"{message.subject}\n{message.body}"
        words = re.findall(r"\b(MS|sclerosis|symptoms?|favorites?|articles?|tips?)\b", text, re.I)
        assert words == []
        assert message.from_email == settings.DEFAULT_FROM_EMAIL
        assert "{%" not in text
        assert "&#" not in text


def test_a_code_is_not_in_the_subject(client):
    """Lock screens show subjects."""
    make_reader()
    ask_for_code(client)
    assert newest_code() not in mail.outbox[0].subject


def test_the_page_says_in_which_folder_a_mail_was_written(client, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    settings.BASE_DIR = tmp_path.parent
    make_reader()
    page = client.get(ask_for_code(client).url)
    assert f"<code>{tmp_path.name}</code>" in page.text
    assert str(tmp_path) not in page.text
    assert f"<code>{tmp_path.name}</code>" in client.get(at("account_reset_password_done")).text
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_outside_the_project_is_named_in_full(client, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    assert f"<code>{tmp_path}</code>" in client.get(at("account_reset_password_done")).text


def test_no_folder_is_named_when_mail_is_sent(client):
    assert "folder" not in client.get(at("account_reset_password_done")).text.replace(
        "spam folder", ""
    )


@pytest.mark.parametrize("page", ["code", "sign up", "reset"])
def test_a_mail_that_cannot_be_sent_gets_an_explaining_page(client, monkeypatch, page):
    make_reader()

    def fail(self, *args):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    do = {"code": ask_for_code, "sign up": sign_up, "reset": ask_for_link}[page]
    for email in ("reader@example.org", "new@example.org"):
        response = do(client, email)
        assert response.status_code == 503
        assert "This is our fault, not yours." in response.text


def test_a_link_may_be_opened_from_a_mail_program(client):
    make_reader()
    ask_for_link(client)
    assert choose_password(client, newest_link()).status_code == 302
