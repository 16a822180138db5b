"""What people wanted to save before they signed in is saved after they sign in."""

import pytest
from django.urls import reverse

from symptoms.models import Favorite
from tests.accounts.steps import (
    ask_for_code,
    ask_for_link,
    choose_password,
    confirm,
    make_reader,
    newest_code,
    newest_link,
    sign_in,
    sign_up,
    type_code,
)
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def tip(client):
    """A tip that the client wants to save, before signing in."""
    tip = make_article(live=True, tips=1).tips.get()
    client.post(reverse("favorites:add"), {"kind": "tip", "id": tip.pk})
    return tip


def _saved():
    return list(Favorite.objects.values_list("user__email", "tip"))


def test_sign_in_by_password_saves_what_was_pending(client, tip):
    make_reader()
    sign_in(client)
    assert _saved() == [("reader@example.org", tip.pk)]


def test_sign_in_by_code_saves_what_was_pending(client, tip):
    make_reader()
    ask_for_code(client)
    assert _saved() == []
    type_code(client, newest_code())
    assert _saved() == [("reader@example.org", tip.pk)]


def test_signing_up_saves_what_was_pending(client, tip):
    sign_up(client)
    assert _saved() == []
    confirm(client, newest_code())
    assert _saved() == [("reader@example.org", tip.pk)]


def test_a_new_password_saves_what_was_pending(client, tip):
    make_reader()
    ask_for_link(client)
    choose_password(client, newest_link())
    assert _saved() == [("reader@example.org", tip.pk)]


def test_failing_first_and_starting_over_loses_nothing(client, tip):
    make_reader()
    sign_in(client, password="wrong")
    ask_for_code(client, "tpyo@example.org")
    client.post(reverse("account_logout"))
    ask_for_code(client)
    type_code(client, "0000-0000")
    type_code(client, newest_code())
    assert _saved() == [("reader@example.org", tip.pk)]


def test_it_is_saved_for_the_first_to_sign_in_and_for_nobody_after(client, tip):
    make_reader()
    make_reader("second@example.org")
    sign_in(client)
    client.post(reverse("account_logout"))
    sign_in(client, "second@example.org")
    assert _saved() == [("reader@example.org", tip.pk)]
