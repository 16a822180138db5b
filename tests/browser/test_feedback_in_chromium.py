"""“Was this helpful?” in a real browser, by its error summary and without JavaScript."""

import pytest

from symptoms.models import Feedback
from tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article():
    return make_article("Saving energy when you have MS fatigue", live=True)


def test_a_link_of_the_error_summary_leads_into_the_answers(visit, article):
    page = visit()
    page.goto(f"/feedback/{article.pk}/")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Choose yes, partly, or no.").click()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Send").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    assert Feedback.objects.get().answer == "yes"


def test_an_answer_is_sent_without_javascript(visit, article):
    page = visit(java_script_enabled=False)
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Was this helpful? Tell us").click()
    page.get_by_role("radio", name="Partly").check()
    page.get_by_label("What would make it better?").fill("More about rest.\nAnd work.")
    page.get_by_role("button", name="Send").click()
    assert page.get_by_text("We received your answer").is_visible()
    page.get_by_role("link", name="Back to the article").click()
    assert page.get_by_role("heading", level=1).inner_text() == article.title
    assert [(f.answer, f.comment) for f in Feedback.objects.all()] == [
        ("partly", "More about rest.\nAnd work.")
    ]
