"""Whatever staff open in the admin, and whatever they type there, no reader's address is in it."""

import json
import re
from html import unescape

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.urls import reverse

from symptoms.models import Contributor, Revision
from symptoms.workflow import publishing, reviewing
from tests.admin.forms import posted
from tests.factories import make_article, make_contributor, make_user
from tests.test_permissions import address, client_of, create_roles, names, world

pytestmark = pytest.mark.django_db
ROLES = ["Writer", "Medical reviewer", "Publisher"]
READER, FORMER, EDITOR = "zyxreader@example.net", "zyxformer@example.net", "zyxeditor@example.net"
# Whole words of the addresses: a token in a form may contain any three letters.
TOLD = re.compile(r"zyx(reader|former|editor)|example\.net", re.IGNORECASE)
User = get_user_model()


@pytest.fixture
def place():
    """A site on which readers, a former editor and an editor are named wherever accounts can be."""
    create_roles()
    rows, public = world()
    User.objects.filter(pk=rows["user"].pk).update(email=READER)
    reader = rows["user"]
    reader.email = READER
    article = rows["article"]
    former = make_user(FORMER, is_staff=True, name="Fay Former", is_superuser=True)
    editor = make_user(EDITOR, is_staff=True, name="Eve Editor", is_superuser=True)
    for user in (former, editor):
        article.title = f"Fatigue by {user}"
        article.save()
        revision = publishing.save_revision(article, by=user)
        nurse = make_contributor(f"Nora of {user}", "clinician")
        reviewing.approve(
            revision, nurse, reviewing.default_due(), by=user, reason="There is nobody else."
        )
        publishing.publish(revision, by=user)
        for row in rows.values():
            LogEntry.objects.log_actions(user.pk, type(row).objects.filter(pk=row.pk), CHANGE, "")
    # As it was before only staff were offered.
    Contributor.objects.filter(pk=rows["contributor"].pk).update(account=reader)
    Contributor.objects.create(name="Old", slug="old", kind="staff", account=former)
    User.objects.filter(pk=former.pk).update(is_staff=False, is_superuser=False, name="")
    return rows, public


def start(rows, public):
    """Every page of the admin, every list searched for an address, every confirmation of an action."""
    pages = [
        address(name, rows, public) for name in sorted(set(names())) if name.startswith("admin:")
    ]
    lists = [
        page
        for page in pages
        if page.endswith(
            tuple(
                f"/{m._meta.model_name}/" for m in apps.get_models() if admin.site.is_registered(m)
            )
        )
    ]
    asked = ["q=zyx", "_to_field=id&_popup=1", "account__id__exact=1"]
    return pages + [f"{page}?{query}" for page in lists for query in asked]


def crawled(client, addresses, follow_links=True):
    """address -> text of `addresses`, and of every page and filter that a link on them leads to."""
    pages, waiting = {}, [(page, follow_links) for page in addresses]
    while waiting:
        page, follow = waiting.pop(0)
        if page in pages or "/logout/" in page:
            continue
        response = client.get(page)
        assert response.status_code < 500, page
        pages[page] = response.text if not response.streaming else ""
        if follow and "?" not in page:
            links = re.findall(r'href="((?:/admin/|\?)[^"#]*)', pages[page])
            full = (page + link if link.startswith("?") else link for link in links)
            waiting += [(unescape(link), False) for link in full]
    return pages


def autocompletes():
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.is_relation:
                yield (
                    f"/admin/autocomplete/?app_label={model._meta.app_label}"
                    f"&model_name={model._meta.model_name}&field_name={field.name}&term=zyx"
                )


@pytest.mark.parametrize("role", ROLES)
def test_no_page_of_the_admin_tells_a_role_an_address(role, place):
    client = client_of(role)
    pages = crawled(client, start(*place), follow_links=role == "Publisher")

    assert [page for page, text in pages.items() if TOLD.search(text)] == []
    assert len(pages) > 100


@pytest.mark.parametrize("role", ["Writer", "Publisher", "superuser"])
def test_no_autocomplete_tells_an_address_or_a_reader(role, place):
    client = client_of(role)
    reader = place[0]["user"]
    answers = {page: client.get(page) for page in autocompletes()}

    assert {a.status_code for a in answers.values()} <= {200, 403, 404}
    found = {
        (result["id"], result["text"])
        for page, answer in answers.items()
        if answer.status_code == 200 and "field_name=account" in page
        for result in json.loads(answer.text)["results"]
    }
    editors = {(str(User.objects.get(email=EDITOR).pk), "Eve Editor")}
    assert found == (editors if role in {"Publisher", "superuser"} else set())
    told = [page for page, a in answers.items() if TOLD.search(a.text)]
    assert (told, (str(reader.pk)) in dict(found)) == ([], False)


def test_a_superuser_is_told_addresses_by_the_list_of_accounts_alone(place):
    pages = crawled(client_of("superuser"), start(*place), follow_links=False)
    told = {page for page, text in pages.items() if "example.net" in text}

    assert all(page.startswith("/admin/accounts/user/") for page in told)
    assert "/admin/accounts/user/" in told


def test_the_public_record_and_the_history_show_names(place):
    rows, _public = place
    client = client_of("Writer")
    text = client.get(reverse("admin:symptoms_article_record", args=[rows["article"].pk])).text
    data = client.get(reverse("admin:symptoms_article_record_json", args=[rows["article"].pk])).text
    history = client.get(reverse("admin:symptoms_article_history", args=[rows["article"].pk])).text

    for page in (text, data):
        assert "Eve Editor" in page and "Fay Former" in page and "@" not in page
    assert "Eve Editor" in history and "@" not in history
    assert set(Revision.objects.filter(created_by_name__contains="@")) == set()


def test_a_publisher_finds_colleagues_by_name_and_binds_no_reader(place):
    rows, _public = place
    client = client_of("Publisher")
    editor = User.objects.get(email=EDITOR)
    other = make_contributor("Somebody Else")
    page = reverse("admin:symptoms_contributor_change", args=[other.pk])

    for account, bound in ((rows["user"].pk, None), (editor.pk, editor)):
        data = posted(client.get(page), account=account)
        response = client.post(page, data)
        other.refresh_from_db()
        assert (response.status_code, other.account) == (302 if bound else 200, bound)
        assert "example.net" not in response.text


def test_staff_are_called_by_a_name_or_by_what_they_are():
    create_roles()
    article = make_article("Fatigue")
    from django.contrib.auth.models import Group

    unnamed, chief = make_user(is_staff=True), make_user(is_staff=True, is_superuser=True)
    publisher = make_user(is_staff=True)
    publisher.groups.add(Group.objects.get(name="Publisher"))
    named = make_user(is_staff=True, name="Nora Nurse")
    reader = make_user()
    said = [str(user) for user in (unnamed, chief, publisher, named, reader)]

    assert said == ["Staff", "Administrator", "Publisher", "Nora Nurse", f"Account {reader.pk}"]
    assert publishing.save_revision(article, by=publisher).created_by_name == "Publisher"


def test_a_reader_has_an_address_and_no_name():
    reader = make_user(name="Rita Reader")
    staff = make_user(is_staff=True, name="Nora Nurse")
    staff.is_staff = False
    staff.save()

    assert (reader.name, User.objects.get(pk=staff.pk).name) == ("", "")
