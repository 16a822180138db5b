"""Addresses that only look alike are of different people, whatever the database takes for the same."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.inactivity import ABOUT, withdraw_notice
from accounts.models import InactivityNotice, User
from symptoms.mail import outbox
from symptoms.models import OutgoingMail
from symptoms.workflow.roles import create_roles
from tests.accounts.steps import PASSWORD, make_reader, sign_in, signed_in
from tests.factories import make_invitation, make_user

pytestmark = pytest.mark.django_db
NORA = "nora.simon@clinic.example"
# “ı” and “ſ” are “I” and “S” in capitals.
ALIKE = ["nora.simon@clınic.example", "nora.ſimon@clinic.example"]


@pytest.mark.parametrize("alike", ALIKE)
@pytest.mark.parametrize("is_confirmed", [True, False])
def test_an_invitation_never_goes_to_an_account_with_a_similar_address(alike, is_confirmed):
    other = make_reader(alike) if is_confirmed else make_user(alike, "the-password-of-a-stranger")
    response = Client().post(make_invitation(email=NORA).secret_path, {"password1": PASSWORD})
    other.refresh_from_db()

    assert response.status_code == 302
    assert (other.is_staff, other.name, other.groups.count()) == (False, "", 0)
    assert list(User.objects.filter(is_staff=True).values_list("email", flat=True)) == [NORA]


@pytest.mark.parametrize("alike", ALIKE)
@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": True}])
def test_an_account_with_a_similar_address_does_not_keep_anybody_from_being_invited(
    client, alike, fields
):
    create_roles()
    client.force_login(make_user("owner@example.org", is_staff=True, is_superuser=True))
    make_user(alike, **fields)
    role = User.groups.field.related_model.objects.get(name="Writer").pk
    client.post(
        reverse("admin:accounts_invitation_add"), {"email": NORA, "name": "Nora", "group": role}
    )

    assert [message.to for message in mail.outbox] == [[NORA]]


@pytest.mark.parametrize("alike", ALIKE)
def test_each_signs_in_to_their_own_account(alike):
    accounts = [make_reader(NORA), make_reader(alike)]
    for account in accounts:
        browser = Client()
        sign_in(browser, account.email)
        assert signed_in(browser) == str(account.pk)
        assert User.objects.get_by_natural_key(account.email) == account


@pytest.mark.parametrize("alike", ALIKE)
def test_mail_and_notices_are_forgotten_of_one_account_alone(alike):
    accounts = [make_reader(NORA), make_reader(alike)]
    for account in accounts:
        InactivityNotice.objects.create(user=account)
    rows = [
        OutgoingMail(
            to=to, sender="a@example.org", subject="", body="", good_until="2100-01-01T00:00Z"
        )
        for to in (NORA, alike)
    ]
    OutgoingMail.objects.bulk_create(rows)
    outbox.forget(alike)
    withdraw_notice(None, ABOUT, alike)

    assert [message.to for message in OutgoingMail.objects.all()] == [NORA]
    assert [notice.user for notice in InactivityNotice.objects.all()] == [accounts[0]]


def test_mail_is_forgotten_whatever_the_case_of_the_address():
    OutgoingMail.objects.create(
        to="Nora.Simon@Clinic.example", good_until="2100-01-01T00:00Z", body=""
    )
    outbox.forget(NORA)

    assert not OutgoingMail.objects.exists()


def test_no_code_leaves_it_to_the_database_which_addresses_are_the_same():
    """SQLite tells look-alikes apart, PostgreSQL does not, so most runs of these tests would not notice."""
    files = [*Path(settings.BASE_DIR, "accounts").rglob("*.py")]
    files += Path(settings.BASE_DIR, "symptoms").rglob("*.py")

    assert [file.name for file in files if "email__iexact" in file.read_text()] == []
