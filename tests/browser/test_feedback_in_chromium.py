"""“Was this helpful?” in a real browser: with faults looked for, and without JavaScript."""

import pytest

from symptoms.models import Feedback
from tests.browser.test_pages_in_chromium import LARGE, RESTYLED, SMALL, SPACED, WIDE, faults
from tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article():
    return make_article("Saving energy when you have MS fatigue", live=True)


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["320px", "1280px"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_form_its_errors_and_the_thanks_are_without_fault(visit, article, theme, size):
    page = visit(color_scheme=theme, **size)
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Was this helpful? Tell us").click()
    found = {"form": faults(page)}
    page.get_by_label("What would make it better?").fill("x" * 501)
    page.get_by_role("button", name="Send").click()
    found["errors"] = faults(page)
    page.get_by_role("link", name="Choose yes, partly, or no.").click()
    page.keyboard.press("Space")
    page.get_by_label("What would make it better?").fill("Shorter, please.")
    page.get_by_role("button", name="Send").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    found["thanks"] = faults(page)
    assert {name: list_ for name, list_ in found.items() if list_} == {}
    assert Feedback.objects.get().answer == "yes"


@pytest.mark.parametrize("rules", [LARGE, SPACED], ids=["200%", "spaced out"])
def test_the_form_fits_a_phone_with_larger_or_looser_text(visit, article, rules):
    page = visit(width=320)
    page.goto(f"/feedback/{article.pk}/")
    assert page.evaluate(RESTYLED, rules) == []
    page.get_by_role("button", name="Send").click()
    assert page.evaluate(RESTYLED, rules) == []


def test_an_answer_is_sent_without_javascript(visit, article):
    page = visit(java_script_enabled=False)
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Was this helpful? Tell us").click()
    page.get_by_role("radio", name="Partly").check()
    page.get_by_label("What would make it better?").fill("More about rest.\nAnd work.")
    page.get_by_role("button", name="Send").click()
    assert page.get_by_text("We have your answer").is_visible()
    page.get_by_role("link", name="Back to the article").click()
    assert page.get_by_role("heading", level=1).inner_text() == article.title
    assert [(f.answer, f.comment) for f in Feedback.objects.all()] == [
        ("partly", "More about rest.\nAnd work.")
    ]
