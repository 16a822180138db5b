"""Importing a list: from another site or database, from other programs, hostile, or too large."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symptoms.favorites.my_data import export, importing, naming
from symptoms.models import Collection, CollectionItem, Favorite, OwnQuestion
from tests.factories import make_article, make_user, publish

pytestmark = pytest.mark.django_db
PAGE = "/favorites/yours/"
SITE = "http://testserver"
MOMENT = "2026-01-01T00:00:00+00:00"


@pytest.fixture
def reader(client):
    user = make_user("reader@example.org")
    client.force_login(user)
    return user


def bring(client, content, **how):
    if isinstance(content, str):
        content = content.encode()
    elif not isinstance(content, bytes):
        content = json.dumps(content).encode()
    return client.post(PAGE, {"file": SimpleUploadedFile("list", content)}, **how)


def said(client, content):
    return bring(client, content, follow=True).content.decode()


def a_list(*rows, collections=(), questions=(), version=2):
    """A file of ours with these favorites."""
    base = {"title": "", "note": "", "status": "", "saved_at": MOMENT, "seen_at": MOMENT}
    return {
        "format": export.FORMAT,
        "version": version,
        "favorites": [base | row for row in rows],
        "collections": list(collections),
        "questions": list(questions),
    }


def titles(user):
    kept = Favorite.objects.of(user).order_by("pk")
    rows = kept.values_list("article__title", "tip__title")
    return [article or tip for article, tip in rows]


# --- What is meant -------------------------------------------------------------------------------


def test_a_number_names_nothing_what_its_address_says_is_saved(client, reader):
    article = make_article("Tremor", tips=["Other tip", "Fill your cup halfway"], live=True)
    other, cup = article.tips.all()
    row = {
        "kind": "tip",
        "id": other.pk,
        "title": "Fill your cup halfway",
        "address": f"http://127.0.0.1:8115/tips/{other.pk}-fill-your-cup-halfway/",
        "note": "Meant for the cup.",
    }
    bring(client, a_list(row, version=1))

    favorite = Favorite.objects.get()
    assert (favorite.tip, favorite.note) == (cup, "Meant for the cup.")


def test_a_file_of_another_site_saves_nothing_that_only_shares_its_number_or_slug(client, reader):
    article = make_article("Fatigue", tips=["Rest"], live=True)
    tip = article.tips.get()
    foreign = [
        {"kind": "article", "id": article.pk, "title": "Else", "address": "https://other.example/articles/fatigue/"},
        {"kind": "tip", "id": tip.pk, "title": "Else", "address": f"https://other.example/tips/{tip.pk}-rest/"},
        {"kind": "tip", "id": tip.pk, "title": "Rest", "address": f"{SITE}/tips/{tip.pk}-another/"},
        {"kind": "article", "id": article.pk, "title": "Fatigue", "address": ""},
    ]  # fmt: skip
    text = said(client, a_list(*foreign, version=1))

    assert not Favorite.objects.exists()
    assert "0 of 4" in text and "4 are not articles or tips on this site." in text


def test_a_uuid_names_it_wherever_the_site_has_moved_to(client, reader):
    article = make_article("Fatigue", live=True)
    address = "https://before.example/articles/an-older-name/"
    bring(client, a_list({"kind": "article", "uuid": str(article.uuid), "address": address}))

    assert titles(reader) == ["Fatigue"]


def test_an_old_address_leads_to_the_article_that_had_it(client, reader):
    article = make_article("Fatigue", live=True)
    article.slug = "tiredness"
    article.save()
    publish(article)
    bring(client, f'<a href="{SITE}/articles/fatigue/">x</a>')

    assert titles(reader) == ["Fatigue"]


def test_a_draft_is_not_found_by_any_of_its_names(client, reader):
    draft = make_article("Secret", tips=["Hidden"])
    tip = draft.tips.get()
    rows = [
        {"kind": "article", "uuid": str(draft.uuid), "address": f"{SITE}/articles/secret/"},
        {"kind": "tip", "uuid": str(tip.uuid), "address": f"{SITE}{tip.get_absolute_url()}"},
    ]
    assert "0 of 2" in said(client, a_list(*rows))
    assert not Favorite.objects.exists()


def test_no_file_that_leaves_the_site_names_anything_by_a_primary_key_alone(client, reader):
    article = make_article("Fatigue", tips=["Rest"], live=True)
    Favorite.objects.save_item(reader, article=article.pk)
    Favorite.objects.save_item(reader, tip=article.tips.get().pk)
    data = export.as_data(reader)

    assert [set(row) & {"id", "pk", "adopted"} for row in data["favorites"]] == [set(), set()]
    assert {row["uuid"] for row in data["favorites"]} == {
        str(article.uuid),
        str(article.tips.get().uuid),
    }


@pytest.mark.parametrize(
    ("address", "is_ours"),
    [
        ("http://testserver/articles/fatigue/", True),
        ("HTTPS://TestServer:443/articles/fatigue?utm=x#part", True),
        ("http://localhost/articles/fatigue/", True),
        ("/articles/fatigue/", True),
        (" /articles/Fatigue ", True),
        ("http://testserver:8115/articles/fatigue/", False),
        ("http://other.example/articles/fatigue/", False),
        ("//other.example/articles/fatigue/", False),
        ("ftp://testserver/articles/fatigue/", False),
        ("javascript:/articles/fatigue/", False),
        ("http://testserver.other.example/articles/fatigue/", False),
        ("http://testserver@other.example/articles/fatigue/", False),
        ("articles/fatigue/", False),
    ],
)
def test_only_addresses_of_this_site_are_ours(address, is_ours):
    named = naming.read_address(address)

    assert bool(named and named.is_ours) == is_ours


@pytest.mark.parametrize(
    "address",
    ["", "http://[", "http://testserver:y/articles/a/", "/", "/symptoms/fatigue/", "/articles/" + "a" * 500, "/shared/1/x/"],
)  # fmt: skip
def test_what_names_no_article_and_no_tip_is_no_name(address):
    assert naming.read_address(address) is None


# --- Other programs ------------------------------------------------------------------------------

NETSCAPE = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>
<DL><p><DT><H3 ADD_DATE="1577872800">MS &amp; me</H3><DL><p>
<DT><A HREF="{SITE}/articles/fatigue/" ADD_DATE="1588320000" ICON="data:image/png;base64,AAAA">Fatigue</A>
<DT><A HREF="https://other.example/articles/fatigue/" ADD_DATE="1588320000">Other</A>
<DT><A HREF='{SITE}/tips/TIP-rest/' PRIVATE="0" TOREAD="0" TAGS="ms">Rest</A><DD>Words
</DL><p></DL><p>"""
POCKET_HTML = f"""<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>
<li><a href="{SITE}/articles/fatigue/" time_added="1588320000" tags="">Fatigue</a></li>
<li><a href="https://other.example/" time_added="1588320000" tags="">x</a></li>
<li><a href="{SITE}/tips/TIP-rest/?utm_source=pocket&amp;x=1" time_added="0" tags="">Rest</a></li></ul></body></html>"""
POCKET_CSV = f"""title,url,time_added,tags,status
Fatigue,{SITE}/articles/fatigue/,1588320000,,unread
"Other, with ""quotes"" x",https://other.example/,1588320000,a|b,archive
Rest,{SITE}/tips/TIP-rest/,x,,unread
"""
WALLABAG = json.dumps(
    [
        {"url": f"{SITE}/articles/fatigue/", "created_at": "2020-05-01T08:00:00+0000", "title": "Fatigue", "is_archived": 0, "tags": [], "content": "<p>long</p>"},
        {"url": "https://other.example/", "created_at": "2020-05-01T08:00:00+0000", "title": "x", "annotations": [{"id": 1, "text": "x"}]},
        {"url": f"{SITE}/tips/TIP-rest/", "created_at": None, "title": "Rest"},
    ]
)  # fmt: skip
LINKDING = json.dumps(
    {
        "count": 3,
        "next": None,
        "results": [
            {"id": 1, "url": f"{SITE}/articles/fatigue/", "date_added": "2020-05-01T08:00:00.123456Z"},
            {"id": 2, "url": "https://other.example/", "date_added": "2020-05-01T08:00:00Z"},
            {"id": 3, "url": f"{SITE}/tips/TIP-rest/", "notes": "x"},
        ],
    }
)  # fmt: skip
CHROME = json.dumps(
    {"roots": {"bar": {"children": [{"type": "folder", "children": [
        {"url": f"{SITE}/articles/fatigue/", "date_added": "13232793600000000"},
        {"url": "https://other.example/"}, {"url": f"{SITE}/tips/TIP-rest/"}]}]}}}
)  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    ("content", "years"),
    [
        (NETSCAPE, {2020, 2026}),
        (POCKET_HTML, {2020, 1970}),
        (POCKET_CSV, {2020, 2026}),
        (POCKET_CSV.replace(",", ";"), {2020, 2026}),
        (WALLABAG, {2020, 2026}),
        (LINKDING, {2020, 2026}),
        (CHROME, {2026}),
    ],
    ids=["browser", "pocket-html", "pocket-csv", "semicolons", "wallabag", "linkding", "chrome"],
)
def test_lists_of_other_programs_are_taken_where_they_name_our_pages(
    client, reader, content, years, encoding
):
    article = make_article("Fatigue", tips=["Rest"], live=True)
    content = content.replace("TIP", str(article.tips.get().pk))
    text = said(client, content.encode(encoding))

    assert titles(reader) == ["Fatigue", "Rest"]
    assert "2 of 3 entries in the file were added" in text
    assert "1 is not an article or a tip on this site." in text
    assert "2 were already in your favorites." in said(client, content.encode(encoding))
    dates = Favorite.objects.values_list("created_at__year", flat=True)
    assert set(dates) - {Favorite().created_at.year} == years - {2026}


def test_our_own_table_brings_notes_back_letter_for_letter(client, reader):
    article = make_article("Fatigue", tips=["Rest", "Cool"], live=True)
    notes = ['\'=1+1, "said"\n\nand; more', "''=x", "=1"]
    items = [{"article": article.pk}, *({"tip": tip.pk} for tip in article.tips.all())]
    for item, note in zip(items, notes, strict=True):
        Favorite.objects.save_item(reader, **item)
        Favorite.objects.filter(user=reader, **item).update(note=note)
    Favorite.objects.filter(tip__title="Rest").update(status="did_not")
    before = list(Favorite.objects.values_list("article", "tip", "note", "status"))
    text = export.as_csv(reader)
    Favorite.objects.all().delete()
    bring(client, text)

    after = Favorite.objects.values_list("article", "tip", "note", "status")
    assert sorted(after, key=str) == sorted(before, key=str)
    assert "=1+1" not in {row[5] for row in csv.reader(io.StringIO(text))}


def test_our_own_page_has_links_that_come_back(client, reader):
    article = make_article("Fatigue", tips=["Rest"], live=True)
    Favorite.objects.save_item(reader, article=article.pk)
    Favorite.objects.save_item(reader, tip=article.tips.get().pk)
    page = client.get("/favorites/yours/my-list.html").content
    assert f'<a href="{SITE}/articles/fatigue/">Fatigue</a>' in page.decode()
    Favorite.objects.all().delete()
    bring(client, page)

    assert sorted(titles(reader)) == ["Fatigue", "Rest"]


# --- Limits --------------------------------------------------------------------------------------


def test_collections_and_questions_that_do_not_fit_change_nothing(client, reader):
    Collection.objects.add(reader, [Collection(user=reader, name=f"Mine {n}") for n in range(30)])
    OwnQuestion.objects.add(reader, [OwnQuestion(user=reader, text=f"{n}?") for n in range(60)])
    article = make_article("Fatigue", live=True)
    row = {"kind": "article", "uuid": str(article.uuid)}
    collections = [{"name": f"New {n}", "items": []} for n in range(21)]
    questions = [{"text": f"New {n}?", "star": None} for n in range(41)]
    first = bring(client, a_list(row, collections=collections))
    second = bring(client, a_list(row, questions=questions))

    assert (first.status_code, second.status_code) == (422, 422)
    assert "at most 50 collections" in first.content.decode()
    assert "at most 100 questions" in second.content.decode()
    assert not Favorite.objects.exists()
    bring(client, a_list(row, collections=collections[:20], questions=questions[:40]))
    assert (Collection.objects.count(), OwnQuestion.objects.count()) == (50, 100)


def test_favorites_that_do_not_fit_change_nothing(client, reader, monkeypatch):
    monkeypatch.setattr(Favorite, "MAX_PER_ACCOUNT", 2)
    article = make_article("Fatigue", tips=3, live=True)
    links = "".join(f'<a href="{SITE}{tip.get_absolute_url()}">x</a>' for tip in article.tips.all())
    response = bring(client, links)

    assert (response.status_code, Favorite.objects.count()) == (422, 0)
    assert "at most 2,000 favorites" in response.content.decode()


def test_a_full_list_says_so_and_keeps_what_is_there(client, reader, monkeypatch):
    monkeypatch.setattr(Favorite, "MAX_PER_ACCOUNT", 1)
    first, second = (make_article(name, live=True) for name in ("A", "B"))
    for article in (first, first, second):
        page = client.post("/favorites/add/", {"kind": "article", "id": article.pk}, follow=True)
    answer = client.post(
        "/favorites/add/",
        {"kind": "article", "id": second.pk},
        headers={"accept": "application/json"},
    )

    assert titles(reader) == ["A"]
    assert "at most 2,000 favorites" in page.content.decode()
    assert answer.status_code == 422


def test_notes_that_are_too_long_together_change_nothing(client, reader):
    article = make_article("Fatigue", live=True)
    Favorite.objects.save_item(reader, article=article.pk)
    Favorite.objects.update(note="x" * 1500)
    row = {"kind": "article", "uuid": str(article.uuid), "note": "y" * 1500}
    response = bring(client, a_list(row))

    assert response.status_code == 422
    assert Favorite.objects.get().note == "x" * 1500
    bring(client, a_list(row | {"note": "a\r\nb"}))
    bring(client, a_list(row | {"note": "a\nb"}))
    assert Favorite.objects.get().note == "x" * 1500 + "\n\na\nb"


@pytest.mark.parametrize("name", ["items", "favorites", "links"])
def test_thirty_thousand_rows_are_refused_in_words_before_anything_is_asked(
    client, reader, name, django_assert_max_num_queries
):
    article = make_article("Fatigue", live=True)
    row = {"kind": "article", "uuid": str(article.uuid)}
    content = {
        "items": lambda: a_list(row, collections=[{"name": "A", "items": [row] * 30_000}]),
        "favorites": lambda: a_list(*[row] * 30_000),
        "links": lambda: f'<a href="{SITE}/articles/fatigue/">' * 30_000,
    }[name]()
    with django_assert_max_num_queries(6):
        response = bring(client, content)

    assert (response.status_code, Favorite.objects.count()) == (422, 0)
    assert "more than" in response.content.decode()


def test_the_same_thing_many_times_is_saved_once(client, reader):
    article = make_article("Fatigue", live=True)
    row = {"kind": "article", "uuid": str(article.uuid)}
    notes = [row | {"note": note} for note in ("One.", "Two.", "One.")]
    file = a_list(*notes, collections=[{"name": "A", "items": [row] * 9_000}] * 2)
    text = said(client, file | {"collections": [{"name": "A", "items": [row] * 4_000}] * 2})

    assert Favorite.objects.get().note == "One.\n\nTwo."
    assert CollectionItem.objects.count() == 1
    assert "1 of 1 entry in the file was added" in text


def test_one_costs_as_many_questions_as_many(reader):
    article = make_article("Many", tips=70, live=True)
    uuids = [str(tip.uuid) for tip in article.tips.all()]

    def file(count):
        rows = [{"kind": "tip", "uuid": uuid, "note": "x"} for uuid in uuids[:count]]
        names = [{"name": f"C{n}", "items": rows} for n in range(min(count, 4))]
        asked = [{"text": f"{n}?", "star": None} for n in range(count)]
        return json.dumps(a_list(*rows, collections=names, questions=asked)).encode()

    asked = []
    for count in (1, 70):
        with CaptureQueriesContext(connection) as queries:
            importing.import_list(make_user(), file(count))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 30


# --- Hostile files -------------------------------------------------------------------------------

NASTY = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**400),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["\0", "\ud800", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "x" * 2001, "\r\n" * 3000, "\u202e", "article", "tip", "{", "http://[", "5" * 5000]
    ),
    st.lists(st.none(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.none(), max_size=2),
)  # fmt: skip


def places(data, path=()):
    """Every path to a value in nested lists and dicts."""
    yield path
    parts = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, part in parts:
        yield from places(part, (*path, key))


@st.composite
def mutated(draw, data):
    data = json.loads(json.dumps(data))
    for _ in range(draw(st.integers(1, 2))):
        *path, last = draw(st.sampled_from([place for place in places(data) if place]))
        part = data
        for step in path:
            part = part[step]
        if draw(st.booleans()) and isinstance(part, dict):
            del part[last]
        else:
            part[last] = draw(NASTY)
    return data


def counts():
    return [model.objects.count() for model in (Favorite, Collection, CollectionItem, OwnQuestion)]


def test_no_mutation_of_an_export_breaks_anything(client, reader):
    article = make_article("Fatigue", tips=["Rest"], live=True)
    Favorite.objects.save_item(reader, article=article.pk)
    Favorite.objects.save_item(reader, tip=article.tips.get().pk)
    mine = Collection.objects.create(user=reader, name="Hot days")
    mine.put(Favorite.objects.first())
    OwnQuestion.objects.create(user=reader, text="May I swim?", star=2, position=1)
    taken = export.as_data(reader)

    @settings(
        max_examples=80,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(mutated(taken))
    def mutations(data):
        Favorite.objects.all().delete()
        Collection.objects.all().delete()
        OwnQuestion.objects.all().delete()
        try:
            imported = importing.import_list(reader, json.dumps(data).encode())
        except importing.NotImported as error:
            assert str(importing.NOT_IMPORTED) in str(error)
            assert counts() == [0, 0, 0, 0]
        else:
            assert imported.found == imported.added + imported.there + imported.unknown
        assert client.get("/favorites/").status_code == 200

    mutations()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))  # fmt: skip
def test_no_bytes_break_the_reader_of_files(content):
    from symptoms.favorites.my_data import list_files

    for start in (b"", b"{", b"[", b"<a href=", b"title,url\n"):
        try:
            list_files.read(start + content)
        except list_files.BadFile:
            continue


def test_a_note_with_a_link_in_it_makes_no_page_of_our_table(reader):
    note = "Read <a href='https://example.org/'>this</a>, then rest."
    Favorite.objects.create(user=reader, article=make_article("Fatigue", live=True), note=note)
    other = make_user()
    importing.import_list(other, export.as_csv(reader).encode())

    assert Favorite.objects.get(user=other).note == note


@pytest.mark.parametrize(
    "content",
    ["[" + "{}," * 9 + "{}]", "<a >" * 12, "url\n" + "\n" * 12, "[" * 12 + "]" * 12],
    ids=["objects", "links to nowhere", "empty lines", "deep"],
)
def test_what_is_looked_at_is_bounded_even_where_nothing_is_named(reader, monkeypatch, content):
    monkeypatch.setattr("symptoms.favorites.my_data.file_rows.MAX_PARTS", 10)
    with pytest.raises(importing.NotImported, match="more than 10 parts"):
        importing.import_list(reader, content.encode())


def test_a_table_in_another_language_comes_back_whole(reader, monkeypatch):
    """A download has the words of its language, and the site may change its language later."""
    both = [("en", "English"), ("es", "Español")]
    monkeypatch.setattr("django.conf.settings.LANGUAGES", both)
    tip = make_article("Fatigue", tips=["Rest"], live=True).tips.get()
    Favorite.objects.create(user=reader, tip=tip, note="Good.", status="helped")
    with translation.override("es"):
        table = export.as_csv(reader)
    other = make_user("other@example.org")
    importing.import_list(other, table.encode())

    assert "Cómo resultó" in table
    assert "Me ayudó" in table
    mine = Favorite.objects.get(user=other)
    assert (mine.tip, mine.note, mine.status) == (tip, "Good.", "helped")
