import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from tests.accounts.steps import (
    OTHER,
    PASSWORD,
    ask_for_code,
    at,
    confirm,
    make_reader,
    newest_code,
    sign_in,
    sign_up,
    signed_in,
    type_code,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db
User = get_user_model()


def test_sign_up_asks_for_the_code_and_then_signs_in(client):
    response = sign_up(client, "Reader@Example.org")
    assert (response.status_code, response.url) == (302, at("account_email_verification_sent"))
    assert signed_in(client) is None
    assert [message.to for message in mail.outbox] == [["reader@example.org"]]

    response = confirm(client, newest_code())

    user = User.objects.get()
    assert (response.status_code, response.url) == (302, "/favorites/")
    assert user.email == "reader@example.org"
    assert list(user.emailaddress_set.values_list("verified", "primary")) == [(True, True)]
    assert signed_in(client) == str(user.pk)


def test_the_code_may_be_typed_without_its_dash_and_with_spaces(client):
    sign_up(client)
    assert confirm(client, f" {newest_code().replace('-', ' ')} ").status_code == 302
    assert signed_in(client)


def test_a_wrong_code_says_so_and_the_right_one_still_works(client):
    sign_up(client)
    response = confirm(client, "0000-0000")
    assert response.status_code == 200
    assert response.context["form"].errors == {
        "code": ["That code doesn’t match. Check the email and try again."]
    }
    assert confirm(client, newest_code()).url == "/favorites/"


def test_five_wrong_codes_end_it_and_the_right_one_is_then_too_late(client):
    sign_up(client)
    code = newest_code()
    answers = [confirm(client, "0000-0000").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 302]
    confirm(client, code)
    assert signed_in(client) is None


def test_a_code_that_is_too_old_says_so(client, monkeypatch):
    sign_up(client)
    code = newest_code()
    session = client.session
    session["account_email_verification_code"] |= {"at": 0}
    session.save()
    response = client.post(at("account_email_verification_sent"), {"code": code}, follow=True)
    assert "Your code has expired. You can request a new one." in response.text
    assert signed_in(client) is None


def test_a_new_code_replaces_the_old_one(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": None}
    sign_up(client)
    old = newest_code()
    response = client.post(at("account_email_verification_sent"), {"action": "resend"}, follow=True)
    assert "We’re emailing you a new code. Only the newest one works." in response.text
    new = newest_code()
    if new != old:
        assert confirm(client, old).status_code == 200
    assert confirm(client, new).url == "/favorites/"


def test_a_person_who_gave_a_wrong_address_can_start_over(client):
    wanted = "/articles/fatigue/"
    sign_up(client, "tpyo@example.org", next=wanted)
    page = client.get(at("account_email_verification_sent"))
    start_over = page.context["start_over_url"]
    assert start_over == "/accounts/signup/?next=%2Farticles%2Ffatigue%2F"

    response = client.post(at("account_logout"), {"next": start_over})

    assert response.url == start_over
    assert "Clear-Site-Data" not in response
    assert client.get(start_over).status_code == 200


def test_an_account_that_was_not_confirmed_is_confirmed_at_the_first_sign_in(client):
    sign_up(client)
    other = Client()
    assert sign_in(other).url == at("account_email_verification_sent")
    assert signed_in(other) is None
    assert confirm(other, newest_code()).url == "/favorites/"
    assert signed_in(other)
    assert User.objects.get().check_password(PASSWORD)


def test_the_password_of_a_stranger_who_signed_up_with_my_address_is_void(client):
    sign_up(client, "me@example.org", "the stranger's password")
    me = Client()
    ask_for_code(me, "me@example.org")
    response = type_code(me, newest_code())
    user = User.objects.get()
    assert (response.url, signed_in(me)) == ("/favorites/", str(user.pk))
    assert user.has_usable_password() is False
    sign_in(client, "me@example.org", "the stranger's password")
    assert signed_in(client) is None


def test_my_own_password_stays_when_i_confirm_by_a_sign_in_code_in_the_same_browser(client):
    sign_up(client)
    client.post(at("account_logout"))
    ask_for_code(client)
    type_code(client, newest_code())
    assert signed_in(client)
    assert User.objects.get().check_password(PASSWORD)


def test_two_sign_ups_at_once_make_one_account_and_no_error(client, monkeypatch):
    """The second form was validated before the first account was saved."""
    make_reader()
    monkeypatch.setattr(
        "allauth.account.forms.SignupForm.validate_unique_email", lambda self, value: value
    )
    response = sign_up(client)
    assert (response.status_code, response.url) == (302, at("account_email_verification_sent"))
    assert User.objects.count() == 1
    assert [message.subject for message in mail.outbox] == ["You already have an account"]


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "Choose a password."),
        ("short", "This password is too short. It must contain at least 10 characters."),
        ("qwertyuiop", "This password is too common."),
        ("reader@example.org", "The password is too similar to the email address."),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(client, password, words):
    response = sign_up(client, password=password)
    assert response.status_code == 200
    assert words in response.context["form"].errors["password1"]
    assert User.objects.count() == 0


def test_a_long_address_is_refused_and_not_cut(client):
    response = sign_up(client, f"{'a' * 250}@example.org")
    assert response.context["form"].errors == {
        "email": ["Enter a full email address, like name@example.com."]
    }
    assert User.objects.count() == 0


def test_signing_up_again_before_confirming_leads_to_a_code(client):
    sign_up(client)
    later = Client()
    answer = sign_up(later, password=OTHER)
    assert (answer.status_code, answer.url) == (302, at("account_email_verification_sent"))
    assert mail.outbox[-1].subject == "Confirm your email address"

    assert confirm(later, newest_code()).url == "/favorites/"
    assert signed_in(later)
    assert User.objects.get().check_password(OTHER)


def test_signing_up_again_in_the_same_browser_leads_to_a_code(client):
    sign_up(client)
    client.post(at("account_logout"))
    sign_up(client, password=OTHER)
    confirm(client, newest_code())

    assert signed_in(client)
    assert User.objects.get().check_password(OTHER)


def test_whoever_signs_up_again_without_the_mail_changes_nothing(client):
    sign_up(client)
    code = newest_code()
    sign_up(Client(), password="the stranger's password")
    assert User.objects.get().check_password(PASSWORD)
    confirm(client, code)

    assert signed_in(client)
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("fields", [{"is_staff": True}, {"is_active": False}])
def test_signing_up_again_is_no_way_into_an_account_of_staff_or_a_closed_one(client, fields):
    user = make_user("editor@example.org", PASSWORD, **fields)
    sign_up(client, "editor@example.org", OTHER)

    assert mail.outbox[-1].subject == "You already have an account"
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_signing_up_again_after_confirming_gets_the_mail_that_says_so(client):
    make_reader()
    sign_up(client, password=OTHER)

    assert mail.outbox[-1].subject == "You already have an account"
    assert "account_chosen_here" not in client.session
