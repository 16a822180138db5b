"""Names that look the same are the same, on every database."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from symptoms.models import Symptom, Tag, Topic
from tests.factories import make_symptom, make_tag, make_topic

pytestmark = pytest.mark.django_db
TWINS = [
    ("Énergie", "énergie"),
    ("café", "cafe\u0301"),
    ("Brain fog", "brain\u00a0 fog"),
    ("Straße", "strasse"),
    ("IQ\u200b test", "iq test"),
]


@pytest.mark.parametrize(("name", "twin"), TWINS)
@pytest.mark.parametrize(("model", "make"), [(Topic, make_topic), (Tag, make_tag), (Symptom, make_symptom)])  # fmt: skip
def test_a_name_that_looks_the_same_is_refused_in_words(model, make, name, twin):
    make(name)
    with pytest.raises(ValidationError) as caught:
        model(name=twin, slug="another", **_needed(model)).full_clean()

    assert list(caught.value.message_dict) == ["name"]


@pytest.mark.parametrize(("name", "twin"), TWINS)
def test_the_database_takes_no_second_one_either(name, twin):
    make_topic(name)
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.create(name=twin, slug="another")


def test_a_row_may_be_saved_again_and_spelled_otherwise():
    topic = make_topic("Énergie")
    topic.name = "énergie"
    topic.full_clean()
    topic.save(update_fields=["name"])
    topic.name = "Sleep"
    topic.save(update_fields=["name"])

    assert Topic.objects.get(name_key="sleep") == topic


def test_other_names_of_a_symptom_are_told_apart_in_the_same_way():
    symptom = make_symptom("Fatigue")
    symptom.also_called = "Épuisement\nE\u0301puisement\nworn  out\nWorn out"
    symptom.full_clean()
    assert symptom.other_names == ["Épuisement", "worn  out"]

    symptom.also_called = "FATIGUE\u200b"
    with pytest.raises(ValidationError):
        symptom.full_clean()


def test_accents_make_another_name():
    make_topic("cafe")
    Topic(name="café", slug="cafe-2").full_clean()


def _needed(model):
    return {"visibility": "both"} if model is Symptom else {}
