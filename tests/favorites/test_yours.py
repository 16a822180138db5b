"""A reader downloads, imports and deletes their own data."""

import csv
import io
import json
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from symptoms.favorites.my_data import export, importing
from symptoms.models import Collection, Favorite, OwnQuestion
from symptoms.workflow import publishing
from tests.factories import make_article, make_sponsor, make_user

pytestmark = pytest.mark.django_db
PAGE = "/favorites/yours/"


@pytest.fixture
def reader(client):
    user = make_user("reader@example.org")
    client.force_login(user)
    return user


@pytest.fixture
def full(reader):
    """A list with some of everything, of which one thing was withdrawn since."""
    article = make_article("Fatigue", tips=["Rest", "Cool"], live=True)
    gone = make_article("Gone", live=True)
    for item in [{"article": article.pk}, {"article": gone.pk}]:
        Favorite.objects.save_item(reader, **item)
    for tip in article.tips.all():
        Favorite.objects.save_item(reader, tip=tip.pk)
    Favorite.objects.filter(tip__title="Rest").update(note='Say "hi", <b>', status="helped")
    publishing.withdraw(gone, reason="Old.")
    mine = Collection.objects.create(user=reader, name="Hot days")
    for favorite in Favorite.objects.of(reader).order_by("-pk")[:2]:
        mine.put(favorite)
    OwnQuestion.objects.create(user=reader, text="May I swim?", star=2, position=1)
    OwnQuestion.objects.create(user=reader, text="Why?", position=2)
    other = make_user("other@example.org")
    Favorite.objects.save_item(other, article=article.pk)
    Favorite.objects.filter(user=other).update(note="Secret of another.")
    OwnQuestion.objects.create(user=other, text="Secret of another?")
    return reader


def data_of(user):
    data = export.as_data(user)
    del data["exported_at"]
    return data


def bring(client, content, name="list.json"):
    if isinstance(content, dict):
        content = json.dumps(content).encode()
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("kind", ["json", "csv", "html"])
def test_a_download_holds_all_that_is_ones_own_and_nothing_of_others(client, full, kind):
    response = client.get(reverse("favorites:download", args=[kind]))
    text = response.content.decode()

    for words in ("Fatigue", "Rest", "Cool", "Gone"):
        assert words in text
    assert "Secret of another" not in text
    assert "example.org" not in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
    if kind != "csv":
        assert "May I swim?" in text and "Hot days" in text


def test_the_page_to_read_has_nothing_that_runs_or_loads(client, full):
    text = client.get(reverse("favorites:download", args=["html"])).content.decode()

    assert "&quot;hi&quot;, &lt;b&gt;" in text
    for thing in ("<script", "<link", "<img", "src=", "<b>"):
        assert thing not in text


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_of_the_table_is_taken_for_a_formula(client, full, start):
    Favorite.objects.filter(tip__title="Rest").update(note=start)
    make_sponsor("=Sponsor")
    text = export.as_csv(full)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    assert text.startswith("\ufeff")
    assert {len(row) for row in rows} == {7}
    assert [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))] == []
    assert "'" + start.replace("\r", "\n") in {row[5] for row in rows}


def test_a_sponsored_thing_is_said_to_be_sponsored_on_the_page_to_read(client, reader):
    article = make_article("Walkers", sponsor=make_sponsor(), sponsor_role="paid_for", live=True)
    Favorite.objects.save_item(reader, article=article.pk)

    assert "Sponsored: Acme" in client.get("/favorites/yours/my-list.html").content.decode()


def test_what_was_taken_along_comes_back_the_same(client, full):
    before = data_of(full)
    text = client.get(reverse("favorites:download", args=["json"])).content
    client.post("/favorites/yours/delete/")
    assert data_of(full)["favorites"] == []

    assert bring(client, text).status_code == 302
    assert data_of(full) == before


def test_bringing_it_again_changes_nothing(client, full):
    before = data_of(full)
    for _ in range(2):
        bring(client, export.as_data(full))

    assert data_of(full) == before


def test_what_is_there_stays_and_notes_are_joined(client, full):
    taken = export.as_data(full)
    Favorite.objects.filter(user=full, tip__title="Rest").update(note="Newer.", status="did_not")
    bring(client, taken)
    favorite = Favorite.objects.get(user=full, tip__title="Rest")

    assert (favorite.note, favorite.status) == ('Newer.\n\nSay "hi", <b>', "did_not")


def test_an_old_date_counts(client, full):
    taken = export.as_data(full)
    for row in taken["favorites"]:
        row["saved_at"] = "2020-05-01T10:00:00+02:00"
    bring(client, taken)

    years = Favorite.objects.of(full).values_list("created_at__year", flat=True)
    assert set(years) == {2020}


def test_drafts_and_unknown_things_are_left_out_without_a_hint(client, reader):
    draft = make_article("Secret", tips=1)
    row = {"note": "", "status": "", "saved_at": "2026-01-01T00:00:00+00:00"}
    row |= {"seen_at": row["saved_at"]}
    rows = [row | {"kind": "article", "uuid": str(uuid)} for uuid in (draft.uuid, uuid4())]
    content = data_of(reader) | {"favorites": rows}
    page = client.post(
        PAGE, {"file": SimpleUploadedFile("x", json.dumps(content).encode())}, follow=True
    )

    assert not Favorite.objects.exists()
    assert "0 of 2" in page.content.decode() and "Secret" not in page.content.decode()


def changed(data, where, value):
    data = json.loads(json.dumps(data))
    *path, last = where
    part = data
    for step in path:
        part = part[step]
    part[last] = value
    return data


BAD = [
    (("format",), "another"),
    (("version",), 3),
    (("favorites",), {}),
    (("favorites", 0), "x"),
    (("favorites", 0, "kind"), "user"),
    (("favorites", 0, "uuid"), "1"),
    (("favorites", 0, "uuid"), True),
    (("favorites", 0, "uuid"), 10**30),
    (("favorites", 0, "address"), None),
    (("favorites", 0, "saved_at"), "0001-01-01T00:00:00+14:00"),
    (("favorites", 0, "seen_at"), "9999-12-31T23:59:59-12:00"),
    (("favorites", 0, "seen_at"), None),
    (("favorites", 0, "note"), None),
    (("favorites", 0, "note"), "x" * 2001),
    (("favorites", 0, "note"), "\0"),
    (("favorites", 0, "note"), "\ud800"),
    (("favorites", 0, "status"), None),
    (("favorites", 0, "saved_at"), "yesterday"),
    (("favorites", 0, "saved_at"), "2026-01-01T00:00:00"),
    (("favorites", 0, "note"), 5),
    (("favorites", 0, "status"), ["helped"]),
    (("favorites", 0, "status"), "cured"),
    (("collections", 0, "name"), ""),
    (("collections", 0, "name"), "x" * 81),
    (("collections", 0, "name"), "two\nlines"),
    (("collections", 0, "items", 0, "uuid"), "5" * 32),
    (("collections", 0, "name"), None),
    (("collections",), [{"name": f"C{n}", "items": []} for n in range(51)]),
    (("questions", 0, "text"), ""),
    (("questions", 0, "text"), "x" * 201),
    (("questions", 1, "star"), 4),
    (("questions", 1, "star"), "1"),
    (("questions",), [{}] * 101),
]


@pytest.mark.parametrize(("where", "value"), BAD, ids=lambda value: str(value)[:40])
def test_a_file_that_is_not_ours_is_refused_in_words_and_changes_nothing(
    client, full, where, value
):
    content = changed(export.as_data(full), where, value)
    OwnQuestion.objects.of(full).delete()
    Favorite.objects.filter(user=full, article__isnull=False).delete()
    before = data_of(full)
    response = bring(client, content)

    assert (response.status_code, data_of(full)) == (422, before)
    assert str(importing.NOT_IMPORTED) in response.content.decode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"1",
        b"{}",
        b"[" * 100_000,
        b" " * 1_100_000,
        b" " * (10 * 1024 * 1024 + 1),
        b"\xfe\xff\xd8",
    ],
    ids=lambda content: str(content[:8]),
)
def test_what_is_no_list_at_all_is_refused_in_words(client, reader, content):
    response = bring(client, content)

    assert response.status_code == 422
    assert str(importing.NOT_IMPORTED) in response.content.decode()


def test_without_a_file_the_page_says_so(client, reader):
    response = client.post(PAGE)

    assert (response.status_code, "Choose a file." in response.content.decode()) == (
        422,
        True,
    )


def test_deleting_takes_two_steps_and_touches_nobody_else(client, full):
    text = client.get("/favorites/yours/delete/").content.decode()
    assert "<li>4 favorites, with your notes</li>" in text
    assert "<li>1 collection</li>" in text
    assert "<li>2 questions</li>" in text
    assert Favorite.objects.of(full).count() == 4
    client.post("/favorites/yours/delete/")

    empty = {"favorites": [], "collections": [], "questions": []}
    assert {name: data_of(full)[name] for name in empty} == empty
    assert (Favorite.objects.count(), OwnQuestion.objects.count()) == (1, 1)


@pytest.mark.parametrize("count", [1, 60])
def test_a_download_asks_as_much_for_one_as_for_many(
    client, reader, count, django_assert_num_queries
):
    article = make_article("Many", tips=count, live=True)
    Favorite.objects.save_item(reader, article=article.pk)
    for tip in article.tips.all():
        Favorite.objects.save_item(reader, tip=tip.pk)
    with django_assert_num_queries(8):
        export.as_data(reader)


def test_deleting_the_list_leaves_no_word_in_a_session_here_or_elsewhere(client, reader):
    article = make_article("Fatigue", live=True)
    other = Client()
    other.force_login(reader)
    for browser in (client, other):
        Favorite.objects.create(user=reader, article=article, note="SECRET")
        question = OwnQuestion.objects.create(user=reader, text="SECRET")
        browser.post(f"/favorites/questions/{question.pk}/remove/")
        browser.post("/favorites/remove/", {"kind": "article", "id": article.pk})
    client.post("/favorites/yours/delete/")

    assert [s for s in Session.objects.all() if "SECRET" in str(s.get_decoded())] == []
    assert "Your other devices are signed out." in client.get("/favorites/").content.decode()
    assert other.get("/favorites/questions/").status_code == 302
