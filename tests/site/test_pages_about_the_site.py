"""Pages about the site itself: the same form and workflow as articles, and lists of their own."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from symptoms.favorites.saving import merging
from symptoms.favorites.saving.device_list import SavedItem
from symptoms.models import Edition, EditionTip, Favorite, HandPicked, Kind
from symptoms.site.machines import sitemaps
from symptoms.text.content import ArticleContent
from symptoms.workflow import audit, checklist, publishing, restoring, review_due, reviewing
from symptoms.workflow.publishing import PublishingError
from symptoms.workflow.roles import create_roles
from tests.factories import (
    make_article,
    make_callout,
    make_contributor,
    make_page,
    make_picture,
    make_preview_link,
    make_question,
    make_series,
    make_sponsor,
    make_symptom,
    make_tag,
    make_tip,
    make_topic,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
CANARY = re.compile(r"\b(old|new)(?:title|slug|standfirst|body)\b")
# state -> the version whose words readers may see
VISIBLE = {
    "draft": None,
    "scheduled": None,
    "canceled": None,
    "live": "old",
    "live with newer draft": "old",
    "live with scheduled update": "old",
    "live after its update": "new",
    "expired": None,
    "withdrawn": None,
}
# Besides its own address, a page is named in the footer of all pages, and in the sitemap.
LISTS = [
    "/symptoms/fatigue/", "/topics/daily-life/", "/series/parts/", "/tags/heat/",
    "/contributors/ada-writer/", "/articles/neighbor/", "/search/?q=old", "/search/?q=new",
]  # fmt: skip


@pytest.fixture
def neighbor():
    """A live article that shares with a page whatever lists go by, which is nothing."""
    terms = {"symptoms": [make_symptom("Fatigue")], "tags": [make_tag("heat")]}
    return make_article(
        "Neighbor", live=True, series=make_series("Parts"), series_part=1, tips=1, **terms
    )


def write(page, version):
    page.title, page.slug = f"{version}title", f"{version}slug"
    page.standfirst, page.body = f"{version}standfirst", f"<p>{version}body</p>"
    page.save()
    return publishing.save_revision(page)


@pytest.fixture
def make_state(monkeypatch):
    def make(state):
        page, now = make_page(), timezone.now()
        first = write(page, "old")
        if state in {"scheduled", "canceled"}:
            edition = publishing.publish(first, at=now + HOUR)
            if state == "canceled":
                publishing.cancel(edition)
        elif state != "draft":
            publishing.publish(first)
        if state == "live with newer draft":
            write(page, "new")
        if "update" in state:
            publishing.publish(write(page, "new"), at=now + HOUR)
        if state in {"expired", "withdrawn"}:
            at = now + HOUR if state == "expired" else None
            publishing.withdraw(page, reason="Why it went.", at=at)
        if state in {"live after its update", "expired"}:
            monkeypatch.setattr(timezone, "now", lambda: now + 2 * HOUR)
        return page

    return make


def sign_in(client, role):
    create_roles()
    if role != "anonymous":
        user = make_user(is_staff=True, is_superuser=role == "superuser")
        user.groups.set(Group.objects.filter(name=role))
        client.force_login(user)


def without_footer(response):
    return response.content.decode().partition('<footer class="site-footer">')[0]


def versions(text):
    return set(CANARY.findall(text))


@pytest.mark.parametrize("role", ["anonymous", "Writer", "superuser"])
@pytest.mark.parametrize("state", VISIBLE)
def test_only_the_live_edition_of_a_page_is_visible(client, neighbor, make_state, state, role):
    make_state(state)
    sign_in(client, role)
    allowed = {VISIBLE[state]} - {None}
    gone = {"old"} if state in {"expired", "withdrawn"} else set()

    own = {slug: client.get(f"/about/{slug}/") for slug in ("oldslug", "newslug")}
    for slug, response in own.items():
        text = response.content.decode().replace(f"/about/{slug}/", "")
        assert versions(text) <= allowed | gone, slug
        assert "oldbody" not in text or allowed == {"old"}
    assert versions(client.get("/").content.decode()) == allowed
    listed = "".join(client.get(part).content.decode() for part in sitemaps.parts())
    assert versions(listed) == allowed


@pytest.mark.parametrize("state", VISIBLE)
def test_a_page_is_on_no_list_of_articles(client, neighbor, make_state, state):
    make_state(state)
    responses = [client.get(address) for address in ["/", *LISTS]]
    lists = "".join(without_footer(r).replace("old “", "") for r in responses)

    assert {r.status_code for r in responses} == {200}
    assert versions(lists) == set()
    assert versions(client.get("/feed/").content.decode()) == set()


def test_a_page_says_what_it_says_and_carries_nothing_of_an_article(client):
    page = make_page("Privacy", body="<h2>What we keep</h2><p>Little.</p>", live=True)
    text = client.get(page.get_absolute_url()).content.decode()

    assert page.get_absolute_url() == "/about/privacy/"
    assert "What we keep</h2><p>Little.</p>" in text
    assert re.search(r"Last updated <time[^>]*>\w+ \d", text)
    for words in ("Add to your favorites", "Talk to your healthcare team", "First published"):
        assert words not in text


def test_a_page_says_what_was_changed_in_the_words_of_whoever_published_it(client):
    page = make_page("Privacy", live=True)
    assert "What changed" not in client.get(page.get_absolute_url()).content.decode()

    page.body = "<p>We keep less.</p>"
    page.save()
    publishing.publish(publishing.save_revision(page), change_note="We no longer ask for a name.")
    text = client.get(page.get_absolute_url()).content.decode()
    assert "<p>What changed: We no longer ask for a name.</p>" in text


def test_each_is_found_below_its_own_prefix_only(client, neighbor):
    make_page("Privacy", live=True)

    assert client.get("/articles/privacy/").status_code == 404
    assert client.get("/about/neighbor/").status_code == 404


@pytest.mark.parametrize("state", ["draft", "scheduled", "canceled"])
def test_a_page_that_was_never_public_is_not_found(client, make_state, state):
    make_state(state)

    assert client.get("/about/oldslug/").status_code == 404


def test_a_changed_address_of_a_page_redirects_and_a_planned_one_is_not_told(client, make_state):
    page = make_state("live with scheduled update")
    assert client.get("/about/newslug/").status_code == 404

    publishing.cancel(page.editions.scheduled().get())
    publish(page)
    response = client.get("/about/oldslug/")
    assert (response.status_code, response.url) == (301, "/about/newslug/")


def test_a_withdrawn_page_says_so_without_naming_articles(client, neighbor, make_state):
    make_state("withdrawn")
    response = client.get("/about/oldslug/")
    text = response.content.decode()

    assert response.status_code == 410
    assert "This page is no longer available" in text and "Why it went." in text
    assert "If you saved it" not in text and "Neighbor" not in text


def test_the_footer_names_live_pages_by_title_with_one_question(client, django_assert_num_queries):
    assert "About this site" not in client.get("/symptoms/").content.decode()
    for title in ("Privacy", "Contact us", "Cookies"):
        make_page(title, live=True)
    make_page("Draft")
    with django_assert_num_queries(2):
        text = client.get("/symptoms/").content.decode()

    footer = text.partition('<nav aria-label="About this site">')[2].partition("</nav>")[0]
    assert re.findall(r">([^<>\n]+)</a>", footer) == ["Contact us", "Cookies", "Privacy"]
    with django_assert_num_queries(2):
        own = client.get("/about/cookies/").content.decode()
    assert '<a href="/about/cookies/" aria-current="page">Cookies</a>' in own


def test_a_page_cannot_be_saved(client):
    page = make_page("Privacy", live=True)
    item = {"kind": "article", "id": page.pk}
    assert client.post(reverse("favorites:add"), item).status_code == 404

    client.cookies["kept"] = f"own.a{page.pk}-1"
    assert "Privacy" not in without_footer(client.get("/favorites/"))
    reader = make_user()
    merging.merge(reader, [SavedItem("article", page.pk, date(2026, 11, 24))])
    client.force_login(reader)
    assert client.post(reverse("favorites:add"), item).status_code == 404
    assert Favorite.objects.count() == 0


def test_a_page_is_related_to_no_article_not_even_by_hand(client):
    page = make_page("Privacy", live=True)
    article = make_article("Fatigue")
    HandPicked.objects.create(article=article, related=page)
    publish(article)

    assert "Privacy" not in without_footer(client.get(article.get_absolute_url()))


def test_staff_see_the_footer_of_another_moment(client, make_state):
    make_state("live with scheduled update")
    sign_in(client, "Writer")
    later = timezone.localtime(timezone.now() + 2 * HOUR).strftime("%Y-%m-%dT%H:%M:%S")
    client.post(reverse("admin:symptoms_article_moment"), {"at": later})

    assert versions(client.get("/").content.decode()) == {"new"}
    assert client.get("/about/oldslug/").status_code == 302


# --- Publishing ----------------------------------------------------------------------------------


@pytest.fixture
def review_required(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}


def test_a_page_is_published_without_review_and_never_due_for_one(review_required):
    page = make_page("Privacy", live=True)

    assert page.editions.live().exists()
    assert review_due.queue() == []
    with pytest.raises(PublishingError, match="medical reviewer"):
        make_article("Fatigue", live=True)


def test_a_page_cannot_be_reviewed():
    revision = publishing.save_revision(make_page("Privacy"))
    nurse = make_contributor("Nora Nurse", "clinician")

    with pytest.raises(reviewing.ReviewError, match="doesn’t need a medical review"):
        reviewing.submit(revision)
    with pytest.raises(reviewing.ReviewError, match="doesn’t need a medical review"):
        reviewing.approve(revision, nurse, reviewing.default_due())
    assert revision.reviews.count() == 0


def test_a_page_needs_a_standfirst_and_a_body():
    blocks = checklist.blocks(ArticleContent.of(make_page("Bare", standfirst="", body="<p> </p>")))

    assert [(b.field, b.is_firm) for b in blocks] == [("standfirst", False), ("body", True)]


def everything_of_an_article(page):
    """All that a page must not have, with the name that the checklist gives it."""
    columns = {
        "topic": make_topic(), "author": make_contributor(), "picture": make_picture(),
        "series": make_series("Parts"), "sponsor": make_sponsor(), "tips heading": "Tips",
        "tips intro": "<p>Try.</p>", "closing": "<p>End.</p>",
    }  # fmt: skip
    for name, value in columns.items():
        setattr(page, name.replace(" ", "_"), value)
    page.series_part, page.sponsor_role = 1, "paid_for"
    page.save()
    page.symptoms.add(make_symptom("Fatigue"))
    page.tags.add("heat")
    make_tip(page), make_callout(page), make_question(page)
    page.sources.create(title="A guideline")
    page.hand_picked.create(related=make_article())
    return [
        *columns, "part", "sponsor role", "symptoms", "tags", "tips", "when to get help",
        "questions to ask your team", "sources", "related articles",
    ]  # fmt: skip


def test_what_a_page_would_not_show_keeps_it_from_being_published_even_by_an_override():
    page = make_page("Privacy")
    names = everything_of_an_article(page)
    revision = publishing.save_revision(page)
    (block,) = checklist.blocks(revision.as_content())

    told = block.sentence.partition("Remove: ")[2].strip(".").lower().split(", ")
    assert sorted(told) == sorted(names)
    with pytest.raises(PublishingError, match="Remove"):
        publishing.publish(revision, override="It must be out tonight.")
    assert (Edition.objects.count(), EditionTip.objects.count()) == (0, 0)


@pytest.mark.parametrize("is_planned", [False, True])
@pytest.mark.parametrize("make", [make_article, make_page])
def test_what_was_public_as_one_never_becomes_the_other(make, is_planned):
    row = make("Fatigue")
    publish(row, at=timezone.now() + HOUR if is_planned else None)
    if make is make_page:
        row.kind, row.topic, row.author = Kind.STORY, make_topic(), make_contributor()
        row.is_general = True
    else:
        row.kind, row.topic, row.author, row.tips_heading = Kind.PAGE, None, None, ""
        row.sources.all().delete()
    row.save()

    with pytest.raises(PublishingError, match="can’t become"):
        publish(row, at=timezone.now() + 2 * HOUR)
    assert row.editions.count() == 1


def test_a_plan_that_was_cancelled_does_not_bind_the_kind():
    page = make_page("Fatigue")
    publishing.cancel(publish(page, at=timezone.now() + HOUR))
    page.kind, page.topic, page.author, page.is_general = (
        "story",
        make_topic(),
        make_contributor(),
        1,
    )
    page.save()

    assert publish(page).kind == "story"


@pytest.mark.parametrize("column", ["topic", "author", "series", "sponsor"])
def test_the_database_holds_no_page_with_what_articles_are_listed_by(column):
    edition = publish(make_page("Privacy"))
    terms = {
        "topic": make_topic, "author": make_contributor, "series": make_series, "sponsor": make_sponsor,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**{column: terms[column]()})


def test_a_link_to_a_page_is_checked_like_one_to_an_article():
    make_page("Privacy", live=True)
    make_page("Cookies")
    make_article("Fatigue", live=True)
    good = "<a href='/about/privacy/'>What we keep</a> <a href='/articles/fatigue/'>Fatigue</a>"
    bad = ["/about/cookies/", "/about/fatigue/", "/articles/privacy/"]
    body = f"<p>{good}{''.join(f'<a href={address}>cookies</a>' for address in bad)}</p>"
    blocks = checklist.blocks(ArticleContent.of(make_page("Contact", body=body)))

    assert [b.sentence for b in blocks] == [
        f"The link “cookies” points to {address}, which isn’t a live page." for address in bad
    ]


def test_a_page_has_a_record_and_a_way_back(make_state):
    page = make_state("live after its update")
    entries = audit.record_of(page)
    assert [(e.title, e.address) for e in entries] == [
        ("oldtitle", "/about/oldslug/"), ("newtitle", "/about/newslug/")
    ]  # fmt: skip

    restored, missing = restoring.restore(page.revisions.get(number=1))
    page.refresh_from_db()
    assert (restored.number, missing, page.title, page.kind) == (3, [], "oldtitle", Kind.PAGE)


# --- The admin, previews, and content folders -----------------------------------------------------


def test_a_publisher_publishes_a_page_where_no_review_is_offered(client, review_required):
    page = make_page("Privacy")
    publishing.save_revision(page)
    sign_in(client, "Publisher")
    address = reverse("admin:symptoms_article_publishing", args=[page.pk])
    html = client.get(address).content.decode()
    assert "Pages about this site don’t need a medical review." in html
    assert "has not been approved" not in html and "Submit for review" not in html

    response = client.post(f"{address}publish/", {"revision": 1, "baseline": 0})
    assert (response.status_code, page.editions.live().count()) == (302, 1)


def test_a_page_is_previewed_as_readers_would_see_it(client):
    page = make_page("Privacy", body="<p>What we keep.</p>")
    link = make_preview_link(page)
    sign_in(client, "Writer")
    for address in (
        link.secret_path,
        reverse("admin:symptoms_article_preview", args=[page.pk, 1]),
    ):
        text = client.get(address).content.decode()
        assert "What we keep." in text
        assert "Talk to your healthcare team" not in text and "Last updated" not in text


def test_a_page_cannot_be_picked_as_a_related_article(client):
    make_page("Fatigue and us"), make_article("Fatigue at work")
    sign_in(client, "Writer")
    query = {
        "app_label": "symptoms", "model_name": "handpicked", "field_name": "related", "term": "fat",
    }  # fmt: skip
    found = client.get(reverse("admin:autocomplete"), query).json()["results"]

    assert [row["text"] for row in found] == ["Fatigue at work"]
