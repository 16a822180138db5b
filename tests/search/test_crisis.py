"""Somebody who may be in danger sees the emergency number first, whatever else is found."""

import importlib

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.urls import reverse

from symptoms.models import CrisisPhrase
from symptoms.search.crisis import is_crisis, shipped
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
CARD = 'id="crisis"'


def add(*phrases, **fields):
    CrisisPhrase.objects.all().delete()
    for words in phrases:
        CrisisPhrase.objects.create(words=words, **fields)


@pytest.mark.parametrize(
    "typed",
    ["chest pain", "CHEST PAIN!", "chest pains", "I have chest pain at night", "chest-pain",
     "chestpain", "chest pian", "cheest pain", "chest is really in pain", "chést pain"],
)  # fmt: skip
def test_words_are_understood_as_people_type_them(typed):
    add("chest pain")

    assert is_crisis(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "chest", "pain", "pain chest", "chess pain", "chest and back pain", "chestnut paint"],
)
def test_other_words_are_no_crisis(typed):
    add("chest pain")

    assert not is_crisis(typed)


@pytest.mark.parametrize(
    "typed",
    ["can't breathe", "can’t breathe", "cant breathe", "can not breathe", "cannot breathe",
     "unable to breathe", "couldn't breathe", "I can hardly breathe", "i can’t even breathe",
     "cantbreathe", "not able to breathe", "canot breathe", "cant brethe"],
)  # fmt: skip
def test_there_are_many_ways_to_say_that_somebody_cannot(typed):
    add("cannot breathe")

    assert is_crisis(typed)
    assert not is_crisis("I can breathe")


@pytest.mark.parametrize(
    "typed",
    ["cannot move my left arm", "I cannot even move one arm", "couldn’t now move my own right arm"],
)  # fmt: skip
def test_words_that_change_little_may_stand_between(typed):
    add("cannot move arm")

    assert is_crisis(typed)
    assert not is_crisis("cannot move the chair with one arm")


@pytest.mark.parametrize(
    "typed",
    ["suddenly weak", "my arm is suddenly weak", "weak all of a sudden", "sudenly my leg is weak",
     "out of nowhere I was weak", "arm weakness, sudden"],
)  # fmt: skip
def test_sudden_is_said_in_many_ways_and_anywhere(typed):
    add("suddenly weak")

    assert is_crisis(typed)
    assert not is_crisis("weak")
    assert not is_crisis("suddenly wet")


def test_only_alone_may_have_words_that_change_little():
    add("cannot talk", is_alone=True)

    assert [is_crisis(typed) for typed in ("cant talk", "still cant talk", "cant talk well")] == [
        True, True, False,
    ]  # fmt: skip


def test_what_is_a_word_is_no_mistake():
    add("stroke", "cannot pee")

    assert [is_crisis(typed) for typed in ("strok", "stoke", "cannot see", "cannot peee")] == [
        True, False, False, True,
    ]  # fmt: skip


def test_a_mistake_in_a_short_word_alone_is_not_understood():
    add("fit")

    assert not is_crisis("fut")


def test_a_harmless_phrase_shows_no_card_for_these_words():
    add("stroke", harmless="stroke of luck\nbreast stroke")

    assert [is_crisis(typed) for typed in ("stroke", "a stroke of luck", "Breast-stroke")] == [
        True, False, False,
    ]  # fmt: skip


def test_a_word_can_count_only_alone():
    add("help", is_alone=True)

    assert [is_crisis(typed) for typed in ("help", "Help!!", "please help", "help with shoes")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_the_migration_adds_what_is_shipped():
    CrisisPhrase.objects.all().delete()
    importlib.import_module("symptoms.migrations.0014_search_words").add_shipped(apps, None)

    assert CrisisPhrase.objects.count() == len(shipped()) > 250
    for phrase in CrisisPhrase.objects.all():
        phrase.full_clean()
        assert is_crisis(phrase.words), phrase


def test_a_site_gets_what_was_missed_and_keeps_what_it_has():
    CrisisPhrase.objects.all().delete()
    add("fainted", harmless="fainted from joy")
    migration = importlib.import_module("symptoms.migrations.0023_more_crisis_words")
    migration.add_missing(apps, None)

    assert CrisisPhrase.objects.get(words="fainted").harmless == "fainted from joy"
    assert CrisisPhrase.objects.count() == len(shipped(since="0023_more_crisis_words")) > 80
    assert is_crisis("everything went dark")


def test_the_same_words_are_on_the_list_once():
    add("Chest pain")

    with pytest.raises(ValidationError, match="on the list already"):
        CrisisPhrase(words="chest  PAIN").full_clean()
    with pytest.raises(ValidationError, match="at least one letter"):
        CrisisPhrase(words="…").full_clean()


# The card


def page_of(client, **query):
    return client.get("/search/", query).content.decode()


def test_the_card_is_above_everything_and_says_whom_to_call(client, settings, crisis_words):
    settings.SYMPTOMS = settings.SYMPTOMS | {"EMERGENCY_NUMBER": "911", "CRISIS_LINE": "98 8"}
    make_article("Chest pain", live=True)
    page = page_of(client, q="chest pain").partition("<main")[2]

    assert page.index(CARD) < page.index("<form") < page.index("Chest pain</")
    assert '<a href="tel:911">911</a>' in page
    assert '<a href="tel:988">98 8</a>' in page


def test_without_numbers_the_card_says_what_to_call(client, settings, crisis_words):
    settings.SYMPTOMS = settings.SYMPTOMS | {"EMERGENCY_NUMBER": "", "CRISIS_LINE": ""}
    page = page_of(client, q="suicide")

    assert "Call your emergency number now" in page
    assert "hurting yourself" not in page


@pytest.mark.parametrize(
    "query",
    [{}, {"kind": "tips"}, {"kind": "story", "symptom": "none"}, {"sponsored": "hide"}, {"page": "2"},
     {"exactly": "1"}],
)  # fmt: skip
def test_the_card_is_on_every_page_of_results(client, crisis_words, query):
    for number in range(20):
        make_article(f"Stroke {number}", live=True)

    assert CARD in page_of(client, q="stroke", **query) or query.get("page")
    assert CARD in page_of(client, q="stroke nothing of it", **query) or query.get("page")
    if query.get("page"):
        assert CARD in page_of(client, q="stroke", page="2")


def test_nobody_else_sees_it(client, crisis_words):
    make_article("Stroke of luck", live=True)

    assert CARD not in page_of(client, q="luck")
    assert CARD not in page_of(client)


def test_editors_change_the_words_and_the_history_says_who(client):
    add("chest pain")
    user = make_user("editor@example.org", is_staff=True, is_superuser=True)
    client.force_login(user)
    phrase = CrisisPhrase.objects.get()
    client.post(
        reverse("admin:symptoms_crisisphrase_change", args=[phrase.pk]),
        {"words": "tight chest", "harmless": "tight chested shirt"},
    )
    client.post(reverse("admin:symptoms_crisisphrase_add"), {"words": "fainted", "harmless": ""})
    client.post(reverse("admin:symptoms_crisisphrase_delete", args=[phrase.pk]), {"post": "yes"})

    assert (is_crisis("tight chest"), is_crisis("chest pain"), is_crisis("I fainted")) == (
        False, False, True,
    )  # fmt: skip
    assert list(LogEntry.objects.order_by("pk").values_list("user", "object_repr")) == [
        (user.pk, "tight chest"), (user.pk, "fainted"), (user.pk, "tight chest"),
    ]  # fmt: skip
