"""The sitemap lists every page that has something live on it, with true dates."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.utils import timezone

from symptoms.models import Edition
from symptoms.site.machines import sitemaps
from symptoms.workflow import publishing
from tests.factories import (
    make_article,
    make_page,
    make_series,
    make_symptom,
    make_tag,
    make_topic,
    publish,
)

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def parts(client, **headers):
    index = ET.fromstring(client.get("/sitemap.xml", headers=headers).content)
    assert index.tag == f"{MAP}sitemapindex"
    return [loc.text for loc in index.iter(f"{MAP}loc")]


def dates(client, **headers):
    """address -> its date or None, of all parts that the index names."""
    found = {}
    for part in parts(client, **headers):
        answer = client.get(part, headers=headers)
        for url in ET.fromstring(answer.content).iter(f"{MAP}url"):
            found[url.find(f"{MAP}loc").text] = url.findtext(f"{MAP}lastmod")
    return {address.removeprefix("http://testserver"): date for address, date in found.items()}


def day(moment):
    return moment.date().isoformat()


@pytest.fixture
def library(monkeypatch):
    """Two articles of one topic, made ten and five days ago, and what nobody may see."""
    now = timezone.now()
    shared = {"topic": make_topic("Energy"), "symptoms": [make_symptom("Fatigue")]}
    monkeypatch.setattr(timezone, "now", lambda: now - timedelta(days=10))
    make_article("Old", live=True, tips=1, **shared, tags=[make_tag("heat")])
    monkeypatch.setattr(timezone, "now", lambda: now - timedelta(days=5))
    make_article("New", live=True, **shared, series=make_series("Parts"), series_part=1)
    make_page("Privacy", live=True)
    make_article("Draft", topic=make_topic("Hidden"), symptoms=[make_symptom("Tremor")])
    gone = make_article("Gone", live=True, topic=make_topic("Emptied"))
    publishing.withdraw(gone, reason="Out of date.")
    planned = make_article("Planned", topic=shared["topic"])
    publish(planned, at=now + timedelta(days=1))
    monkeypatch.undo()
    return now


def test_each_page_is_named_once_with_the_date_of_its_newest_text(client, library):
    ten, five = day(library - timedelta(days=10)), day(library - timedelta(days=5))
    tip = Edition.objects.live().get(slug="old").tips.get()

    assert dates(client) == {
        "/": None,
        "/symptoms/": None,
        "/articles/old/": ten,
        "/articles/new/": five,
        "/about/privacy/": five,
        tip.get_absolute_url(): ten,
        "/symptoms/fatigue/": five,
        "/topics/energy/": five,
        "/series/parts/": five,
        "/tags/heat/": ten,
        "/contributors/ada-writer/": five,
    }


def test_a_correction_dates_the_article_and_what_lists_it(client, library):
    article = Edition.objects.live().get(slug="old").article
    article.standfirst = "A better line."
    article.save()
    publish(article)
    today = day(timezone.now())
    found = dates(client)

    assert {address for address, date in found.items() if date == today} == {
        "/articles/old/",
        article.tips.get().get_absolute_url(),
        "/symptoms/fatigue/",
        "/topics/energy/",
        "/tags/heat/",
        "/contributors/ada-writer/",
    }


def test_a_sitemap_without_any_address_is_not_named(client):
    assert parts(client) == ["http://testserver/sitemap-pages.xml"]


def test_more_addresses_than_a_sitemap_may_hold_go_into_several(client, library, monkeypatch):
    last = Edition.objects.live().latest("article").article_id
    monkeypatch.setattr(sitemaps, "IDS", last)
    whole = dates(client)
    assert [part for part in parts(client) if "articles" in part] == [
        "http://testserver/sitemap-articles.xml"
    ]
    monkeypatch.setattr(sitemaps, "IDS", last - 1)

    assert [part for part in parts(client) if "articles" in part] == [
        "http://testserver/sitemap-articles.xml",
        "http://testserver/sitemap-articles.xml?p=2",
    ]
    assert dates(client) == whole


def test_a_part_costs_as_much_in_a_large_archive(client, library, django_assert_num_queries):
    for section in ("articles", "tips", "symptoms", "topics", "tags", "contributors"):
        with django_assert_num_queries(2):
            assert client.get(f"/sitemap-{section}.xml").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "sitemap-unknown.xml",
        "sitemap-tips.xml?p=9999999",
        "sitemap-tips.xml?p=x",
        "sitemap-tips.xml?p=0",
    ],
)
def test_a_part_that_there_is_not_is_not_found(client, library, address):
    assert client.get(f"/{address}").status_code == 404


def test_whatever_host_was_asked_addresses_are_those_of_the_settings(client, library):
    assert {part.split("/")[2] for part in parts(client, Host="localhost")} == {"testserver"}
    assert {address[0] for address in dates(client, Host="localhost")} == {"/"}


def test_robots_are_led_to_the_sitemap_and_away_from_what_is_personal(client):
    response = client.get("/robots.txt")
    lines = response.content.decode().split("\n")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    hidden = {line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")}
    assert hidden == {
        "/accounts/",
        "/admin/",
        "/favorites/",
        "/feedback/",
        "/previews/",
        "/shared/",
        "/updates/",
    }
