"""What a phone shows first: the heading, the way up, and one button for the menu."""

import pytest

from tests.browser.pages import PUBLIC

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 375, "height": 812}
# What must be read before the heading: that no reader sees this page.
NOTICE_FIRST = {"previews:article"}


def test_the_heading_is_on_the_first_screen_of_a_phone_at_twice_the_text(visit, site):
    page = visit(**PHONE)
    below = {}
    for row in PUBLIC:
        if row.who or row.then or row.is_bare or row.shows in NOTICE_FIRST:
            continue
        page.goto(site.at(row.start))
        page.evaluate("document.documentElement.dataset.text = '200'")
        heading = page.locator("h1").bounding_box()
        # Who paid is told first of all, at whatever length that takes.
        paid = page.locator("main .disclosure").first
        told = paid.bounding_box()["height"] if paid.count() else 0
        if heading["y"] - told + min(heading["height"], 200) > PHONE["height"]:
            below[row.name] = heading

    assert below == {}


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_the_menu_is_one_button_on_a_phone(visit, site, scripts):
    page = visit(**PHONE, java_script_enabled=scripts)
    page.goto("/")
    menu = page.get_by_role("navigation", name="Main")
    assert not menu.is_visible()
    page.locator("header summary").click()
    assert menu.is_visible()
    menu.get_by_role("link", name="Symptoms").click()
    page.wait_for_url("**/symptoms/")


def test_the_menu_is_one_line_where_there_is_room(visit, site):
    page = visit()
    page.goto("/")

    assert not page.locator("header summary").is_visible()
    tops = page.locator(".site-nav li").evaluate_all(
        "all => new Set(all.map(e => Math.round(e.getBoundingClientRect().top))).size"
    )
    assert tops == 1


def test_on_a_phone_the_breadcrumb_is_the_page_above(visit, site):
    page = visit(**PHONE)
    page.goto(site.at("/articles/{full.slug}/"))
    crumbs = page.get_by_role("navigation", name="Breadcrumb")

    assert [c.inner_text() for c in crumbs.locator("li").all() if c.is_visible()] == ["Daily life"]


def test_symptoms_are_on_the_first_screen_of_the_home_page(visit, site):
    page = visit(**PHONE)
    page.goto("/")
    symptoms = page.get_by_role("heading", name="Start with a symptom").bounding_box()

    assert symptoms["y"] + symptoms["height"] < PHONE["height"]
    assert [
        art for art in page.locator(".hero-art, .card-picture--none").all() if art.is_visible()
    ] == []
