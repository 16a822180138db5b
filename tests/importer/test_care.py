"""Cards and questions in the front matter of an article."""

import pytest

from symptoms.models import Article, Edition, Question
from symptoms.text.content import CalloutContent

pytestmark = pytest.mark.django_db
ART = "articles/rest-well.md"
CARE = """\
callouts:
  - level: urgent
    signs: ["you have a fever", "you feel much worse"]
  - level: emergency
    signs:
      - "you faint"
questions:
  - "Could my medicine make me tired?"
  - "May I rest at work?"
state: live
"""


@pytest.fixture
def care_folder(folder):
    folder.change(ART, "state: live\n", CARE)
    return folder


def test_cards_and_questions_are_published_with_the_article(care_folder):
    care_folder.load()
    content = Edition.objects.live().get(slug="rest-well").content

    assert content.callouts == (
        CalloutContent("emergency", ("you faint",)),
        CalloutContent("urgent", ("you have a fever", "you feel much worse")),
    )
    assert [question.text for question in content.questions] == [
        "Could my medicine make me tired?",
        "May I rest at work?",
    ]


def test_a_question_that_stays_is_the_same_row_and_one_that_is_left_out_is_retired(care_folder):
    care_folder.load()
    kept = Question.objects.get(text="May I rest at work?")
    care_folder.change(ART, '  - "Could my medicine make me tired?"\n', "")
    care_folder.load()
    article = Article.objects.get(slug="rest-well")

    assert article.questions.recommended().get() == kept
    assert article.questions.exclude(retired_at=None).get().text.startswith("Could")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("level: urgent", "level: soon", "14: callouts.level: “soon” is not one of emergency, urgent, non_urgent."),
        ("level: emergency", "level: urgent", "16: callouts.level: There is a card of this level. Put all signs on one."),
        ('signs: ["you have a fever", "you feel much worse"]', "signs: []", "15: callouts.signs: List at least one sign."),
        ("you faint", "x" * 1501, "17: callouts.signs: Ensure this value has at most 1500 characters (it has 1501)."),
        ("May I rest at work?", "x" * 201, "21: questions: Ensure this value has at most 200 characters (it has 201)."),
        ("May I rest at work?", "Could my medicine make me tired?", "21: questions: “Could my medicine make me tired?” is in the list twice."),
    ],
)  # fmt: skip
def test_a_problem_of_a_card_or_question_is_said_with_its_line(care_folder, old, new, problem):
    care_folder.change(ART, old, new)

    assert care_folder.problems() == [f"{ART}:{problem}"]


def test_an_emergency_card_without_a_number_to_call_is_a_problem(care_folder, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"EMERGENCY_NUMBER": ""}

    assert [p.split(". ")[1] for p in care_folder.problems()] == [
        "A card says to call the emergency number, but the site has none: set SYMPTOMS_EMERGENCY_NUMBER."
    ]
