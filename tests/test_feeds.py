"""The feed and the sitemap name the site by its settings, and articles by ids that never change."""

import xml.etree.ElementTree as ET

import pytest

from tests.factories import make_article, make_sponsor, publish

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(client, **headers):
    feed = ET.fromstring(client.get("/feed/", headers=headers).content)
    return [{child.tag.removeprefix(ATOM): child for child in e} for e in feed.iter(f"{ATOM}entry")]


def test_an_entry_keeps_its_id_when_the_address_changes(client):
    article = make_article("Fatigue", live=True)
    before = entries(client)[0]["id"].text
    article.slug = "tiredness"
    article.save()
    publish(article)
    entry = entries(client)[0]

    assert entry["id"].text == before == f"tag:testserver,2026:article-{article.pk}"
    assert entry["link"].get("href") == "http://testserver/articles/tiredness/"


def test_who_paid_comes_first_in_the_summary(client):
    make_article("Paid", live=True, sponsor=make_sponsor("Acme"), sponsor_role="paid_for")

    assert entries(client)[0]["summary"].text.startswith("Sponsored: Acme. Health information.")


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
    make_article("Fatigue", live=True)
    sitemap = ET.fromstring(client.get("/sitemap.xml", headers={"Host": "localhost"}).content)

    assert entries(client, Host="localhost")[0]["link"].get("href").startswith("http://testserver/")
    assert {u.text.split("/")[2] for u in sitemap.iter(f"{MAP}loc")} == {"testserver"}
