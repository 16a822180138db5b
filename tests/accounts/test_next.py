"""`next` leads to a page on this site, or is ignored."""

import pytest
from django.core import mail
from django.test import Client

from tests.accounts.steps import (
    PASSWORD,
    ask_for_code,
    at,
    confirm,
    make_reader,
    newest_code,
    sign_in,
    sign_up,
    type_code,
)

pytestmark = pytest.mark.django_db

HOSTILE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example/",
    "///evil.example/",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x01//evil.example",
    "https:evil.example",
    "https:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "http://127.0.0.1/",  # in ALLOWED_HOSTS, and yet not this site
    "@evil.example",
    "/" + "a" * 100_000,
]


@pytest.mark.parametrize("wanted", HOSTILE)
def test_sign_in_by_password_never_leaves_the_site(client, wanted):
    make_reader()
    assert sign_in(client, next=wanted).url == "/favorites/"


@pytest.mark.parametrize("wanted", HOSTILE)
def test_no_other_page_redirects_to_another_site(wanted):
    user = make_reader()
    client = Client()
    response = ask_for_code(client, next=wanted)
    assert response.url == at("account_confirm_login_code")
    assert type_code(client, newest_code(), next=wanted).url == "/favorites/"
    assert client.post(
        at("account_reauthenticate"), {"password": PASSWORD, "next": wanted}
    ).url == ("/favorites/")
    assert client.post(at("account_logout"), {"next": wanted}).url == at("account_signed_out")
    user.delete()

    client = Client()
    sign_up(client, next=wanted)
    assert confirm(client, newest_code(), next=wanted).url == "/favorites/"
    assert client.get(at("account_login"), {"next": wanted}).url == "/favorites/"


@pytest.mark.parametrize("wanted", HOSTILE)
def test_the_links_of_the_pages_leave_out_what_is_not_here(client, wanted):
    for page in ("account_login", "account_signup", "account_request_login_code"):
        context = client.get(at(page), {"next": wanted}).context
        links = [context["login_url"], context["signup_url"], context["request_login_code_url"]]
        assert [link for link in links if "next" in link] == []


WANTED = "/articles/fatigue/?print=1"
QUOTED = "?next=%2Farticles%2Ffatigue%2F%3Fprint%3D1"


def test_the_sign_in_page_keeps_where_the_reader_was_going_in_all_its_links(client):
    page = client.get(at("account_login"), {"next": WANTED})
    assert page.context["signup_url"] == f"/accounts/signup/{QUOTED}"
    assert page.context["reset_url"] == f"/accounts/password/reset/{QUOTED}"
    assert f'href="/accounts/password/reset/{QUOTED}"' in page.text
    assert f'href="/accounts/signup/{QUOTED}"' in page.text
    assert f'<input type="hidden" name="next" value="{WANTED}">' in page.text


@pytest.mark.parametrize(
    "page",
    ["account_login", "account_signup", "account_request_login_code", "account_reset_password"],
)
def test_every_page_on_the_way_hands_it_on_with_its_form(client, page):
    response = client.get(at(page), {"next": WANTED})
    assert f'<input type="hidden" name="next" value="{WANTED}">' in response.text


def test_sign_in_by_password_arrives_there(client):
    make_reader()
    assert sign_in(client, next=WANTED).url == WANTED


def test_sign_in_by_code_arrives_there(client):
    make_reader()
    page = ask_for_code(client, next=WANTED)
    assert f'<input type="hidden" name="next" value="{WANTED}">' in client.get(page.url).text
    assert type_code(client, newest_code(), next=WANTED).url == WANTED


def test_sign_up_arrives_there(client):
    sign_up(client, next=WANTED)
    assert confirm(client, newest_code()).url == WANTED


def test_no_mail_says_where_a_reader_was_going(client):
    make_reader()
    ask_for_code(client, next=WANTED)
    client.post(at("account_logout"))
    sign_up(client, "new@example.org", next=WANTED)
    client.post(at("account_logout"))
    ask_for_code(client, "nobody@example.org", next=WANTED)
    client.post(at("account_logout"))
    client.post(at("account_reset_password"), {"email": "reader@example.org", "next": WANTED})
    assert len(mail.outbox) == 4
    assert [m.subject for m in mail.outbox if "fatigue" in str(m.message())] == []


def test_the_login_of_the_admin_leads_to_the_sign_in_page(client):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"
    make_reader("staff@example.org", is_staff=True)
    assert sign_in(client, "staff@example.org", next="/admin/").url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_the_login_of_the_admin_cannot_be_used_to_guess(client):
    make_reader("staff@example.org", is_staff=True)
    data = {"username": "staff@example.org", "password": PASSWORD}
    response = client.post("/admin/login/?next=/admin/", data)
    assert response.url == "/accounts/login/?next=%2Fadmin%2F"
    assert client.get("/admin/").status_code == 302


def test_a_reader_cannot_open_the_admin(client):
    client.force_login(make_reader())
    assert client.get("/admin/", follow=True).status_code == 403
