"""Redirects from mistyped and former addresses, with their query."""

import pytest

from symptoms.models import FormerAddress, Symptom, Topic
from symptoms.workflow import publishing
from tests.factories import (
    make_article,
    make_contributor,
    make_series,
    make_symptom,
    make_tag,
    make_topic,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(
        "Fatigue",
        tips=["Rest"],
        symptoms=[make_symptom("Fatigue")],
        topic=make_topic("Energy"),
        series=make_series("Parts"),
        series_part=1,
        tags=[make_tag("heat")],
        live=True,
    )


def leads_to(client, address):
    response = client.get(address)
    return response.status_code, response.headers.get("Location")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/Articles/Fatigue/", "/articles/fatigue/"),
        ("/articles/FATIGUE", "/articles/fatigue/"),
        ("/SYMPTOMS/", "/symptoms/"),
        ("/Symptoms", "/symptoms/"),
        ("/Symptoms/Fatigue?Page=2", "/symptoms/fatigue/?Page=2"),
        ("/Topics/Energy/Feed", "/topics/energy/feed/"),
        ("/Robots.TXT", "/robots.txt"),
        ("/SITEMAP.XML", "/sitemap.xml"),
        ("/Search?q=Brain+Fog", "/search/?q=Brain+Fog"),
    ],
)
def test_an_address_typed_with_capitals_or_without_the_slash_redirects(
    client, article, typed, meant
):
    assert leads_to(client, typed) == (301, meant)


@pytest.mark.parametrize(
    "typed",
    ["/Nothing/", "/articles/", "/Accounts/Delete/", "/Admin/", "/Shared/1-AbC/", "/%0d%0aX"],
)
def test_an_address_that_means_no_public_page_is_not_found(client, article, typed):
    assert client.get(typed).status_code == 404


def test_the_slash_alone_is_added_with_the_query(client, article):
    assert leads_to(client, "/articles/fatigue?utm=1") == (301, "/articles/fatigue/?utm=1")


def test_an_article_and_a_tip_that_moved_take_the_query_along(client, article):
    tip = article.tips.get()
    article.slug = "tiredness"
    article.save()
    publish(article)

    assert leads_to(client, "/articles/fatigue/?a=1&b=2") == (301, "/articles/tiredness/?a=1&b=2")
    assert leads_to(client, f"/tips/{tip.pk}-old/?a=%C3%A9") == (
        301,
        f"/tips/{tip.pk}-rest/?a=%C3%A9",
    )


TERMS = {
    "symptoms": lambda article: article.symptoms.get(),
    "topics": lambda article: article.topic,
    "series": lambda article: article.series,
    "tags": lambda article: article.tags.get(),
    "contributors": lambda article: article.author,
}


@pytest.mark.parametrize("kind", TERMS)
def test_a_term_that_got_another_address_is_found_at_the_old_one(client, article, kind):
    term = TERMS[kind](article)
    old = term.get_absolute_url()
    for slug in ("second", "third"):
        term.slug = slug
        term.save()

    assert leads_to(client, f"{old}?page=1") == (301, f"/{kind}/third/?page=1")
    assert leads_to(client, f"/{kind}/second/") == (301, f"/{kind}/third/")
    assert client.get(f"/{kind}/third/").status_code == 200


@pytest.mark.parametrize("kind", ["symptoms", "topics", "series"])
def test_its_feed_redirects_too(client, article, kind):
    term = TERMS[kind](article)
    old = term.get_absolute_url()
    term.slug = "second"
    term.save()

    assert leads_to(client, f"{old}feed/?a=1") == (301, f"/{kind}/second/feed/?a=1")


def test_a_term_that_takes_its_old_address_back_stays_there(client, article):
    term = article.topic
    for slug in ("second", "energy"):
        term.slug = slug
        term.save()

    assert client.get("/topics/energy/").status_code == 200
    assert leads_to(client, "/topics/second/") == (301, "/topics/energy/")


def test_a_term_without_a_page_for_readers_is_told_by_no_old_address(client):
    publishing.save_revision(make_article("Draft", tags=[make_tag("secret")]))
    for term in (make_tag("secret"), make_contributor("Nobody")):
        old = term.get_absolute_url()
        term.slug = f"new-{term.slug}"
        term.save()
        assert client.get(old).status_code == 404


def test_an_old_address_is_refused_to_another_term_in_words(client, article):
    article.topic.slug = "second"
    article.topic.save()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    page = client.post("/admin/symptoms/topic/add/", {"name": "Other", "slug": "energy"})

    assert page.context["adminform"].form.errors == {
        "slug": ["The page of “Energy” had this address before. Choose another address."]
    }
    assert not Topic.objects.filter(name="Other").exists()


def test_the_old_addresses_of_a_deleted_term_go_with_it():
    term = make_symptom("Fatigue")
    term.slug = "second"
    term.save()
    Symptom.objects.all().delete()

    assert FormerAddress.objects.count() == 0
