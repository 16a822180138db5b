"""Without JavaScript, and also without stylesheets, everything still works."""

import re

import pytest

from symptoms.models import Favorite
from tests.accounts.steps import PASSWORD
from tests.browser.faults import SMALL
from tests.browser.pages import KEY_PAGES, open_row
from tests.browser.steps import named
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What stands above something that comes before it in the document.
OUT_OF_ORDER = """() => {
  const seen = [...document.querySelectorAll('body :is(a, button, input, h1, h2, h3, h4, p, li)')]
    .filter(element => element.checkVisibility() && !element.matches('.skip-link'))
    .map(element => [element, element.getBoundingClientRect()])
  return seen.filter(([, box], index) => index && box.bottom < seen[index - 1][1].top)
    .map(([element]) => element.outerHTML.slice(0, 160))
}"""
# What only a stylesheet would keep in bounds, and words that only a script would bring out.
ODD_WITHOUT_STYLES = """() => [
  ...[...document.querySelectorAll('svg, img')].filter(element => !element.getAttribute('width')),
  ...[...document.querySelectorAll('main [hidden]')].filter(element =>
    !element.closest('[data-print-page], [data-read-aloud], [data-favorite]')),
].map(element => element.outerHTML.slice(0, 160))"""


def without_styles(page):
    page.context.route("**/*.css", lambda route: route.abort())
    return page


@pytest.fixture(params=["with styles", "without styles"])
def plain(request, visit):
    """A page without JavaScript; the second time without stylesheets, too."""
    page = visit(java_script_enabled=False)
    return page if request.param == "with styles" else without_styles(page)


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name).first.click()


def test_from_a_search_to_the_sheet_and_back_off_the_list(plain, site):
    plain.goto("/search/")
    plain.get_by_role("searchbox").fill("muscles")
    press(plain, "Search")
    plain.get_by_role("main").get_by_role("link", name="Easing stiff muscles").first.click()
    press(plain, named("Add to your favorites", "Stretch slowly"))
    plain.get_by_text("Saved on this device: Stretch slowly.").wait_for()
    plain.get_by_role("banner").get_by_role("link", name="Sign in").click()
    plain.get_by_role("textbox", name="Email address").fill("new@example.org")
    plain.get_by_label("Password").fill(PASSWORD)
    press(plain, "Sign in")
    assert "We moved 1 favorite" in plain.get_by_role("status").first.inner_text()
    assert Favorite.objects.get(user=site.people["newcomer"]).tip == site.tip

    plain.goto("/favorites/")
    plain.get_by_role("link", name="Make an appointment sheet").click()
    plain.get_by_label("Your name, the day, or another note").fill("Tuesday")
    press(plain, "Make the sheet")
    assert plain.get_by_text("Tuesday").is_visible()
    assert plain.get_by_role("heading", name="Stretch slowly").is_visible()

    plain.get_by_role("link", name="Favorites").first.click()
    plain.locator("summary", has_text="More: Stretch slowly").click()
    press(plain, named("Remove from your favorites", "Stretch slowly"))
    assert "Removed from your favorites" in plain.get_by_role("status").first.inner_text()
    assert not Favorite.objects.filter(user=site.people["newcomer"]).exists()
    plain.get_by_role("banner").get_by_role("button", name="Sign out").click()
    assert plain.get_by_role("heading", level=1).inner_text() == "You are signed out"


def test_reading_settings_are_changed_and_feedback_is_sent(plain, site):
    plain.goto(site.at("/articles/{full.slug}/"))
    plain.get_by_role("link", name="Reading settings").click()
    plain.get_by_label("Twice as large").check()
    press(plain, "Save")
    plain.get_by_role("link", name="Back to where you were").click()
    assert plain.locator("html").get_attribute("data-text") == "200"
    plain.get_by_role("link", name="Was this helpful?").click()
    plain.get_by_role("radio", name="Yes").check()
    press(plain, "Send")
    assert plain.get_by_role("heading", level=1).inner_text() == "Thank you"


@pytest.mark.parametrize("row", KEY_PAGES, ids=lambda row: row.name)
def test_what_is_seen_first_is_read_first_with_and_without_styles(visit, site, row):
    styled = open_row(visit, row, site, **SMALL)
    found = styled.evaluate(OUT_OF_ORDER)
    plain = without_styles(styled)
    plain.reload()

    assert found + plain.evaluate(OUT_OF_ORDER) + plain.evaluate(ODD_WITHOUT_STYLES) == []
    assert plain.evaluate("getComputedStyle(document.body).display") == "block"


def test_reading_from_home_to_a_tip_without_javascript(visit, site):
    page = visit(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Spasticity").click()
    page.locator("summary", has_text="More about").click()
    page.get_by_role("link", name="Easing stiff muscles").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Easing stiff muscles"
    page.get_by_role("link", name=named("This tip on its own page", "Stretch slowly")).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Stretch slowly"
    assert page.get_by_text("Talk to your healthcare team").first.is_visible()
    page.get_by_role("link", name="Easing stiff muscles").last.click()
    page.wait_for_url("**/articles/easing-stiff-muscles/#tip-stretch-slowly")
    page.get_by_role("button", name=named("Add to your favorites", "Easing stiff muscles")).click()
    assert page.get_by_text("Saved on this device: Easing stiff muscles.").is_visible()


def test_after_saving_a_tip_the_reader_is_where_the_button_was(visit, site):
    page = visit(user=make_user(), width=375, java_script_enabled=False)
    page.goto(site.at("/articles/{full.slug}/"))
    page.get_by_role("button", name=named("Add to your favorites", "Stretch slowly")).click()
    page.wait_for_url("**/articles/easing-stiff-muscles/#message")
    button = page.get_by_role("button", name=named("Remove from your favorites", "Stretch slowly"))
    assert 0 < button.bounding_box()["y"] < 900


def test_saving_and_undoing_without_javascript(visit, site):
    reader = make_user()
    page = visit(user=reader, java_script_enabled=False)
    page.goto("/search/?q=muscles")
    page.get_by_role("button", name=named("Add to your favorites", "Easing stiff muscles")).click()
    page.wait_for_url(re.compile(r"/search/\?q=muscles#message$"))
    message = page.locator("#message")
    assert "Added to your favorites: Easing stiff muscles" in message.inner_text()
    assert Favorite.objects.of(reader).count() == 1
    page.get_by_role("button", name="Undo").click()
    assert Favorite.objects.of(reader).count() == 0
    page.get_by_role("button", name="Undo").click()
    assert Favorite.objects.of(reader).count() == 1
