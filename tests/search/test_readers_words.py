"""Search understands how people write: contractions, sentences, joined or separate words, and
invisible characters.
"""

import pytest
from django.utils import timezone

from symptoms import search
from symptoms.models import Edition
from symptoms.web import clock
from tests.factories import make_article, make_symptom

pytestmark = pytest.mark.django_db


def titles(query):
    hits = [hit.edition_id for hit in search.search(search.read(query)) if not hit.tip_id]
    by_id = dict(Edition.objects.filter(pk__in=hits).values_list("pk", "title"))
    return [by_id[pk] for pk in hits]


def page_of(client, query):
    return client.get("/search/", {"q": query})


def shown(client, query):
    return [result.edition.title for result in page_of(client, query).context["results"]]


SPELLINGS = [
    ("I can’t sleep", "cant sleep"),
    ("I can't sleep", "can’t sleep"),
    ("I cannot sleep", "can not sleep"),
    ("the doctor’s room", "doctors"),
    ("the doctor's room", "doctor"),
    ("I’m tired", "im tired"),
    ("an e-mail", "email"),
    ("an email", "e-mail"),
    ("an email", "e mail"),
    ("a non-slip mat", "nonslip"),
    ("a nonslip mat", "non-slip"),
    ("a nonslip mat", "non slip mat"),
    ("brain fog", "brainfog"),
    ("brain-fog", "brainfog"),
    ("brainfog", "brain fog"),
    ("brain\u00adfog", "brainfog"),
    ("zero\u200bwidth", "zerowidth"),
    ("brainfog", "brain\u00adfog"),
    ("interferon β", "interferon beta"),
    ("interferon beta", "interferon β"),
    ("déjà vu", "deja vu"),
    ("de\u0301ja\u0300 vu", "déjà vu"),
    ("Sjögren", "sjogren"),
]


@pytest.mark.parametrize(("said", "typed"), SPELLINGS)
def test_one_thing_is_found_however_it_is_written(said, typed):
    make_article("This one", body=f"<p>It says {said} here.</p>", live=True)
    make_article("Another", live=True)

    assert titles(typed) == ["This one"]
    with clock.reading(timezone.now()):
        assert titles(typed) == ["This one"]


@pytest.mark.parametrize(
    "sentence",
    ["how long does a relapse last", "why am i so tired", "What should I do about my relapse?"],
)
def test_a_sentence_is_searched_by_what_it_is_about(client, sentence):
    make_article("Relapse", body="<p>Being tired is common.</p>", live=True)
    make_article(
        "Other", body="<p>How to do so, and why I am: what should a long day be?</p>", live=True
    )

    assert shown(client, sentence)[0] == "Relapse"


def test_what_has_all_of_the_words_comes_alone(client):
    make_article("Both", body="<p>Relapse and steroids.</p>", live=True)
    make_article("One", body="<p>Relapse.</p>", live=True)

    assert shown(client, "relapse steroids") == ["Both"]
    assert "some of them" not in page_of(client, "relapse steroids").content.decode()


def test_where_nothing_has_all_of_the_words_some_will_do_and_the_page_says_so(client):
    make_article("One", body="<p>Relapse.</p>", live=True)
    page = page_of(client, "relapse zebrafish").content.decode()

    assert shown(client, "relapse zebrafish") == ["One"]
    assert "No page has all of these words. These pages have some of them." in page
    assert "Left out: <strong>zebrafish</strong>." in page
    assert "Without: zebrafish" in page


def test_a_word_that_only_other_pages_have_is_said_with_each(client):
    make_article("One", body="<p>Relapse.</p>", live=True)
    make_article("Two", body="<p>Steroids.</p>", live=True)
    page = page_of(client, "relapse steroids")

    assert sorted(result.lacks[0] for result in page.context["results"]) == ["relapse", "steroids"]
    assert "Left out" not in page.content.decode()


def test_a_word_that_turns_a_sentence_around_finds_nothing_alone(client):
    make_article("Wrong", body="<p>You cannot do this.</p>", live=True)
    make_article("See", body="<p>You may see.</p>", live=True)
    page = page_of(client, "cannot see")

    assert [result.edition.title for result in page.context["results"]] == ["See"]
    assert "Left out: <strong>cannot</strong>." in page.content.decode()


def test_a_symptom_whose_name_has_small_words_is_meant(client):
    make_symptom("Pins and needles")

    for query in ("pins and needles", "pins needles", "why do i have pins & needles"):
        assert [s.name for s in page_of(client, query).context["found"].meant] == [
            "Pins and needles"
        ]


def test_a_symptom_is_meant_by_its_name_written_as_one_word(client):
    make_symptom("Brain fog")

    assert [s.name for s in page_of(client, "brainfog").context["found"].meant] == ["Brain fog"]


@pytest.mark.parametrize("word", ["how", "i", "the"])
def test_a_small_word_alone_is_searched_for(word):
    make_article("This one", body=f"<p>Xyz {word} xyz.</p>", live=True)

    assert titles(word) == ["This one"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("cant see", "can see"),
        ("can’t walk", "can walk"),
        ("cannot hear", "can hear"),
        ("unable", "enable able"),
        ("notable", "not able"),
        ("no table", "notable"),
        ("atypical", "typical"),
        ("never", "fever lever"),
        ("dont smoke", "done smoke"),
    ],
)
def test_no_query_is_turned_into_its_opposite(query, said):
    make_article("Wrong", body=f"<p>You {said} now.</p>", live=True)

    assert titles(query) == []
    assert search.read(query).instead == {}


def test_the_words_that_were_found_are_marked_in_whatever_spelling(client):
    make_article("Brain fog", standfirst="It can’t be seen. Brain-fog.", live=True)

    page = page_of(client, "brainfog").content.decode()
    assert "<mark>Brain</mark>-<mark>fog</mark>" in page
    assert "<mark>can’t</mark>" in page_of(client, "cannot").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_a_search_asks_as_much_for_one_as_for_many(count, django_assert_num_queries):
    for number in range(count):
        make_article(f"Canary number {number}", live=True)

    with django_assert_num_queries(4):
        search.search(search.read("canary numbers"))
