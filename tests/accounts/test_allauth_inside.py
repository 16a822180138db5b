"""What we use of allauth beyond its documented interface, tested with the installed version."""

from importlib.metadata import version

import pytest
from allauth.account.views import ConfirmEmailVerificationCodeView, ConfirmLoginCodeView

from accounts.allauth_inside import waiting_sign_in
from tests.accounts.steps import ask_for_code, at, make_reader, sign_up

pytestmark = pytest.mark.django_db
SEEN_WITH = f"as of django-allauth 65.22.1; installed is {version('django-allauth')}"


def _waiting(client, page, view_class, monkeypatch):
    """What a code page knows about the pending sign-in."""
    known = []
    original = view_class.get_context_data

    def get_context_data(view, **kwargs):
        known.append(waiting_sign_in(view))
        return original(view, **kwargs)

    monkeypatch.setattr(view_class, "get_context_data", get_context_data)
    client.get(at(page))
    return known[0]


def test_the_page_of_a_sign_in_code_knows_whose_it_is(client, monkeypatch):
    user = make_reader()
    ask_for_code(client)
    found = _waiting(client, "account_confirm_login_code", ConfirmLoginCodeView, monkeypatch)
    assert found.user == user, SEEN_WITH


def test_the_page_after_signing_up_knows_where_to_go_on(client, monkeypatch):
    sign_up(client, next="/articles/fatigue/")
    page = "account_email_verification_sent"
    found = _waiting(client, page, ConfirmEmailVerificationCodeView, monkeypatch)
    assert found.redirect_url == "/articles/fatigue/", SEEN_WITH
