"""What a search reads is bounded; below the bounds it finds what reading everything finds."""

import pytest

from symptoms import search
from symptoms.models import Edition
from symptoms.search import backends
from symptoms.search.alternatives import wanted
from symptoms.site.search import finding
from tests.factories import make_article, make_symptom

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    heat = make_symptom("Heat")
    for number in range(8):
        make_article(
            f"{'Heat' if number % 3 else 'Cold'} {number}",
            tips=["Heat and rest", "Walk"] if number % 2 else ["Rest in the shade"],
            body=f"<p>{'Rest and walk. ' * number}Cool down in the heat.</p>",
            symptoms=[heat] if number % 2 else [],
            live=True,
        )


def rows(*terms, joint=backends.ALL):
    phrases = wanted(list(terms))
    return backends.ranked(phrases, backends.counts(phrases), joint)


def keys(*terms, joint=backends.ALL):
    return [row.key for row in rows(*terms, joint=joint)]


def test_counting_stops_at_the_bound(library, monkeypatch):
    assert backends.counts(wanted(["heat", "rest", "none"])) == [12, 20, 0]
    monkeypatch.setattr(backends, "COMMON", 3)
    assert backends.counts(wanted(["heat", "rest", "none"])) == [3, 3, 0]


@pytest.mark.parametrize("terms", [["heat"], ["rest"], ["walk", "heat"], ["none"]])
def test_a_common_word_finds_the_same_in_an_order_by_places(library, monkeypatch, terms):
    measured = rows(*terms)
    monkeypatch.setattr(backends, "COMMON", 1)
    by_places = rows(*terms)

    assert {row.key for row in by_places} == {row.key for row in measured}
    titled = [row.key for row in by_places if row.in_title and row.key > 0]
    assert [row.key for row in by_places][: len(titled)] == sorted(titled, reverse=True)


def test_of_a_broad_word_the_newest_articles_and_the_newest_tips_are_compared(library, monkeypatch):
    everything = sorted(keys("rest"))
    monkeypatch.setattr(backends, "MAX_CANDIDATES", 2)
    compared = sorted(keys("rest"))

    assert min(everything) < 0 < max(everything)
    assert set(compared) >= {*everything[:2], *everything[-2:]}
    assert len(compared) <= 2 * 4


@pytest.mark.parametrize("common", [1, 2000])
def test_what_has_the_words_in_its_title_is_compared_however_old_it_is(monkeypatch, common):
    old = make_article("Canary", live=True)
    for number in range(5):
        make_article(f"Number {number}", body="<p>Canary.</p>", live=True)
    monkeypatch.setattr(backends, "MAX_CANDIDATES", 2)
    monkeypatch.setattr(backends, "COMMON", common)

    assert keys("canary")[0] == old.editions.get().pk
    assert keys("canary", "zebra", joint=backends.ANY)[0] == old.editions.get().pk


def test_of_several_words_the_rare_ones_decide(library):
    rare = make_article("Number", body="<p>Zebra.</p>", live=True).editions.get().pk
    found = rows("heat", "zebra", joint=backends.ANY)

    assert found[0].key == rare
    assert (found[0].having, found[1].having) == ({1}, {0})


def test_of_a_symptom_that_is_meant_the_closest_articles_are_shown(client, monkeypatch):
    heat = make_symptom("Heat", also=["Warm days"])
    titles = [f"Number {number}" for number in range(5)]
    for title in titles:
        make_article(title, symptoms=[heat], live=True)
    monkeypatch.setattr(finding, "MAX_ABOUT", 3)

    page = client.get("/search/?q=warm+days").context["page"]

    assert [hit.edition_id for hit in page.items] == [
        Edition.objects.get(title=title).pk for title in reversed(titles[2:])
    ]


def test_of_what_was_found_each_word_that_it_lacks_is_known(library):
    reading = search.read("zebra heat")
    hits = search.search_any(reading).hits

    assert set(map(tuple, search.lacking(reading, hits).values())) == {("zebra",)}
    assert search.lacking(reading, []) == {}
