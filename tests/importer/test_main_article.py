"""`main` in the file of a symptom: which article leads its page."""

import pytest

from symptoms.models import Symptom
from tests.importer.conftest import FILES

pytestmark = pytest.mark.django_db
NAME = "symptoms/fatigue.md"


def lead(folder, slug):
    folder.write(NAME, FILES[NAME].replace("visibility:", f"main: {slug}\nvisibility:"))


def main_slug():
    main = Symptom.objects.get(slug="fatigue").main_article
    return main and main.slug


@pytest.mark.parametrize("is_reviewed", [True, False])
def test_the_file_names_the_article_that_leads(folder, settings, is_reviewed):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": is_reviewed}
    folder.write("contributors/bo.md", "---\nname: Bo\nkind: clinician\n---\n")
    folder.change("articles/rest-well.md", "author:", "checked_by: bo\nauthor:")
    lead(folder, "rest-well")
    folder.load()

    assert main_slug() == "rest-well"


def test_without_the_key_the_choice_in_the_admin_stays(folder):
    lead(folder, "rest-well")
    folder.load()
    folder.write(NAME, FILES[NAME])
    folder.load()

    assert main_slug() == "rest-well"


@pytest.mark.parametrize(
    ("slug", "problem"),
    [
        ("pace-yourself", "“pace-yourself” can’t be the main article. Name a live article"),
        ("rest-wel", "There is no article “rest-wel” in the folder or on the site. Did you mean"),
    ],
)
def test_what_cannot_lead_is_a_problem_with_its_line(folder, slug, problem):
    lead(folder, slug)

    (said,) = folder.problems()
    assert said.startswith(f"{NAME}:3: main: {problem}")
    assert not Symptom.objects.exists()


def test_a_topic_has_no_main_article(folder):
    folder.write("topics/daily-life.md", "---\nname: Daily life\nmain: rest-well\n---\nDays.\n")

    (said,) = folder.problems()
    assert said.startswith("topics/daily-life.md:3: main: There is no such key here.")
