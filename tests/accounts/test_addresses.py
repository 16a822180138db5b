import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from accounts.addresses import confirm_address
from tests.accounts.steps import (
    PASSWORD,
    at,
    confirm,
    make_reader,
    newest_code,
    sign_in,
    signed_in,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db
User = get_user_model()


def _change_to(client, email):
    return client.post(at("account_email"), {"email": email, "action_add": "1"})


def _reauthenticate(client, password=PASSWORD):
    return client.post(
        at("account_reauthenticate"), {"password": password, "next": at("account_email")}
    )


def test_changing_the_address_asks_for_the_password_then_for_a_code(client):
    user = make_reader()
    sign_in(client)
    response = _change_to(client, "New@example.org")
    assert response.url == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"
    assert mail.outbox == []

    assert _reauthenticate(client).url == at("account_email_verification_sent")
    assert [message.to for message in mail.outbox] == [["new@example.org"]]
    user.refresh_from_db()
    assert user.email == "reader@example.org"

    confirm(client, newest_code())
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert list(user.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("new@example.org", True, True)
    ]
    assert [(m.subject, m.to) for m in mail.outbox[1:]] == [
        ("Your email address was changed", ["reader@example.org"])
    ]


def test_a_wrong_password_changes_nothing(client):
    make_reader()
    sign_in(client)
    _change_to(client, "new@example.org")
    response = _reauthenticate(client, "wrong")
    assert response.context["form"].errors == {"password": ["That isn’t your password."]}
    assert mail.outbox == []


def test_an_address_that_belongs_to_another_account_is_named_only_to_its_owner(client):
    """The response to the form is the usual one; only the code from that mailbox reveals it."""
    make_reader("taken@example.org")
    user = make_reader()
    sign_in(client)
    _change_to(client, "taken@example.org")
    assert _reauthenticate(client).url == at("account_email_verification_sent")
    response = confirm(client, newest_code())
    assert response.context["form"].errors == {
        "code": ["This email address belongs to another account."]
    }
    user.refresh_from_db()
    assert user.email == "reader@example.org"


def test_the_only_address_cannot_be_removed(client):
    user = make_reader()
    sign_in(client)
    data = {"email": user.email, "action_remove": "1", "next": at("account_email")}
    client.post(at("account_email"), data)
    _reauthenticate(client)
    assert list(user.emailaddress_set.values_list("email", flat=True)) == [user.email]


def test_the_account_page_shows_the_address_to_its_owner_only(client):
    make_reader()
    assert client.get(at("account_home")).url == "/accounts/login/?next=/accounts/"
    sign_in(client)
    assert "reader@example.org" in client.get(at("account_home")).text


def test_confirm_address_leaves_one_address_however_often_it_runs():
    user = make_user("old@example.org")
    confirm_address(user)
    user.email = "new@example.org"
    user.save()
    confirm_address(user)
    confirm_address(user)
    assert list(user.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("new@example.org", True, True)
    ]


def test_an_account_holds_nothing_about_the_person():
    assert {field.name for field in User._meta.get_fields() if field.concrete} == {
        "id", "email", "password", "last_login", "date_joined",
        "is_active", "is_staff", "is_superuser", "groups", "user_permissions",
        "name",  # of staff alone
    }  # fmt: skip
    assert make_user(name="Rita Reader").name == ""


def test_nobody_is_signed_in_by_confirming_a_change_elsewhere(client):
    make_reader()
    sign_in(client)
    _change_to(client, "new@example.org")
    _reauthenticate(client)
    elsewhere = Client()
    confirm(elsewhere, newest_code())
    assert signed_in(elsewhere) is None
