"""Requests that are refused before any view runs."""

import io
import logging
from pathlib import Path
from urllib.parse import quote

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client
from django.urls import reverse

from config.logs import OneLineFormatter
from config.secret_paths import LOGGED_WITHOUT_THEIR_REST
from config.wsgi import in_utf_8
from tests.factories import make_user

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "charset", ["undefined", "rot13", "hex", "zlib", "punycode", "utf-8", "x;y"]
)
def test_an_unknown_charset_is_ignored(charset):
    seen = []
    application = in_utf_8(lambda environ, start: seen.append(WSGIRequest(environ).encoding))
    kind = f"text/plain; charset={charset}; boundary=x"
    application({"REQUEST_METHOD": "GET", "CONTENT_TYPE": kind, "wsgi.input": io.BytesIO()}, None)

    assert seen == [None]


@pytest.mark.parametrize("address", ["/favorites/add/", "/accounts/login/", "/"])
def test_a_body_that_no_form_needs_is_refused_unread(client, address):
    body = b"x" * (3 * MEGABYTE + 1)

    assert client.post(address, body, content_type="text/plain").status_code == 413


@pytest.mark.parametrize("length", ["x", "-1", "1e9"])
def test_an_invalid_content_length_is_refused(client, length):
    assert client.get("/", CONTENT_LENGTH=length).status_code == 413


@pytest.mark.parametrize("query", ["q=%00", "%00=q", "q=a%00b&q=c", "page=1%00"])
def test_a_nul_in_an_address_is_refused_in_our_shell(client, query):
    response = client.get(f"/search/?{query}")

    assert response.status_code == 400
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize("key", ['"\\000aaaaaaaaaa"', "A" * 32, "'; --", "x" * 5000, "\u00e9" * 32])
def test_a_session_cookie_that_cannot_be_ours_is_ignored(key):
    client = Client()
    client.cookies["sessionid"] = key

    assert client.get("/").status_code == 200
    assert client.get("/favorites/questions/").status_code == 302


def test_a_real_session_is_not_touched(client):
    client.force_login(make_user())

    assert client.get("/favorites/questions/").status_code == 200


def logged(message):
    record = logging.LogRecord("django", logging.WARNING, "", 0, message, None, None)
    return OneLineFormatter("{levelname} {message}", style="{").format(record)


def test_a_reset_key_is_not_logged():
    path = reverse("account_reset_password_from_key", args=["5", "dig1ng-abcdef"])

    assert logged(f"Forbidden: {path}") == "WARNING Forbidden: /accounts/password/reset/key/…"


@pytest.mark.parametrize("start", LOGGED_WITHOUT_THEIR_REST)
def test_what_opens_a_secret_link_is_not_logged(start):
    path = f"{start}12/ab-C_d/"

    assert logged(f"Not Found: {path}") == f"WARNING Not Found: {start}…"
    assert logged(f"GET /favorites/sign-in/?next={path}") == "WARNING GET /favorites/sign-in/?…"
    quoted = quote(path, safe="")
    assert logged(f"/?next={quoted}") == "WARNING /?…"
    assert logged(f"Bad Request: {quoted}") == f"WARNING Bad Request: {quote(start, safe='')}…"


@pytest.mark.parametrize(
    "torn",
    ["/shared/1/ ab-C_d/", "/shared/1//ab-C_d/", "/shared/1ab-C_d/", "/shared/1/ab C_d/", "%252Fshared%252F1%252Fab-C_d", "%2Faccounts%2Fpassword%2Freset%2Fkey%2F3-ab-C_d%2F"],
)  # fmt: skip
def test_a_secret_address_that_was_torn_is_not_logged_either(torn):
    line = logged(f'"GET {torn} HTTP/1.1" 404')

    assert "ab" not in line and "C_d" not in line
    assert line.endswith('" 404')


def test_what_only_begins_like_a_secret_address_is_logged():
    assert logged("Not Found: /sharedness/") == "WARNING Not Found: /sharedness/"


def test_the_server_that_make_run_starts_logs_no_addresses():
    assert "--access-log" not in (ROOT / "deploy/run.sh").read_text()


def test_a_log_line_cannot_be_forged():
    assert logged("Not Found: /a\nERROR forged\x1b[31m\0") == (
        "WARNING Not Found: /a\\x0aERROR forged\\x1b[31m\\x00"
    )


NO_IDS = ["", "abc", "1,2", "-1", "1e5", "\0", "١", str(2**63), "9" * 30]


IN_THE_ADMIN = [model for model in apps.get_models() if admin.site.is_registered(model)]


@pytest.mark.parametrize("model", IN_THE_ADMIN, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("key", NO_IDS)
def test_rows_that_cannot_be_chosen_in_a_list_of_the_admin_are_refused(client, model, key):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for action in ("delete_selected", "publish_chosen", "no_action"):
        chosen = {"action": action, "_selected_action": ["1", key]}
        assert client.post(page, chosen).status_code == 400


def test_rows_that_are_gone_can_be_chosen(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    chosen = {"action": "publish_chosen", "_selected_action": ["999", str(2**63 - 1)]}

    assert client.post("/admin/symptoms/article/", chosen).status_code == 200
