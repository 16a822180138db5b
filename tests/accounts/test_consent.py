"""Consent is requested, stored in its exact words, and deleted with the account."""

import pytest

from accounts.models import CONSENT, CONSENT_VERSION, Consent, User
from tests.accounts import steps

pytestmark = pytest.mark.django_db


def test_the_box_is_not_checked_at_first(client):
    page = client.get("/accounts/signup/").content.decode()
    box = page.partition('name="consent"')[2].partition(">")[0]

    assert str(CONSENT) in page
    assert "checked" not in box


def test_without_agreeing_there_is_no_account_and_what_was_typed_stays(client):
    page = steps.sign_up(client, "new@example.org", consent="")

    assert "Check the box if you agree." in page.content.decode()
    assert 'value="new@example.org"' in page.content.decode()
    assert not User.objects.exists()


def test_the_words_and_their_version_are_kept_and_shown(client):
    steps.sign_up(client, "new@example.org")
    steps.confirm(client, steps.newest_code(), action="verify")
    consent = Consent.objects.get()

    assert (consent.user.email, consent.version, consent.text) == (
        "new@example.org",
        CONSENT_VERSION,
        CONSENT,
    )
    assert str(CONSENT) in client.get("/accounts/").content.decode()
    client.post("/accounts/delete/")
    assert not Consent.objects.exists()
