from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from symptoms import search
from symptoms.models import Edition, EditionTip
from symptoms.search import Hit
from symptoms.web import clock
from symptoms.workflow import publishing
from tests.factories import make_article, make_symptom, make_tag, make_user, publish

pytestmark = pytest.mark.django_db


def found(query):
    """Titles of what is found, a tip's after its article's."""
    titles = {edition.pk: edition.title for edition in Edition.objects.all()}
    tips = {tip.tip_id: tip.title for tip in EditionTip.objects.all()}
    return [
        f"{titles[hit.edition_id]}: {tips[hit.tip_id]}" if hit.tip_id else titles[hit.edition_id]
        for hit in search.search(search.read(query))
    ]


def test_every_part_of_an_article_is_found():
    make_article(
        "Spasticity",
        standfirst="Stiff muscles",
        body="<p>Nerves</p>",
        tips=["Stretch slowly"],
        tags=[make_tag("yoga")],
        symptoms=[make_symptom("Cramps")],
        live=True,
    )
    make_article("Sleep", live=True)

    for query in ("spasticity", "muscles", "nerves", "yoga", "cramps", "spast", "yoga stretch"):
        assert found(query) == ["Spasticity"], query
    assert sorted(found("stretch")) == ["Spasticity", "Spasticity: Stretch slowly"]


def test_words_are_found_by_their_stem():
    make_article("Sleeping better", live=True)

    assert found("sleep") == ["Sleeping better"]


def test_accents_do_not_matter():
    make_article("Café visits", live=True)

    assert found("cafe") == found("CAFÉ") == ["Café visits"]


def test_a_very_common_word_is_found_too():
    make_article("About sleep", live=True)

    assert found("about") == ["About sleep"]


def test_every_word_must_match():
    make_article("Heat and rest", live=True)
    make_article("Heat alone", live=True)

    assert found("heat rest") == ["Heat and rest"]


def test_a_title_counts_more_than_the_body():
    make_article("About sleep", body="<p>Nausea is rare.</p>", live=True)
    make_article("Nausea", live=True)

    assert found("nausea") == ["Nausea", "About sleep"]


def test_drafts_scheduled_and_withdrawn_articles_are_not_found():
    publishing.save_revision(make_article("Canary draft"))
    publish(make_article("Canary scheduled"), at=timezone.now() + timedelta(days=1))
    publishing.withdraw(make_article("Canary withdrawn", live=True), reason="Old.")
    make_article("Canary live", live=True)

    assert found("canary") == ["Canary live"]


def test_a_scheduled_article_is_found_from_its_start():
    start = timezone.now() + timedelta(days=1)
    edition = publish(make_article("Canary"), at=start)

    with clock.reading(start):
        assert search.search(search.read("canary")) == [Hit(edition.pk)]


def test_the_old_text_of_an_article_is_not_found():
    article = make_article("Canary", standfirst="A bird.", live=True)
    article.title = "Robin"
    article.save()
    publish(article)

    assert (found("canary"), found("robin")) == ([], ["Robin"])


def test_an_edit_on_the_desk_is_not_found():
    article = make_article("Robin", live=True)
    article.title = "Canary"
    article.save()
    publishing.save_revision(article)

    assert found("canary") == []


def test_what_joins_words_does_not_hide_them():
    text = "<p>Help with bladder/bowel trouble: see ms-clinic.example/advice and e-mail.</p>"
    make_article("Help", body=text, live=True)
    make_article("Other", live=True)

    for query in ("bowel", "bladder/bowel", "clinic", "ms-clinic", "advice", "mail"):
        assert found(query) == ["Help"], query


def test_a_renamed_term_is_found_by_its_new_name(client):
    symptom, tag = make_symptom("Tiredness"), make_tag("warmth")
    make_article("Help", symptoms=[symptom], tags=[tag], live=True)
    client.force_login(make_user(is_staff=True, is_superuser=True))
    change = {"name": "Fatigue", "slug": "fatigue", "visibility": "invisible"}
    client.post(reverse("admin:symptoms_symptom_change", args=[symptom.pk]), change)
    client.post(
        reverse("admin:symptoms_tag_change", args=[tag.pk]), {"name": "heat", "slug": "heat"}
    )

    assert (found("fatigue"), found("heat")) == (["Help"], ["Help"])
    assert (found("tiredness"), found("warmth")) == ([], [])


def test_rebuilding_the_index_finds_the_same():
    article = make_article("Canary", live=True)
    make_article("Robin", tips=["Sing early"], live=True)
    publishing.withdraw(article, reason="Old.")
    call_command("rebuildsearch")

    assert (found("canary"), found("robin")) == ([], ["Robin"])
    assert sorted(found("sing")) == ["Robin", "Robin: Sing early"]


class SearchNeverFails(TestCase):
    def setUp(self):
        make_article("Heat", body="<p>Quote \" and ' and * and (</p>", live=True)

    @given(st.text(max_size=80))
    def test_whatever_is_typed(self, query):
        assert isinstance(search.search(search.read(query)), list)


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "zebra OR heat",
        "NEAR(a b)",
        "title:x",
        "x* *",
        "\0",
        "(",
        "-",
        "!&|",
        "'; drop",
        "%" * 500,
    ],
)
def test_operators_are_only_characters(query):
    make_article("Heat", live=True)

    assert search.search(search.read(query)) == []
