"""A word with one mistake finds what was meant, and reveals nothing that readers may not know."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core.management import call_command
from django.utils import timezone

from symptoms import search
from symptoms.models import Symptom
from symptoms.text.mistakes import one_mistake_from
from symptoms.web import clock
from symptoms.workflow import publishing
from tests.factories import (
    make_article,
    make_everyday_word,
    make_page,
    make_symptom,
    make_tag,
    make_topic,
    publish,
)

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def corrected(query, *names):
    """The words that are searched for instead, by those that were typed."""
    reading = search.read(query, [[name] for name in names])
    return " ".join(reading.meant) if reading.instead else None


@pytest.mark.parametrize(
    "typed", ["stretchin", "strretching", "stretchimg", "strecthing", "STRETCHIN", "stretchín"]
)
def test_one_letter_less_more_other_or_swapped_is_corrected(typed):
    make_article("Help", body="<p>Stretching is calm.</p>", live=True)
    make_article("Other", live=True)

    # The first of them finds it as a beginning, and needs no help at the end of a query.
    assert corrected(f"{typed} calm") == "stretching calm"


@pytest.mark.parametrize(
    "typed", ["stetchig", "xyzzy", "hea", "hta", "2026", "stretching", "", "..."]
)
def test_other_words_stay_as_they_are(typed):
    make_article("Heat", body="<p>Stretching, 2025.</p>", live=True)

    assert corrected(typed) is None


@pytest.mark.parametrize("typed", ["choking", "peeing", "bladders", "wheat", "cant", "dont", "nor"])
def test_a_word_that_people_use_is_not_corrected(typed):
    make_article("Help", body="<p>Cooking, seeing, bladder, heat, can, done, for.</p>", live=True)

    assert corrected(typed) is None


@pytest.mark.parametrize(
    "negation", ["can't", "can’t", "cant", "cannot", "can not", "not", "never", "no"]
)
def test_a_correction_leaves_what_turns_the_sentence_around(negation):
    make_article("Help", body="<p>You can walk now and nor ever.</p>", live=True)

    assert corrected(f"{negation} wlak") in {
        f"{one} walk" for one in ("cannot", "not", "never", "no")
    }
    assert search.search(search.read(f"{negation} wlak")) == []


def test_what_was_typed_is_searched_too():
    typed = make_article("About spastisity", live=True)
    make_article("About spasticity", live=True)
    reading = search.read("spastisity")

    assert reading.instead == {}
    assert [hit.edition_id for hit in search.search(reading)] == [typed.editions.get().pk]


def test_a_better_word_is_searched_for_beside_what_was_typed():
    make_article("About spasticity", live=True)

    assert search.read("spastisity").wanted == [[("spastisity",), ("spasticity",)]]
    assert search.read("spastisity", exactly=True).wanted == [[("spastisity",)]]


@pytest.mark.parametrize(
    ("typed", "better"), [("brian fog", "brain fog"), ("brian", None), ("paris", None)]
)
def test_a_name_is_no_mistake_unless_the_other_words_say_so(typed, better):
    make_article("Brain fog", body="<p>Pairs of brains.</p>", live=True)
    reading = search.read(typed, [["brain", "fog"]])

    assert (" ".join(reading.meant) if reading.instead else None) == better


def test_an_everyday_word_can_be_meant():
    make_everyday_word("exhausted")

    assert corrected("exausted") == "exhausted"


@pytest.mark.parametrize("typed", ["pooed", "poos", "pooes"])
def test_a_form_of_an_everyday_word_is_no_mistake(typed):
    make_everyday_word("poo")

    assert corrected(typed) is None


def test_what_is_no_word_itself_is_never_meant():
    make_everyday_word("poo")

    assert corrected("pooez") is None


def test_what_finds_something_is_not_corrected():
    make_article("Rest", live=True)
    make_article("Rust", live=True)

    assert corrected("rust") is None


def test_the_other_words_of_a_query_are_kept_as_they_were_typed():
    make_article("Spasticity", body="<p>At night.</p>", live=True)

    assert corrected("My Spastisity, at NIGHT?") == "spasticity night"


def test_a_symptoms_name_is_the_first_guess_and_needs_no_article():
    make_article("Tremolo", live=True)

    assert corrected("tremoo", "tremor") == "tremor"
    assert corrected("tremor", "tremor") is None
    assert corrected("spasm", "spasms") is None


def test_what_more_articles_say_is_the_likelier_guess():
    make_article("One", body="<p>Heal.</p>", live=True)
    for number in range(3):
        make_article(f"Number {number}", body="<p>Heat.</p>", live=True)

    assert corrected("heax") == "heat"


def test_tips_tags_and_symptoms_of_articles_can_be_meant():
    article = make_article(
        "Help", tips=["Breathe"], tags=[make_tag("yoga")], symptoms=[make_symptom("Vertigo")]
    )
    publish(article)

    assert corrected("braethe") == "breathe"
    assert corrected("yogga") == "yoga"
    assert corrected("vertgio") == "vertigo"


@pytest.fixture
def hidden():
    """Words of what is no reader's business, each in another state."""
    publishing.save_revision(make_article("Draftword"))
    publish(make_article("Plannedword"), at=timezone.now() + timedelta(days=1))
    publishing.withdraw(make_article("Withdrawnword", live=True), reason="Old.")
    publishing.cancel(publish(make_article("Cancelledword"), at=timezone.now() + timedelta(days=1)))
    changed = make_article("Oldword", slug="changed", standfirst="About.", live=True)
    changed.title = "Newer"
    changed.save()
    publish(changed)
    changed.title = "Deskword"
    changed.save()
    publishing.save_revision(changed)
    make_page("Pageword", live=True)
    make_topic("Topicword")
    make_tag("tagword")
    make_article("Anything", live=True)


@pytest.mark.parametrize(
    "typed",
    ["draftwrod", "plannedwrod", "withdrawnwrod", "cancelledwrod", "oldwrod", "deskwrod", "pagewrod",
     "topicwrod", "tagwrod"],
)  # fmt: skip
@pytest.mark.parametrize("rebuilt", [False, True])
def test_no_word_that_is_not_live_is_suggested(client, hidden, typed, rebuilt):
    if rebuilt:
        call_command("rebuildsearch")

    assert corrected(typed) is None
    page = client.get(f"/search/?q={typed}").content.decode().partition("<footer")[0]
    assert typed.replace("wrod", "word") not in page.lower()


def test_a_word_of_a_plan_is_not_suggested_because_its_stem_is_live():
    make_article("A canary", live=True)
    publish(make_article("Canaries"), at=timezone.now() + timedelta(days=1))

    assert corrected("canareis") is None


def test_a_planned_word_is_suggested_from_its_start_and_not_a_second_before():
    start = timezone.now() + timedelta(hours=1)
    publish(make_article("Canary"), at=start)

    with mock.patch.object(timezone, "now", lambda: start - SECOND):
        assert corrected("cnaary") is None
    with mock.patch.object(timezone, "now", lambda: start + SECOND):
        assert corrected("cnaary") == "canary"


def test_a_word_is_suggested_until_its_article_is_withdrawn():
    article = make_article("Canary", live=True)
    end = timezone.now() + timedelta(hours=1)
    publishing.withdraw(article, reason="Old.", at=end)

    with mock.patch.object(timezone, "now", lambda: end - SECOND):
        assert corrected("cnaary") == "canary"
    with mock.patch.object(timezone, "now", lambda: end + SECOND):
        assert corrected("cnaary") is None


def test_another_moment_is_not_corrected_by_the_words_of_now():
    make_article("Canary", live=True)

    with clock.reading(timezone.now()):
        assert corrected("cnaary") is None


def test_every_string_one_mistake_away_is_tried():
    near = one_mistake_from("heat")

    assert near >= {"eat", "heats", "heap", "haet", "wheat"}
    assert len(near) == 4 + 3 + 4 * 25 + 5 * 26 - 4  # four insertions double a letter that is there
    assert "heat" not in near


def test_an_everyday_word_of_a_symptom_that_readers_do_not_see_is_not_meant():
    word = make_everyday_word("exhausted")
    assert corrected("exhuasted") == "exhausted"
    Symptom.objects.filter(pk=word.symptom_id).update(is_public=False)

    assert corrected("exhuasted") is None


@pytest.mark.parametrize("count", [1, 30])
def test_a_correction_asks_as_much_for_one_as_for_many(count, django_assert_max_num_queries):
    for number in range(count):
        make_article(f"Canary number {number}", live=True)

    with django_assert_max_num_queries(11):
        assert corrected("cnaary") == "canary"


def test_a_long_query_of_mistakes_is_answered(client, django_assert_max_num_queries):
    make_article("Canary", live=True)
    query = "+".join(f"wrong{chr(97 + n)}word" for n in range(20))

    with django_assert_max_num_queries(45):
        assert client.get(f"/search/?q={query}").status_code == 200
