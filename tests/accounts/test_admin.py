import json

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from symptoms.models import Favorite
from tests.accounts.steps import OTHER, PASSWORD, make_reader, sign_in, signed_in
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
User = get_user_model()

LIST = "/admin/accounts/user/"
ADD = "/admin/accounts/user/add/"


@pytest.fixture
def owner(client):
    client.force_login(make_reader("owner@example.org", is_staff=True, is_superuser=True))
    return client


def _change_url(user):
    return f"{LIST}{user.pk}/change/"


def _form(user, **changes):
    """What the page of `user` would send."""
    flags = {
        name: "on" for name in ("is_active", "is_staff", "is_superuser") if getattr(user, name)
    }
    return {"email": user.email, **flags, **changes}


def test_staff_who_are_not_superusers_see_nothing_of_accounts(client):
    """Not even with all permissions."""
    staff = make_reader("staff@example.org", is_staff=True)
    staff.user_permissions.set(Permission.objects.all())
    reader = make_reader()
    client.force_login(staff)
    own = [f"{LIST}{reader.pk}/{page}/" for page in ("change", "delete", "history", "password")]
    pages = [LIST, ADD, *own]
    assert [client.get(page).status_code for page in pages] == [403] * 6
    assert [client.post(page, _form(reader)).status_code for page in pages] == [403] * 6
    assert client.get("/admin/accounts/").status_code == 404
    assert LIST not in client.get("/admin/").text


def test_addresses_have_no_pages_of_their_own(owner):
    assert owner.get("/admin/account/emailaddress/").status_code == 404


def test_a_superuser_finds_an_account_by_its_address(owner):
    make_reader("anna@example.org")
    make_reader("berta@example.org")
    response = owner.get(LIST, {"q": "ANNA"})
    assert [user.email for user in response.context["cl"].result_list] == ["anna@example.org"]


def test_an_account_that_a_superuser_adds_can_sign_in_at_once(owner, client):
    page = owner.get(ADD)
    assert list(page.context["adminform"].form.fields) == [
        "email", "usable_password", "password1", "password2",
    ]  # fmt: skip
    assert "autofocus" not in page.text
    data = {"email": "New@example.org", "usable_password": "true"}
    owner.post(ADD, data | {"password1": PASSWORD, "password2": PASSWORD})
    owner.logout()
    assert sign_in(client, "new@example.org").url == "/favorites/"


def test_an_address_that_is_taken_is_refused_in_any_spelling(owner):
    make_reader("anna@example.org")
    data = {"email": "ANNA@example.org", "usable_password": "true"}
    response = owner.post(ADD, data | {"password1": PASSWORD, "password2": PASSWORD})
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["__all__"] == [
        "An account with this email address already exists."
    ]


def test_a_weak_password_is_refused(owner):
    data = {"email": "new@example.org", "usable_password": "true"}
    response = owner.post(ADD, data | {"password1": "short", "password2": "short"})
    assert response.status_code == 200
    assert User.objects.filter(email="new@example.org").exists() is False


def test_a_superuser_changes_groups_and_closes_an_account(owner):
    user = make_reader()
    group = Group.objects.create(name="Publisher")
    data = _form(user, is_staff="on", groups=[group.pk])
    del data["is_active"]
    owner.post(_change_url(user), data)
    user.refresh_from_db()
    assert (user.is_active, user.is_staff, list(user.groups.all())) == (False, True, [group])


@pytest.mark.parametrize("more", [{"is_staff": "on"}, {"is_staff": "on", "is_superuser": "on"}])
def test_a_reader_who_is_made_an_editor_signs_in_again_everywhere(owner, more):
    user, browser = make_reader(), Client()
    browser.force_login(user)
    owner.post(_change_url(user), _form(user))
    assert signed_in(browser) == str(user.pk)
    owner.post(_change_url(user), _form(user, **more))

    assert signed_in(browser) is None
    assert browser.get("/admin/").status_code == 302
    assert owner.get("/admin/").status_code == 200


def test_a_changed_address_is_the_one_to_sign_in_with(owner, client):
    user = make_reader()
    owner.post(_change_url(user), _form(user, email="new@example.org"))
    owner.logout()
    assert sign_in(client, "reader@example.org").status_code == 200
    assert sign_in(client, "new@example.org").url == "/favorites/"


def test_a_superuser_sets_a_password(owner, client):
    user = make_reader()
    data = {"usable_password": "true", "password1": OTHER, "password2": OTHER}
    owner.post(f"{LIST}{user.pk}/password/", data)
    owner.logout()
    assert sign_in(client, password=OTHER).url == "/favorites/"


def test_no_page_shows_a_password_hash_or_takes_one(owner):
    user = make_reader()
    owner.post(_change_url(user), _form(user, password="md5$x$y"))
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert user.password not in owner.get(_change_url(user)).text


def test_deleting_an_account_tells_nothing_of_its_favorites(client):
    reader = make_user("reader@example.org")
    Favorite.objects.create(user=reader, article=make_article(live=True))
    client.force_login(make_user(is_staff=True, is_superuser=True))
    address = reverse("admin:accounts_user_delete", args=[reader.pk])

    assert "avorite" not in client.get(address).content.decode()
    client.post(address, {"post": "yes"})
    assert (Favorite.objects.count(), type(reader).objects.filter(pk=reader.pk).exists()) == (
        0,
        False,
    )


@pytest.mark.parametrize("method", ["get", "post"])
def test_setting_the_password_of_another_account_needs_a_recent_sign_in(owner, method):
    user = make_reader("reader@example.org")
    _sign_in_is_long_ago(owner)
    data = {"usable_password": "true", "password1": OTHER, "password2": OTHER}
    page = f"{LIST}{user.pk}/password/"
    response = getattr(owner, method)(page, data)

    user.refresh_from_db()
    assert response.url.startswith("/accounts/reauthenticate/?next=")
    assert user.check_password(PASSWORD)


def test_no_password_waits_in_a_session(owner):
    user = make_reader("reader@example.org")
    _sign_in_is_long_ago(owner)
    data = {"usable_password": "true", "password1": OTHER, "password2": OTHER}
    owner.post(f"{LIST}{user.pk}/password/", data)

    assert OTHER not in json.dumps(dict(owner.session))


def test_a_form_without_a_secret_waits_without_cookies_and_tokens():
    reader = Client()
    make_reader("reader@example.org")
    sign_in(reader)
    _sign_in_is_long_ago(reader)
    key, sent = reader.cookies["sessionid"].value, {"email": "new@example.org", "action_add": ""}
    reader.post("/accounts/email/", {**sent, "csrfmiddlewaretoken": "t0ken"})

    kept = json.dumps(dict(reader.session))
    assert ("new%40example.org" in kept, key in kept, "t0ken" in kept) == (True, False, False)


def _sign_in_is_long_ago(client):
    session = client.session
    session["signed_in_at"] = 0
    session["account_authentication_methods"] = []
    session.save()
