"""Saving from a page in a real browser: at once, without losing one's place, and without scripts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from symptoms.models import Edition, Favorite
from tests.accounts.steps import PASSWORD, newest_code
from tests.browser.steps import named
from tests.factories import make_article, make_symptom, make_user, publish

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
    page.locator(".tip").get_by_text("Added to your favorites:").wait_for()

    assert page.evaluate("window.same && document.activeElement.innerText").startswith("Remove")
    assert Favorite.objects.get().tip == article.tips.get()
    page.keyboard.press("Enter")
    page.locator(".tip").get_by_text("Removed from your favorites:").wait_for()
    assert not Favorite.objects.exists()
    assert page.complaints == []


def test_a_double_click_counts_once(visit, article, reader):
    page = visit(user=reader)
    page.goto(article.get_absolute_url())
    page.locator(".tip").get_by_role("button").dblclick()
    page.locator(".tip").get_by_text("Added to your favorites:").wait_for()
    page.reload()

    assert Favorite.objects.get().tip == article.tips.get()
    assert page.locator(".tip").get_by_role("button").inner_text().startswith("Remove")


def test_when_the_session_has_ended_nothing_is_lost(visit, article, reader):
    page = visit(user=reader)
    page.goto(article.get_absolute_url())
    page.context.clear_cookies(name="sessionid")
    page.locator(".tip").get_by_role("button", name="Add to your favorites").click()
    page.get_by_text("Saved on this device:").wait_for()

    assert page.get_by_role("link", name="Keep it in an account").is_visible()


def names_of_cookies(page):
    return {cookie["name"] for cookie in page.context.cookies()}


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_one_press_saves_without_an_account_where_the_reader_is(visit, article, scripts):
    page = visit(java_script_enabled=scripts, width=375, height=667)
    page.goto(article.get_absolute_url())
    assert names_of_cookies(page) == set()
    page.get_by_role("button", name=named("Add to your favorites", "Rest early")).click()  # one
    message = page.locator(".tip").get_by_text("Saved on this device: Rest early.")
    message.wait_for()

    assert "kept" in names_of_cookies(page)
    assert 0 <= message.bounding_box()["y"] <= 667
    assert page.locator("header [data-favorites-count]").text_content() == "\u00a0(1)"
    # The focus is where the button was: the next stop of the keyboard is in the message, or its button.
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.tip .favorite')")
    page.get_by_role("link", name="See my list").click()
    assert page.locator("h1").inner_text() == "Saved on this device (1)"
    assert page.complaints == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_undo_takes_it_back(visit, article, scripts):
    page = visit(java_script_enabled=scripts)
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name=named("Add to your favorites", "Rest early")).click()
    page.get_by_role("button", name=named("Undo", "Rest early")).click()
    page.locator(".tip").get_by_text("Removed from your favorites:").wait_for()
    page.goto("/favorites/")

    assert page.locator("h1").inner_text() == "Saved on this device (0)"


def test_a_list_moves_to_a_new_account_with_one_form_and_one_code(visit, article):
    page = visit(java_script_enabled=False)
    page.goto(article.get_absolute_url())
    for title in ("Rest early", "Resting well"):
        page.get_by_role("button", name=named("Add to your favorites", title)).click()
    page.goto("/favorites/")
    page.get_by_role("link", name="Keep it in an account").click()
    page.get_by_role("textbox", name="Email address").fill("new@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("checkbox", name="I agree that").check()
    page.get_by_role("main").get_by_role("button", name="Create an account").click()
    page.get_by_label("Code").fill(newest_code())
    page.get_by_role("main").get_by_role("button", name="Confirm").click()

    assert page.locator("h1").inner_text() == "Your favorites (2)"
    titles = [
        title.strip().splitlines()[0] for title in page.locator(".item-title").all_inner_texts()
    ]
    assert titles == ["Resting well", "Rest early"]


def test_who_comes_back_is_told_with_one_press(visit, article, reader):
    Favorite.objects.save_item(reader, article=article.pk)
    Favorite.objects.save_item(reader, tip=article.tips.get().pk)
    Favorite.objects.update(seen_at=timezone.now() - timedelta(days=90))
    Edition.objects.filter(article=article).update(live_from=timezone.now() - timedelta(days=91))
    article.body = "<p>New.</p>"
    article.save()
    publish(article)
    page = visit(user=reader, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Favorites").click()  # one

    assert page.get_by_text("1 of your favorites changed").is_visible()
    first = page.locator(".item").first
    assert "Resting well" in first.inner_text() and "The text was changed." in first.inner_text()
    page.get_by_role("button", name="I’ve seen all changes").click()
    assert not page.get_by_text("of your favorites changed").is_visible()


def test_fourteen_items_are_on_two_screens_of_a_phone(visit, reader):
    for number in range(14):
        article = make_article(f"Resting well, part {number}", live=True)
        Favorite.objects.save_item(reader, article=article.pk)
    page = visit(user=reader, width=375, height=667)
    page.goto("/favorites/")
    last = page.locator(".item").nth(13).bounding_box()

    assert last["y"] + last["height"] <= 2 * 667
