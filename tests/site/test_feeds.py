"""Feeds name the site by its settings, and articles by ids that never change."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from unittest import mock

import pytest
from django.utils import timezone

from symptoms.models import Article, CareCallout
from symptoms.workflow import publishing
from tests.factories import (
    make_article,
    make_contributor,
    make_series,
    make_sponsor,
    make_symptom,
    make_topic,
    publish,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, address="/feed/", **headers):
    feed = ET.fromstring(client.get(address, headers=headers).content)
    return [{child.tag.removeprefix(ATOM): child for child in e} for e in feed.iter(f"{ATOM}entry")]


def test_an_entry_keeps_its_id_when_the_address_changes(client):
    article = make_article("Fatigue", live=True)
    before = entries(client)[0]["id"].text
    article.slug = "tiredness"
    article.save()
    publish(article)
    entry = entries(client)[0]

    assert entry["id"].text == before == article.uuid.urn
    assert entry["link"].get("href") == "http://testserver/articles/tiredness/"


def test_a_correction_moves_updated_and_not_published(client):
    article = make_article("Fatigue", live=True)
    before = entries(client)[0]
    article.title = "Corrected"
    article.save()
    publish(article)
    after = entries(client)[0]

    assert after["published"].text == before["published"].text
    assert after["updated"].text >= before["updated"].text


def test_whatever_host_was_asked_addresses_are_those_of_the_settings(client):
    make_article("Fatigue", live=True, symptoms=[make_symptom("Fatigue")])
    for address in ("/feed/", "/symptoms/fatigue/feed/"):
        text = client.get(address, headers={"Host": "localhost"}).content.decode()
        hosts = re.findall(r"https?://([^/\"<]+)", text.replace("http://www.w3.org/2005/Atom", ""))
        assert set(hosts) == {"testserver"}


@pytest.fixture
def terms():
    """Two articles that share nothing, a draft, and a withdrawn one on the first one's terms."""
    first = {
        "topic": make_topic("Energy"),
        "series": make_series("Parts"),
        "symptoms": [make_symptom("Fatigue")],
    }
    second = {
        "topic": make_topic("Hands"),
        "series": make_series("Others"),
        "symptoms": [make_symptom("Tremor")],
    }
    make_article("Resting", live=True, series_part=1, **first)
    make_article("Holding a cup", live=True, series_part=1, **second)
    make_article("A draft", series_part=2, **first)
    gone = make_article("Withdrawn", live=True, series_part=3, **first)
    publishing.withdraw(gone, reason="Out of date.")


OF_TERMS = {
    "/topics/energy/": ("Energy", "Resting"),
    "/topics/hands/": ("Hands", "Holding a cup"),
    "/series/parts/": ("Parts", "Resting"),
    "/series/others/": ("Others", "Holding a cup"),
    "/symptoms/fatigue/": ("Fatigue", "Resting"),
    "/symptoms/tremor/": ("Tremor", "Holding a cup"),
}


@pytest.mark.parametrize("page", OF_TERMS)
def test_the_feed_of_a_term_has_its_live_articles_and_its_page_leads_there(client, terms, page):
    name, title = OF_TERMS[page]
    feed = ET.fromstring(client.get(f"{page}feed/").content)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    html = client.get(page).content.decode()

    assert [e["title"].text for e in entries(client, f"{page}feed/")] == [title]
    assert feed.find(f"{ATOM}title").text == f"{name} – Symptom Series"
    assert links == {
        "alternate": f"http://testserver{page}",
        "self": f"http://testserver{page}feed/",
    }
    assert re.findall(r'application/atom\+xml" title="([^"]*)" href="([^"]*)"', html) == [
        ("New articles – Symptom Series", "/feed/"),
        (f"New articles: {name} – Symptom Series", f"{page}feed/"),
    ]
    assert f'href="{page}feed/">Follow “{name}” in a feed reader</a>' in html


def test_an_article_has_one_id_in_every_feed(client, terms):
    everywhere = [
        "/feed/",
        "/topics/energy/feed/",
        "/series/parts/feed/",
        "/symptoms/fatigue/feed/",
    ]
    found = [
        e for feed in everywhere for e in entries(client, feed) if e["title"].text == "Resting"
    ]

    assert len(found) == 4
    assert len({e["id"].text for e in found}) == 1


@pytest.mark.parametrize("kind", ["topics", "series", "symptoms"])
def test_the_feed_of_an_unknown_term_is_not_found(client, terms, kind):
    assert client.get(f"/{kind}/unknown/feed/").status_code == 404


def test_a_term_without_articles_has_an_empty_feed(client):
    make_topic("Sleep")

    assert entries(client, "/topics/sleep/feed/") == []


def test_a_feed_has_what_atom_asks_for(client, terms):
    """RFC 4287, 4.1.1 and 4.1.2: id, title, updated; an author, and dates with a zone."""
    feed = ET.fromstring(client.get("/feed/").content)
    for thing in (feed, *feed.iter(f"{ATOM}entry")):
        once = [len(thing.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")]
        assert once == [1, 1, 1]
    for entry in feed.iter(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}author/{ATOM}name").text == "Ada Writer"
        assert entry.find(f"{ATOM}link").get("rel") == "alternate"
        assert datetime.fromisoformat(entry.find(f"{ATOM}updated").text).utcoffset() is not None
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-us"


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_feed_is_sent_again_only_when_it_has_changed(client, terms, encoding):
    headers = {"Accept-Encoding": encoding}
    first = client.get("/feed/", headers=headers)
    asked = headers | {"If-None-Match": first["ETag"]}
    again = client.get("/feed/", headers=asked)
    assert (again.status_code, again.content) == (304, b"")
    assert "Last-Modified" not in first.headers

    gone = Article.objects.get(title="Holding a cup")
    publishing.withdraw(gone, reason="Out of date.")
    assert client.get("/feed/", headers=asked).status_code == 200


def test_an_invented_author_is_said_to_be_invented(client):
    make_article("Fatigue", live=True, author=make_contributor("Bo", is_fictional=True))

    assert entries(client)[0]["author"][0].text == "Bo (invented)"


def test_signs_in_a_title_or_a_summary_are_words_and_no_markup(client):
    """RFC 4287, 3.1.1: a text is a text, and what is HTML is escaped as HTML."""
    make_article("Heat <b> & 5 < 6", slug="heat", standfirst="Below <85°F> & above.", live=True)
    entry = entries(client)[0]

    assert (entry["title"].get("type", "text"), entry["title"].text) == ("text", "Heat <b> & 5 < 6")
    assert entry["summary"].get("type") == "text"
    assert entry["summary"].text == "Health information. Below <85°F> & above."
    assert entry["content"].get("type") == "html"
    assert "Below &lt;85°F&gt; &amp; above." in entry["content"].text


def test_an_entry_holds_the_whole_article_and_its_links_work_anywhere(client):
    body = '<p>See <a href="/search/">tips</a> and <a href="#tips">below</a>.</p><p>Last words.</p>'
    article = make_article("Heat", body=body, tips=["Drink <water>"], sponsor=make_sponsor(), sponsor_role="paid_for")  # fmt: skip
    CareCallout.objects.create(article=article, level="emergency", signs="you cannot breathe")
    publish(article)
    html = entries(client)[0]["content"].text

    assert html.index("you cannot breathe") < html.index("Last words.")
    assert html.index("Acme") < html.index("you cannot breathe")
    assert "<h3>Drink &lt;water&gt;</h3>" in html
    assert set(re.findall(r'href="([^"]*)"', html)) == {
        "http://testserver/search/",
        "http://testserver/articles/heat/#tips",
    }


def test_what_xml_cannot_hold_closes_no_feed(client):
    make_article("Heat", body="<p>A\x0bB\x07C</p>", live=True)

    assert "ABC" in entries(client)[0]["content"].text


def test_an_empty_feed_is_the_same_tomorrow(client):
    make_topic("Sleep")
    first = client.get("/topics/sleep/feed/")
    with mock.patch.object(timezone, "now", lambda: datetime(2031, 5, 6, tzinfo=UTC)):
        later = client.get("/topics/sleep/feed/")

    assert later.content == first.content
    assert later["ETag"] == first["ETag"]
    again = client.get("/topics/sleep/feed/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_a_feed_asks_as_much_for_one_as_for_many(client, django_assert_num_queries):
    for number in range(15):
        make_article(f"Article {number}", tips=["Rest"], live=True)
    client.get("/feed/")

    with django_assert_num_queries(1):
        assert len(entries(client)) == 15


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    "accept", ["*/*", "application/atom+xml, text/html;q=0.5", "text/xml, */*"]
)
def test_feed_readers_get_the_feed(client, accept):
    response = client.get("/feed/", headers={"Accept": accept})

    assert response["Content-Type"].startswith("application/atom+xml")
    assert "Accept" in response["Vary"]


def test_a_browser_gets_a_page_that_says_what_a_feed_is(client):
    make_article("Fatigue", symptoms=[make_symptom("Tired")], live=True)
    make_article("Draft", symptoms=[make_symptom("Tired")])
    for path in ("/feed/", "/symptoms/tired/feed/"):
        response = client.get(path, headers={"Accept": BROWSER})
        page = response.content.decode()

        assert response["Content-Type"].startswith("text/html")
        assert f"<code>http://testserver{path}</code>" in page
        assert ">Fatigue</a>" in page and "Draft" not in page
        assert "Accept" in response["Vary"]
    assert client.get("/symptoms/nothing/feed/", headers={"Accept": BROWSER}).status_code == 404
