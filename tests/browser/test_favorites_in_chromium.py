"""Saving from a page in a real browser: at once, without losing one's place, and without a script."""

import pytest

from symptoms.models import Favorite
from tests.browser.steps import named
from tests.factories import make_article, make_symptom, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article():
    symptom = make_symptom("Fatigue")
    for number in range(4):
        make_article(f"Other {number}", live=True, symptoms=[symptom])
    return make_article("Resting well", tips=["Rest early"], symptoms=[symptom], live=True)


@pytest.fixture
def reader():
    return make_user("reader@example.org")


def test_saving_keeps_the_place_and_the_focus_and_says_so(visit, article, reader):
    page = visit(user=reader)
    page.goto(article.get_absolute_url())
    button = page.locator(".tip").get_by_role("button", name="Add to your favorites")
    button.focus()
    page.evaluate("window.same = true")
    page.keyboard.press("Enter")
    page.locator(".tip").get_by_text("Added to your favorites.").wait_for()

    assert page.evaluate("window.same && document.activeElement.innerText").startswith("Remove")
    assert Favorite.objects.get().tip == article.tips.get()
    page.keyboard.press("Enter")
    page.locator(".tip").get_by_text("Removed from your favorites.").wait_for()
    assert not Favorite.objects.exists()
    assert page.complaints == []


def test_a_double_click_counts_once(visit, article, reader):
    page = visit(user=reader)
    page.goto(article.get_absolute_url())
    page.locator(".tip").get_by_role("button").dblclick()
    page.locator(".tip").get_by_text("Added to your favorites.").wait_for()
    page.reload()

    assert Favorite.objects.get().tip == article.tips.get()
    assert page.locator(".tip").get_by_role("button").inner_text().startswith("Remove")


def test_when_the_session_has_ended_nothing_is_lost(visit, article, reader):
    page = visit(user=reader)
    page.goto(article.get_absolute_url())
    page.context.clear_cookies(name="sessionid")
    page.locator(".tip").get_by_role("button", name="Add to your favorites").click()
    page.wait_for_url("**/accounts/login/**")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_list_without_an_account(visit, article, scripts):
    page = visit(java_script_enabled=scripts)
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name=named("Add to your favorites", "Rest early")).click()
    assert [c["name"] for c in page.context.cookies() if c["name"] == "kept"] == []
    page.get_by_role("button", name="Save it on this device").click()
    page.get_by_text("Added to your favorites:").wait_for()
    page.get_by_role("button", name=named("Add to your favorites", "Resting well")).click()
    if scripts:
        page.get_by_text("Added to your favorites.").wait_for()
    page.goto("/favorites/")

    assert page.locator("h1").inner_text() == "Saved on this device (2)"
    assert page.complaints == []
