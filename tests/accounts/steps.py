"""A reader's actions, one function each, with Django's test client."""

import re

from django.core import mail
from django.urls import reverse

from accounts.addresses import confirm_address
from tests.factories import make_user

PASSWORD = "dofu-kena-risi-mabo"
OTHER = "tuve-gapo-nimi-sarabe"


def make_reader(email="reader@example.org", password=PASSWORD, **fields):
    """A user with a confirmed address."""
    user = make_user(email, password, **fields)
    confirm_address(user)
    return user


def at(name, to="", **kwargs):
    """The path of an account page, with `next`."""
    return reverse(name, kwargs=kwargs or None) + (f"?next={to}" if to else "")


def newest_code():
    """The code in the newest mail."""
    return re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body)[0]


def newest_link():
    """The path of the link in the newest mail that chooses a new password."""
    return re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[
        1
    ]


def sign_up(client, email="reader@example.org", password=PASSWORD, **more):
    data = {"email": email, "password1": password, "consent": "on", **more}
    return client.post(at("account_signup"), data)


def sign_in(client, email="reader@example.org", password=PASSWORD, **more):
    return client.post(at("account_login"), {"login": email, "password": password, **more})


def ask_for_code(client, email="reader@example.org", **more):
    return client.post(at("account_request_login_code"), {"email": email, **more})


def type_code(client, code, page="account_confirm_login_code", **more):
    return client.post(at(page), {"code": code, **more})


def confirm(client, code, **more):
    return type_code(client, code, "account_email_verification_sent", **more)


def ask_for_code_once_more(client, **more):
    """Request a code while signed in, before something important changes."""
    return client.post(at("account_request_reauthentication_code"), more)


def prove_by_code(client, **more):
    ask_for_code_once_more(client, **more)
    return type_code(client, newest_code(), "account_confirm_reauthentication_code", **more)


def ask_for_link(client, email="reader@example.org", **more):
    return client.post(at("account_reset_password"), {"email": email, **more})


def choose_password(client, link, password=OTHER, **more):
    """Open the link of a mail and submit its form."""
    opened = client.get(link)
    return client.post(opened.url, {"password1": password, **more}) if opened.url else opened


def signed_in(client):
    """The id of the user who is signed in with `client`, as text, or None."""
    return client.session.get("_auth_user_id")
