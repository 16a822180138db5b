import pytest

from symptoms.models import Symptom
from symptoms.site.terms import a_to_z
from tests.factories import make_article, make_symptom

pytestmark = pytest.mark.django_db


def listed():
    """letter -> its names, with what they lead to."""
    return {
        letter: [
            entry.name if entry.symptom else (entry.name, [s.name for s in entry.see])
            for entry in entries
        ]
        for letter, entries in a_to_z.letters(Symptom.objects.all())
    }


def test_names_and_other_names_stand_in_one_alphabet():
    make_symptom("Spasticity", also=["stiff legs", "cramps"])
    make_symptom("Sleep")

    assert listed() == {
        "C": [("cramps", ["Spasticity"])],
        "S": ["Sleep", "Spasticity", ("stiff legs", ["Spasticity"])],
    }


def test_a_name_of_two_symptoms_leads_to_both():
    make_symptom("Pain", also=["Heavy legs"])
    make_symptom("Fatigue", also=["heavy  legs"])

    assert listed()["H"] == [("heavy  legs", ["Fatigue", "Pain"])]


def test_accents_quotes_and_numbers_have_a_place():
    make_symptom("Énergie", also=["“eyes”", "24-hour tiredness"])

    assert listed() == {
        a_to_z.NUMBERS: [("24-hour tiredness", ["Énergie"])],
        "E": ["Énergie", ("“eyes”", ["Énergie"])],
    }


def test_the_list_says_where_another_name_leads(client):
    make_symptom("Spasticity", "visible", also=["<stiff> legs"])
    make_symptom("Fatigue", also=["tiredness"])
    page = " ".join(client.get("/symptoms/").content.decode().split())

    assert '&lt;stiff&gt; legs. See: <a href="/symptoms/spasticity/">Spasticity</a>' in page
    assert '<a href="#letter-T">T</a>' in page
    visible = client.get("/symptoms/?show=visible").content.decode()
    assert "legs" in visible
    assert "tiredness" not in visible


def test_a_symptoms_page_says_what_it_is_also_called(client):
    make_article(symptoms=[make_symptom("Spasticity", also=["stiff legs", "cramps"])], live=True)
    page = client.get("/symptoms/spasticity/").content.decode()

    assert "<strong>Also called:</strong> stiff legs, cramps</p>" in page


def test_a_symptom_without_other_names_says_nothing_of_them(client):
    make_symptom("Spasticity")

    assert "Also called" not in client.get("/symptoms/spasticity/").content.decode()
