"""A reader's own words lead to the symptom they mean."""

import pytest

from symptoms.search.symptom_names import symptoms_meant
from tests.factories import make_article, make_symptom

pytestmark = pytest.mark.django_db


@pytest.fixture
def symptoms():
    return [
        make_symptom("Spasticity", also=["stiff legs", "muscle spasms"]),
        make_symptom("Fatigue", also=["tiredness"]),
    ]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("stiff legs", ["Spasticity"]),
        ("Legs so STIFF in bed", ["Spasticity"]),
        ("stiff leg", ["Spasticity"]),
        ("spasticity", ["Spasticity"]),
        ("tiredness and muscle spasm", ["Spasticity", "Fatigue"]),
        ("stiff", []),
        ("", []),
        ("'\" OR 1=1 --", []),
    ],
)
def test_words_lead_to_the_symptom_that_owns_them(symptoms, query, meant):
    assert [one.name for one in symptoms_meant(query, symptoms)] == meant


def found(client, query):
    response = client.get("/search/", {"q": query})
    titles = [result.edition.title for result in response.context["results"]]
    return titles, response.content.decode()


def test_a_search_finds_what_is_about_the_symptom_after_what_has_the_words(client, symptoms):
    make_article("Stretching", symptoms=[symptoms[0]], live=True)
    make_article("Stiff legs at night", symptoms=[symptoms[0]], live=True)
    make_article("Naps", symptoms=[symptoms[1]], live=True)
    make_article("Secret", symptoms=[symptoms[0]])
    titles, text = found(client, "stiff legs")

    assert titles == ["Stiff legs at night", "Stretching"]
    assert "You may be looking for" in text
    assert 'href="/symptoms/spasticity/"' in text
    assert "2 results" in text


def test_a_search_without_a_symptom_is_as_it_was(client, symptoms):
    make_article("Naps", symptoms=[symptoms[1]], live=True)
    titles, text = found(client, "naps")

    assert (titles, "You may be looking for" in text) == (["Naps"], False)


def test_what_was_searched_for_is_not_passed_on_to_signing_in(client, symptoms):
    make_article("Naps", symptoms=[symptoms[1]], live=True)
    text = found(client, "naps")[1]

    assert "next=/search/&" in text or 'next=/search/"' in text
    assert "next=/search/%3F" not in text


@pytest.mark.parametrize("count", [1, 30])
def test_widening_asks_one_question_more(client, symptoms, count, django_assert_max_num_queries):
    for number in range(count):
        make_article(f"A{number}", symptoms=[symptoms[0]], live=True)
    client.get("/search/?q=stiff+legs")
    with django_assert_max_num_queries(7):
        client.get("/search/?q=stiff+legs")
