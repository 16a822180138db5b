"""Tags are words: those that look the same are one tag, and a typed number is a word too."""

import pytest
from django.urls import reverse

from symptoms.models import Tag
from tests.admin.forms import posted
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db
NAMES = reverse("admin:symptoms_tag_names")


def save_tags(client, article, *words):
    url = reverse("admin:symptoms_article_change", args=[article.pk])
    return client.post(url, posted(client.get(url), tags=list(words)))


def names_of(article):
    return sorted(article.tags.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("there", "typed"),
    [
        ("Énergie", "énergie"),
        ("Énergie", "E\u0301NERGIE"),
        ("café", "cafe\u0301"),
        ("brain fog", "Brain  fog"),
        ("fitness", "\ufb01tness"),
        ("Straße", "STRASSE"),
        ("heat", "he\u00adat"),
    ],
)
def test_a_word_that_looks_the_same_is_the_same_tag(client, sign_in, there, typed):
    sign_in("Writer")
    article, tag = make_article(), make_tag(there)
    save_tags(client, article, typed)

    assert list(article.tags.all()) == [tag]
    assert Tag.objects.count() == 1


def test_one_word_typed_twice_is_one_tag(client, sign_in):
    sign_in("Writer")
    article = make_article()
    save_tags(client, article, "Énergie", "énergie", "E\u0301nergie")

    assert names_of(article) == ["Énergie"]


@pytest.mark.parametrize("word", ["3", "2026", "99999999999999999999", "007"])
def test_a_number_that_was_typed_is_the_word_and_no_row(client, sign_in, word):
    sign_in("Writer")
    rows = [make_tag(f"tag number {chr(97 + n)}") for n in range(4)]
    article = make_article()
    save_tags(client, article, word, rows[0].name)

    assert names_of(article) == sorted([word, rows[0].name])


def test_saving_twice_changes_no_tag(client, sign_in):
    sign_in("Writer")
    article = make_article(tags=[make_tag("heat"), make_tag("Énergie")])
    url = reverse("admin:symptoms_article_change", args=[article.pk])
    client.post(url, posted(client.get(url)))

    assert names_of(article) == ["heat", "Énergie"]


def test_accents_tell_tags_apart(client, sign_in):
    sign_in("Writer")
    article = make_article()
    save_tags(client, article, "cafe", "café")

    assert names_of(article) == ["cafe", "café"]


def test_the_list_offers_names_that_have_what_was_typed_in_whatever_case(client, sign_in):
    sign_in("Writer")
    make_tag("Énergie")
    make_tag("heat")

    assert client.get(NAMES, {"term": "éN"}).json() == {
        "results": [{"id": "Énergie", "text": "Énergie"}],
        "pagination": {"more": False},
    }
    assert client.get(NAMES, {"term": "x" * 5000}).json()["results"] == []


def test_a_tag_that_was_typed_is_still_chosen_when_the_form_comes_back(client, sign_in):
    sign_in("Writer")
    article = make_article()
    url = reverse("admin:symptoms_article_change", args=[article.pk])
    page = client.post(url, posted(client.get(url), title="", tags=["3", "brand new"]))

    assert '<option value="3" selected>3</option>' in page.content.decode()
    assert '<option value="brand new" selected>brand new</option>' in page.content.decode()
