"""What was done in the admin, for administrators: by person, kind, action and words, and as a file."""

import csv
import io

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from symptoms.models import Article
from tests.admin.forms import posted
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/admin/logentry/"
EXPORT = f"{LIST}export/"


def note(user, action=CHANGE, name="Fatigue", said="", article=None):
    kind = ContentType.objects.get_for_model(Article)
    return LogEntry.objects.create(
        user=user,
        content_type=kind,
        object_id=str(article.pk if article else 1),
        object_repr=name,
        action_flag=action,
        change_message=said,
    )


@pytest.fixture
def owner(client):
    owner = make_user("owner@example.org", is_staff=True, is_superuser=True, name="Olga Owner")
    client.force_login(owner)
    return owner


@pytest.fixture
def ann():
    return make_user("ann@example.org", is_staff=True, name="Ann Editor")


def names_in(client, **asked):
    return [entry.object_repr for entry in client.get(LIST, asked).context["cl"].result_list]


def table(client, **asked):
    response = client.get(EXPORT, asked)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_what_a_press_did_is_there_with_its_reason(client, owner):
    article = make_article("Cooling vests", live=True)
    client.post(
        reverse("admin:symptoms_article_withdraw", args=[article.pk]),
        {"reason": "It names a vest that is sold no more."},
    )
    page = client.get(LIST).content.decode()

    assert "Olga Owner" in page and "Changed" in page
    assert f'<a href="/admin/symptoms/article/{article.pk}/change/">Cooling vests</a>' in page
    assert "It names a vest that is sold no more." in page


def test_it_is_narrowed_by_person_action_and_words(client, owner, ann):
    note(owner, ADDITION, "Sleep")
    note(ann, CHANGE, "Fatigue", "Published.")
    note(ann, DELETION, "Old picture")

    assert names_in(client) == ["Old picture", "Fatigue", "Sleep"]
    assert names_in(client, person=ann.pk) == ["Old picture", "Fatigue"]
    assert names_in(client, action_flag=ADDITION) == ["Sleep"]
    assert names_in(client, q="published") == ["Fatigue"]
    assert names_in(client, person=owner.pk, q="published") == []
    for odd in ("x", "9" * 30, "-1"):
        assert client.get(LIST, {"person": odd}).status_code == 200


def test_the_file_has_what_the_list_shows(client, owner, ann):
    note(owner, ADDITION, "Sleep")
    entry = note(ann, CHANGE, "=1+2", 'Published, "now".')
    header, *lines = table(client, person=ann.pk)

    assert header == ["When (UTC)", "Who", "Action", "Kind", "What", "Details"]
    assert lines == [
        [
            entry.action_time.isoformat(),
            "Ann Editor",
            "Changed",
            "article",
            "'=1+2",
            'Published, "now".',
        ]
    ]


def test_a_file_has_no_end_of_lines(client, owner, monkeypatch):
    monkeypatch.setattr("symptoms.admin.activity.MAX_LINES", 2)
    for number in range(5):
        note(owner, name=f"Article {number}")

    assert [line[4] for line in table(client)[1:]] == ["Article 4", "Article 3"]


def test_filters_that_there_are_not_lead_back_to_the_list(client, owner):
    assert client.get(EXPORT, {"kind": "article"}).url == LIST


def test_nobody_changes_or_deletes_a_line(client, owner):
    entry = note(owner)
    form = f"{LIST}{entry.pk}/change/"

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(form, {"object_repr": "Another"}).status_code == 403
    assert client.post(f"{LIST}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"})
    assert LogEntry.objects.get(pk=entry.pk).object_repr == "Fatigue"


@pytest.mark.parametrize("role", ["Writer", "Medical reviewer", "Publisher"])
def test_only_administrators_read_it(client, sign_in, owner, role):
    note(owner)
    sign_in(role)

    assert client.get(LIST).status_code == client.get(EXPORT).status_code == 403


def test_a_name_with_markup_is_text(client, owner):
    note(owner, name="<script>alert(1)</script>", said="<b>bold</b>")
    page = client.get(LIST).content.decode()

    assert "<script>alert(1)" not in page and "<b>bold" not in page


def test_it_asks_as_much_for_one_as_for_many(client, owner, ann):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    note(ann)
    one = asked()
    for _ in range(50):
        note(ann)
    assert asked() == one


def test_saving_a_form_is_a_line(client, owner):
    article = make_article("Fatigue", tips=["Rest"])
    address = reverse("admin:symptoms_article_change", args=[article.pk])
    client.post(address, posted(client.get(address), title="Tired"))

    assert names_in(client) == ["Tired"]
