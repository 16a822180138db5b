"""The thesaurus: one row for all forms of a phrase, kept by publishers."""

import pytest
from django.core.exceptions import ValidationError

from symptoms.models import EverydayWord
from tests.factories import make_everyday_word, make_symptom

pytestmark = pytest.mark.django_db


def test_a_symptom_has_all_forms_of_a_phrase_once():
    make_everyday_word("pee", make_symptom("Bladder"))

    with pytest.raises(ValidationError, match="has these words already"):
        EverydayWord(words="Peeing", symptom=make_symptom("Bladder")).full_clean()
    EverydayWord(words="Peeing", symptom=make_symptom("Bowel")).full_clean()


@pytest.mark.parametrize("words", ["…", "not", "cannot go"])
def test_words_must_say_something(words):
    with pytest.raises(ValidationError, match="says what it is about"):
        EverydayWord(words=words, symptom=make_symptom("Bladder")).full_clean()


def test_adding_leaves_what_is_there_and_what_says_nothing():
    symptom = make_symptom("Bladder")
    make_everyday_word("pee", symptom)

    assert EverydayWord.objects.add(symptom, ["Peeing", "loo", "LOO", "cannot", "wet  bed"]) == 2
    assert sorted(EverydayWord.objects.values_list("words", flat=True)) == ["loo", "pee", "wet bed"]
