"""What all account pages have in common: our layout, our wording, and helpful forms."""

import re
from html.parser import HTMLParser

import pytest
from allauth.account import urls as allauth_urls
from django.test import Client

from accounts import urls
from tests.accounts.steps import (
    ask_for_code,
    ask_for_code_once_more,
    ask_for_link,
    at,
    make_reader,
    newest_link,
    prove_by_code,
    sign_up,
)
from tests.factories import make_invitation

pytestmark = pytest.mark.django_db

TO_ALL = ["account_login", "account_signup", "account_request_login_code", "account_reset_password"]
TO_READERS = ["account_email", "account_change_password", "account_reauthenticate"]
WITHOUT_FORM = [
    "account_inactive",
    "account_signed_out",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
]


class _Elements(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def of(self, *tags):
        return [attrs for tag, attrs in self.found if tag in tags]


def _pages():
    """Every page with a form: its name, a client, and its path."""
    for name in TO_ALL:
        yield name, Client(), at(name)
    yield "account_invitation", Client(), make_invitation().secret_path
    code = Client()
    yield "account_confirm_login_code", code, ask_for_code(code).url
    confirm = Client()
    yield "account_email_verification_sent", confirm, sign_up(confirm, "new@example.org").url
    reset = Client()
    ask_for_link(reset)
    yield "account_reset_password_from_key", reset, reset.get(newest_link()).url
    reader = Client()
    reader.force_login(make_reader("second@example.org"))
    for name in TO_READERS:
        yield name, reader, at(name)
    without_password = Client()
    without_password.force_login(make_reader("third@example.org", password=None))
    ask = at("account_request_reauthentication_code")
    yield "account_request_reauthentication_code", without_password, ask
    waiting = Client()
    waiting.force_login(make_reader("waiting@example.org", password=None))
    url = ask_for_code_once_more(waiting).url
    yield "account_confirm_reauthentication_code", waiting, url
    proven = Client()
    proven.force_login(make_reader("proven@example.org", password=None))
    prove_by_code(proven)
    yield "account_set_password", proven, at("account_set_password")


@pytest.fixture
def pages():
    make_reader()
    return list(_pages())


def test_these_are_all_the_pages(pages):
    ours = {pattern.name for pattern in urls.urlpatterns}
    assert {name for name, *_ in pages} | set(WITHOUT_FORM) == ours - {
        "account_home",
        "account_logout",
        "account_delete",
        "account_deleted",
    }
    assert {pattern.name for pattern in allauth_urls.urlpatterns} <= ours


def _assert_ours(text):
    elements = _Elements(text)
    assert len(elements.of("h1")) == 1
    assert len(elements.of("main")) == 1
    assert 'class="skip-link"' in text
    heading = re.search(r"<h1>(.+?)</h1>", text)[1]
    assert re.search(r"<title>(?:Error: )?(.+?) – ", text)[1] == heading
    assert "allauth" not in text
    assert re.search(r"\b(e-mail|log ?in|login|username)\b", _words(text)) is None


def _words(text):
    main = text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"<[^>]*>", " ", main)


def test_every_page_is_in_our_shell_and_our_words(pages, client):
    for _name, browser, url in pages:
        _assert_ours(browser.get(url).text)
    for name in WITHOUT_FORM:
        _assert_ours(client.get(at(name)).text)
    client.force_login(make_reader("fourth@example.org"))
    for name in ("account_home", "account_logout"):
        _assert_ours(client.get(at(name)).text)


def test_a_dead_link_is_in_our_shell_and_our_words(client):
    _assert_ours(client.get("/accounts/password/reset/key/1-abc-def/").text)


AUTOCOMPLETE = {
    "account_login": {"login": "username", "password": "current-password"},
    "account_invitation": {"username": "username", "password1": "new-password"},
    "account_signup": {"email": "email", "password1": "new-password"},
    "account_request_login_code": {"email": "email"},
    "account_reset_password": {"email": "email"},
    "account_confirm_login_code": {"code": "one-time-code"},
    "account_email_verification_sent": {"code": "one-time-code"},
    "account_reset_password_from_key": {"password1": "new-password"},
    "account_email": {"email": "email"},
    "account_change_password": {
        "username": "username",
        "oldpassword": "current-password",
        "password1": "new-password",
    },
    "account_reauthenticate": {"username": "username", "password": "current-password"},
    "account_request_reauthentication_code": {},
    "account_confirm_reauthentication_code": {"code": "one-time-code"},
    "account_set_password": {"username": "username", "password1": "new-password"},
}


def test_every_field_tells_the_browser_what_it_is_for(pages):
    told = {
        name: {
            field["name"]: field["autocomplete"]
            for field in _Elements(browser.get(url).text).of("input")
            if "autocomplete" in field
        }
        for name, browser, url in pages
    }
    assert told == AUTOCOMPLETE


def test_no_field_is_filled_limited_or_checked_by_the_browser(pages):
    for _name, browser, url in pages:
        elements = _Elements(browser.get(url).text)
        fields = elements.of("input", "select", "textarea")
        for attribute in ("placeholder", "autofocus", "required", "pattern", "onpaste"):
            assert [field for field in fields if attribute in field] == []
        passwords = [field for field in fields if field.get("type") == "password"]
        assert [field for field in passwords if "maxlength" in field or "value" in field] == []
        own = [f for f in elements.of("form") if f.get("action", "").startswith("/accounts/")]
        assert own
        assert [
            form
            for form in own
            if "novalidate" not in form and not re.search("logout|code|confirm", form["action"])
        ] == []


def test_errors_are_named_at_the_top_and_beside_the_field(pages):
    for name, browser, url in pages:
        if name == "account_request_reauthentication_code":
            continue  # a button alone
        response = browser.post(url, {"action_add": "1"})
        assert response.status_code == 200, name
        _assert_ours(response.text)
        elements = _Elements(response.text)
        assert "<title>Error: " in response.text
        assert response.text.index("There is a problem") < response.text.index("<h1>")
        ids = {attrs["id"] for _tag, attrs in elements.found if "id" in attrs}
        form = response.context["form"]
        assert form.errors
        for field in (form[field_name] for field_name in form.errors):
            words = form.errors[field.name][0]
            assert f'<a href="#{field.id_for_label}">{words}</a>' in response.text
            assert response.text.count(words) == 2
            (widget,) = [f for f in elements.of("input") if f.get("id") == field.id_for_label]
            assert widget["aria-invalid"] == "true"
            described = widget["aria-describedby"].split()
            assert described[-1] == f"{field.id_for_label}_error"
            assert set(described) <= ids


def test_help_belongs_to_its_field(client):
    fields = _Elements(client.get(at("account_signup")).text).of("input")
    (password,) = [field for field in fields if field.get("name") == "password1"]
    assert password["aria-describedby"] == "id_password1_helptext"


def test_a_failed_sign_in_links_to_the_first_field(client):
    response = client.post(at("account_login"), {"login": "a@example.org", "password": "x"})
    assert '<a href="#id_login">That email address and password don’t match.' in response.text


def test_signing_in_says_how_long_it_lasts(client):
    words = "Otherwise you stay signed in on this device for 2 weeks."
    for name in ("account_login", "account_signup", "account_request_login_code"):
        assert words in client.get(at(name)).text


def test_pages_answer_programs_as_they_answer_browsers(client):
    """allauth's JSON would repeat what was typed, including the password."""
    data = {"login": "reader@example.org", "password": "secret words"}
    response = client.post(at("account_login"), data, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "secret words" not in response.text


def test_search_engines_are_told_to_leave_account_pages_alone(client):
    assert '<meta name="robots" content="noindex">' in client.get(at("account_login")).text
