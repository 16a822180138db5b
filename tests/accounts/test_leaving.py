"""A deleted account leaves nothing behind: the test searches every column of every table."""

import hashlib

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from accounts.models import User
from symptoms.models import Collection, Favorite, OutgoingMail, OwnQuestion, SharedLink
from tests.accounts.steps import make_reader, sign_in
from tests.factories import make_article, make_shared_link

pytestmark = pytest.mark.django_db
EMAIL = "going.away@example.org"


def traces(email, pk):
    """Where the address, its hashes, or a reference to the account's id can be found."""
    hashes = [
        getattr(hashlib, name)(email.encode()).hexdigest() for name in ("md5", "sha1", "sha256")
    ]
    words = [email, *hashes]
    found = []
    for model in apps.get_models(include_auto_created=True):
        to_users = [
            field.attname
            for field in model._meta.concrete_fields
            if field.is_relation and field.related_model is User
        ]
        for row in model._base_manager.values():
            text = str(list(row.values())).lower()
            found += [(model.__name__, word) for word in words if word in text]
            found += [(model.__name__, name) for name in to_users if row[name] == pk]
    for session in Session.objects.all():
        data = str(session.get_decoded()).lower()
        if email in data or f"'_auth_user_id': '{pk}'" in data:
            found.append(("Session", data))
    return found


@pytest.fixture
def leaving(client):
    article = make_article("Fatigue", tips=["Rest"], live=True)
    users = [make_reader(EMAIL), make_reader("staying@example.org")]
    for user in users:
        Favorite.objects.save_item(user, article=article.pk)
        collection = Collection.objects.create(user=user, name="Mine")
        collection.put(Favorite.objects.of(user).get())
        make_shared_link(collection)
        OwnQuestion.objects.create(user=user, text="Why?")
    for _ in range(2):  # on another device, too
        sign_in(Client(), EMAIL)
    sign_in(Client(), "staying@example.org")
    sign_in(client, EMAIL)
    return users


def test_the_account_goes_in_two_steps_and_leaves_no_trace(client, leaving):
    user, staying = leaving
    assert traces(EMAIL, user.pk) != []
    page = client.get("/accounts/delete/").content.decode()
    assert "Delete your account?" in page
    assert User.objects.filter(pk=user.pk).exists()

    response = client.post("/accounts/delete/")
    assert (response.status_code, response.url) == (302, "/accounts/deleted/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert traces(EMAIL, user.pk) == []
    assert "Your account is deleted" in client.get(response.url).content.decode()


def test_the_owner_is_told_by_a_mail_that_names_nothing_and_waits_nowhere(client, leaving):
    client.post("/accounts/delete/")

    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == ([EMAIL], "Your account was deleted")
    assert "Fatigue" not in mail.outbox[-1].body
    assert not OutgoingMail.objects.exists()


def test_other_accounts_keep_all_of_theirs(client, leaving):
    _user, staying = leaving
    client.post("/accounts/delete/")

    assert User.objects.get() == staying
    assert [m.objects.of(staying).count() for m in (Favorite, Collection, OwnQuestion)] == [1, 1, 1]
    assert SharedLink.objects.get().collection.user == staying
    assert Session.objects.count() >= 1
    assert ("User", "staying@example.org") in traces("staying@example.org", staying.pk)


def test_afterwards_nobody_is_signed_in_and_the_address_can_be_used_anew(client, leaving):
    client.post("/accounts/delete/")

    assert client.get("/accounts/").status_code == 302
    assert sign_in(client, EMAIL).status_code == 200
    assert make_reader(EMAIL).pk


def test_a_get_deletes_nothing(client, leaving):
    client.get("/accounts/delete/")

    assert User.objects.count() == 2


def test_staff_cannot_delete_their_own_account(client):
    editor = make_reader(EMAIL, is_staff=True, is_superuser=True)
    LogEntry.objects.log_actions(editor.pk, User.objects.all(), 2, "Did a thing.")
    sign_in(client, EMAIL)
    assert "You can’t delete this account" in client.get("/accounts/delete/").content.decode()
    response = client.post("/accounts/delete/")

    assert response.status_code == 403
    assert (User.objects.get(), LogEntry.objects.count()) == (editor, 1)
