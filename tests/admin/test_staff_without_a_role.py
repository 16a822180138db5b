"""What staff see depends on their roles. Staff without a role, or with another one, see nothing."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from symptoms.models import Collection, Favorite
from symptoms.models.signed import Signed
from tests.factories import (
    make_article,
    make_page,
    make_picture,
    make_preview_link,
    make_shared_link,
    make_user,
)
from tests.test_permissions import address, names, world

pytestmark = pytest.mark.django_db
# What staff may open without a role: the frame, and what is their own.
FOR_ALL_STAFF = {
    "admin:index", "admin:app_list", "admin:jsi18n", "admin:login", "admin:logout",
    "admin:password_change", "admin:password_change_done",
}  # fmt: skip

# They lead out of the admin, or on to the pages that everybody has.
SIGNING_OUT = {"/admin/logout/", "/admin/password_change/"}


@pytest.fixture
def staff(client):
    client.force_login(make_user("staff@example.org", is_staff=True))
    return client


def secrets():
    """One of everything that only its own page, or somebody with its address, may show."""
    draft = make_article("Unpublished", picture=make_picture())
    owner = make_user("reader@example.org")
    live = make_article("Live", live=True)
    Favorite.objects.save_item(owner, article=live.pk)
    collection = Collection.objects.create(user=owner, name="Private")
    return [draft, draft.picture, make_preview_link(draft), make_shared_link(collection), owner]


def test_counting_through_the_shortcut_leads_nowhere(staff):
    secret = secrets()
    everything = [
        f"/admin/r/{kind.pk}/{pk}/"
        for kind in ContentType.objects.all()
        for pk in {1, 2, *(row.pk for row in secret)}
    ]
    assert {staff.get(path).status_code for path in everything} == {404}

    superuser = Client()
    superuser.force_login(make_user(is_staff=True, is_superuser=True))
    assert {superuser.get(path).status_code for path in everything} == {404}


def test_no_address_that_is_a_secret_is_one_that_frameworks_follow():
    assert Signed.__subclasses__() != []
    assert [m for m in Signed.__subclasses__() if hasattr(m, "get_absolute_url")] == []


def test_no_page_of_the_admin_needs_the_shortcut(rf):
    registered = [m for m in apps.get_models() if admin.site.is_registered(m)]
    admins = [admin.site.get_model_admin(model) for model in registered]
    admins += [inline(one.model, admin.site) for one in admins for inline in one.inlines]
    through_it = [
        one for one in admins if one.view_on_site is True and hasattr(one.model, "get_absolute_url")
    ]

    assert through_it == []


def test_a_picture_of_a_draft_asks_for_a_role(client, sign_in):
    picture = make_article("Unpublished", picture=make_picture()).picture.get_absolute_url()
    client.force_login(make_user(is_staff=True))
    assert client.get(picture).status_code == 404

    for role in ("Writer", "Medical reviewer", "Publisher", "superuser"):
        sign_in(role)
        assert client.get(picture).status_code == 200, role
    closed = make_user(is_staff=True, is_superuser=True, is_active=False)
    client.force_login(closed)
    assert client.get(picture).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_role_the_admin_shows_a_frame_and_nothing_in_it(method, staff):
    rows, public = world()
    owner = rows["user"]
    opened = {}
    for name in sorted(set(names())):
        if name.startswith("admin:") and name not in FOR_ALL_STAFF:
            answer = getattr(staff, method)(address(name, rows, public))
            opened[name] = answer.status_code

    assert {name: code for name, code in opened.items() if code not in {403, 404, 405}} == {}
    index = staff.get("/admin/").text + staff.get("/admin/jsi18n/").text
    for word in (owner.email, rows["article"].title, "/admin/symptoms/article/1"):
        assert word not in index


def refused_links(client, path):
    """The links of a page into the admin that this person may not open."""
    links = set(re.findall(r'href="(/admin/[^"#?]*)', client.get(path).text))
    return {link for link in links if client.get(link).status_code != 200}


@pytest.mark.parametrize("role", ["", "Writer", "Medical reviewer", "Publisher", "superuser"])
def test_staff_are_led_only_where_they_may_go(client, sign_in, role):
    article, page = make_article(live=True), make_page(live=True)
    if role:
        sign_in(role)
    else:
        client.force_login(make_user(is_staff=True))
    paths = [article.get_absolute_url(), page.get_absolute_url(), "/", "/accounts/", "/admin/"]

    assert {path: refused_links(client, path) - SIGNING_OUT for path in paths} == dict.fromkeys(
        paths, set()
    )
    links = client.get(paths[0]).text.count("Edit in the admin")
    assert (links, client.get("/admin/").text.count("See the site at another time")) == (
        bool(role),
    ) * 2
