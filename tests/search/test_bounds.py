"""What a search compares is bounded; below the bound it finds what comparing everything finds."""

import pytest
from django.db import connection

from symptoms import search
from symptoms.models import Edition
from symptoms.search import backends
from symptoms.search.alternatives import wanted
from tests.factories import make_article, make_symptom

pytestmark = pytest.mark.django_db
EVERYTHING = {
    "sqlite": "SELECT rowid, rowid IN"
    " (SELECT rowid FROM symptoms_search WHERE symptoms_search MATCH %s)"
    " FROM symptoms_search WHERE symptoms_search MATCH %s ORDER BY"
    " bm25(symptoms_search, 10, 5, 3, 1, 5) * CASE WHEN rowid < 0 THEN 0.5 ELSE 1 END,"
    " rowid DESC LIMIT %s",
    "postgresql": "SELECT edition_id, document @@ to_tsquery('symptoms', %s) FROM symptoms_search,"
    " (SELECT to_tsquery('symptoms', %s) AS query) AS wanted"
    " WHERE document @@ wanted.query ORDER BY"
    " ts_rank('{0.1, 0.3, 0.5, 1.0}', document, wanted.query)"
    " * CASE WHEN edition_id < 0 THEN 0.5 ELSE 1 END DESC, edition_id DESC LIMIT %s",
}


def ranked_among_everything(phrases, most, joint):
    backend = backends._BACKENDS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(EVERYTHING[connection.vendor], [*backend.matches(phrases, joint), most])
        return known(cursor.fetchall())


def known(rows):
    """Of a tip nobody asks where it has the words."""
    return [(key, key < 0 or bool(alone)) for key, alone in rows]


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


@pytest.mark.parametrize("joint", [backends.ALL, backends.ANY])
@pytest.mark.parametrize("terms", [["heat"], ["rest"], ["walk", "heat"], ["cool", "wal"], ["none"]])
def test_below_the_bound_the_order_is_that_of_everything(library, terms, joint):
    phrases = wanted(terms)

    for most in (3, 1000):
        expected = ranked_among_everything(phrases, most, joint)
        assert known(backends.ranked(phrases, most, joint)) == expected


def test_of_a_broad_word_the_newest_articles_and_the_newest_tips_are_compared(library, monkeypatch):
    everything = sorted(key for key, _alone in backends.ranked(wanted(["rest"]), 1000))
    monkeypatch.setattr(backends, "MAX_CANDIDATES", 2)
    compared = sorted(key for key, _alone in backends.ranked(wanted(["rest"]), 1000))

    assert min(everything) < 0 < max(everything)
    assert compared == everything[:2] + everything[-2:]


def test_of_a_symptom_that_is_meant_the_newest_articles_are_shown(client, monkeypatch):
    heat = make_symptom("Heat", also=["Warm days"])
    titles = [f"Number {number}" for number in range(5)]
    for title in titles:
        make_article(title, symptoms=[heat], live=True)
    monkeypatch.setattr(search, "MAX_RANKED", 3)

    page = client.get("/search/?q=warm+days").context["page"]

    assert [hit.edition_id for hit in page.items] == [
        Edition.objects.get(title=title).pk for title in reversed(titles[2:])
    ]
