"""Staff can see every public page as of another moment; nobody else is affected."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symptoms.models import Edition, Favorite, Review
from symptoms.web import clock
from symptoms.workflow import publishing, reviewing, term_drafts
from tests.factories import (
    make_article,
    make_contributor,
    make_series,
    make_symptom,
    make_topic,
    make_user,
)
from tests.test_visibility import HOUR, ROLES, canaries, signed_in, surfaces, write

pytestmark = pytest.mark.django_db
CHOOSE = reverse("admin:symptoms_article_moment")
TRAVELERS = {"Writer", "Medical reviewer", "Publisher", "superuser"}


@pytest.fixture
def updated(monkeypatch):
    """An article: "old" from one hour ago, "new" since a minute, and withdrawn in one hour."""
    now = timezone.now().replace(microsecond=0)
    article = make_article(
        tips=["first"],
        symptoms=[make_symptom("Fatigue")],
        series=make_series("Parts"),
        series_part=1,
    )
    for version, moment in (("old", now - HOUR), ("new", now - timedelta(minutes=1))):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        publishing.publish(write(article, version))
    monkeypatch.setattr(timezone, "now", lambda: now)
    publishing.withdraw(article, reason="Over.", at=now + HOUR)
    return article


def choose(client, moment):
    local = timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M:%S")
    return client.post(CHOOSE, {"at": local})


# Pages that show nothing of an article by itself, and personal ones, which stay at the present.
NOT_OF_THEN = {
    "picture",
    "robots",
    "page",
    "symptoms",
    "related",
    "favorites",
    "favorite",
    "collection",
    "yours",
    "sitemap",
    "sheet",
    "download",
    "copy",
    "shared list",
    "forget",
}


def seen_on(client, article):
    return {
        name: set().union(*(canaries(client, address)[0] for address in addresses))
        for name, addresses in surfaces(article).items()
        if name not in NOT_OF_THEN
    }


def test_every_public_page_shows_what_readers_saw_then(client, updated):
    signed_in(client, "Writer")
    choose(client, timezone.now() - HOUR / 2)
    seen = seen_on(client, updated)
    seen["search"] -= {"new"}  # the words that were asked for

    assert seen == dict.fromkeys(seen, {"old"})


def test_every_public_page_shows_what_readers_will_see(client, updated):
    signed_in(client, "Writer")
    choose(client, timezone.now() + 2 * HOUR)
    seen = seen_on(client, updated)

    shown = {"article", "short-article", "tip", "short-tip", "search"}
    assert {name for name, versions in seen.items() if versions} <= shown
    assert client.get("/articles/newslug/").status_code == 410


@pytest.mark.parametrize("role", ROLES)
def test_only_staff_who_may_view_articles_travel(client, updated, role):
    signed_in(client, role)
    choose(client, timezone.now() - HOUR / 2)

    assert canaries(client, "/topics/daily-life/")[0] == ({"old"} if role in TRAVELERS else {"new"})


def test_who_is_no_longer_staff_no_longer_travels(client, updated):
    user = signed_in(client, "superuser")
    choose(client, timezone.now() - HOUR / 2)
    type(user).objects.update(is_staff=False)

    assert canaries(client, "/topics/daily-life/")[0] == {"new"}


def test_readers_see_the_present_while_somebody_travels(client, updated):
    signed_in(client, "Writer")
    choose(client, timezone.now() - HOUR / 2)
    client.get("/")
    reader = type(client)()

    assert canaries(reader, "/")[0] == {"new"}
    assert clock.chosen() is None


def test_such_a_page_says_so_and_is_neither_kept_nor_indexed(client, updated):
    signed_in(client, "Writer")
    choose(client, timezone.now() - HOUR / 2)
    response = client.get("/articles/oldslug/")
    page = response.content.decode()

    assert "You are viewing the site as of" in page and "(UTC)" in page
    assert (response["X-Robots-Tag"], response["Cache-Control"]) == ("noindex", "private, no-store")
    assert "Add to your favorites" not in page


def test_going_back_to_now_leads_to_the_same_page(client, updated):
    signed_in(client, "Writer")
    choose(client, timezone.now() - HOUR / 2)
    response = client.post(CHOOSE, {"back": "yes", "next": "/topics/daily-life/"})

    assert response.url == "/topics/daily-life/"
    assert canaries(client, response.url)[0] == {"new"}


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_going_back_to_now_leads_nowhere_else(client, away):
    signed_in(client, "Writer")

    assert client.post(CHOOSE, {"back": "yes", "next": away}).url == "/"


@pytest.mark.parametrize("at", ["", "soon", "1999-01-01T00:00", "2300-01-01T00:00"])
def test_what_is_no_moment_is_said_in_words_and_changes_nothing(client, updated, at):
    signed_in(client, "Writer")
    response = client.post(CHOOSE, {"at": at})

    assert response.status_code == 200
    assert response.context["form"].errors["at"]
    assert canaries(client, "/")[0] == {"new"}


def test_a_redirect_of_then_is_kept_by_no_browser(client, updated):
    signed_in(client, "Writer")
    choose(client, timezone.now() - timedelta(seconds=30))

    assert client.get("/articles/oldslug/").status_code == 302


def test_nothing_is_written_at_another_moment(client, updated):
    user = signed_in(client, "superuser")
    choose(client, timezone.now() - HOUR / 2)
    client.post(reverse("favorites:add"), {"kind": "article", "id": updated.pk, "next": "/"})

    assert Favorite.objects.get(user=user).article == updated
    assert Edition.objects.count() == 3


def test_names_are_those_of_then_and_a_later_approval_is_not_shown(client, monkeypatch):
    now = timezone.now()
    article = make_article("Fatigue", live=True)
    type(make_topic()).objects.update(name="Renamed")
    monkeypatch.setattr(timezone, "now", lambda: now + HOUR)
    nurse = make_contributor("Mei Nurse", kind="clinician")
    due = timezone.localdate() + timedelta(days=300)
    reviewing.approve(article.revisions.get(), nurse, due)
    Review.objects.update(at=now + HOUR)
    signed_in(client, "Writer")
    assert "Mei Nurse" in client.get("/articles/fatigue/").content.decode()

    choose(client, timezone.now() - timedelta(minutes=1))
    page = client.get("/articles/fatigue/").content.decode()
    assert ("Mei Nurse" in page, "Daily life" in page, "Renamed" in page) == (False, True, False)


def test_looking_asks_readers_for_no_query_more(client, django_assert_num_queries):
    make_article("Fatigue", live=True)
    with django_assert_num_queries(0):
        client.get("/robots.txt")
    client.force_login(make_user())
    with django_assert_num_queries(1):  # the session
        client.get("/robots.txt")


def drafted(term, **words):
    """Save `words` as the draft of `term`; returns what was read."""
    typed = type(term).objects.get(pk=term.pk)
    for name, value in words.items():
        setattr(typed, name, value)
    term_drafts.save(typed)
    return term_drafts.read_now(type(term).objects.get(pk=term.pk))


@pytest.mark.parametrize(
    ("make", "text"),
    [(make_symptom, "summary"), (make_series, "intro"), (make_topic, "description")],
)
def test_terms_have_the_words_of_then(client, monkeypatch, make, text):
    now = timezone.now().replace(microsecond=0)
    term = make("Before", **{text: "<p>Words of before.</p>"})
    make_article("Stairs", live=True)
    read = drafted(term, **{text: "<p>Words of today.</p>", "name": "Today"})
    monkeypatch.setattr(timezone, "now", lambda: now + HOUR)
    term_drafts.publish(term, read)
    read = drafted(term, **{text: "<p>Words of later.</p>", "name": "Later"})
    term_drafts.schedule(term, read, now + 3 * HOUR)
    monkeypatch.setattr(timezone, "now", lambda: now + 2 * HOUR)
    signed_in(client, "Writer")
    seen = []
    for hours in (0.5, 1, 2.9, 3, 4):
        choose(client, now + hours * HOUR)
        page = client.get(term.get_absolute_url()).content.decode()
        seen.append([word for word in ("before", "today", "later") if f"Words of {word}." in page])
        assert f"<h1>{seen[-1][0].capitalize()}</h1>" in page

    assert seen == [["before"], ["today"], ["today"], ["later"], ["later"]]
    assert type(term).objects.get(pk=term.pk).name == "Today"


def test_lists_name_symptoms_as_they_were_called_then(client, monkeypatch):
    now = timezone.now()
    symptom = make_symptom("Before", visibility="visible")
    read = drafted(symptom, name="Today", visibility="invisible")
    monkeypatch.setattr(timezone, "now", lambda: now + HOUR)
    term_drafts.publish(symptom, read)
    signed_in(client, "Writer")
    choose(client, now + HOUR / 2)
    for page in ("/", "/symptoms/", "/symptoms/?show=visible"):
        text = client.get(page).content.decode()
        assert ("Before" in text, ">Today<" in text) == (True, False), page
    assert "Before" not in client.get("/symptoms/?show=invisible").content.decode()


def test_a_new_term_is_there_from_its_start_on(client, monkeypatch):
    now = timezone.now()
    coming, started = make_topic("Coming"), make_topic("Started")
    type(coming).objects.update(is_public=False)
    read = drafted(started, name="Started well")
    term_drafts.schedule(coming, drafted(coming, name="Coming soon"), now + 3 * HOUR)
    monkeypatch.setattr(timezone, "now", lambda: now + HOUR)
    term_drafts.publish(started, read)
    signed_in(client, "Writer")
    found = []
    for hours in (0.5, 2, 4):
        choose(client, now + hours * HOUR)
        pages = [client.get(term.get_absolute_url()) for term in (coming, started)]
        found.append([page.status_code for page in pages])

    assert found == [[404, 404], [404, 200], [200, 200]]
