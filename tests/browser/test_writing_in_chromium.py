"""What stands beside the form of an article, while somebody writes."""

import pytest
from django.urls import reverse

from symptoms.models import Revision
from tests.browser import faults
from tests.browser.test_admin_in_chromium import editor_of
from tests.browser.test_admin_pages_in_chromium import WITHOUT
from tests.factories import make_article, make_symptom, make_topic, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "You can rest when you are tired, café or not, " * 3 + "and then some more."


@pytest.fixture
def page(visit):
    editor = make_user("editor@example.org", is_staff=True, is_superuser=True)
    page = visit(user=editor, width=1400)
    page.set_default_timeout(30_000)
    return page


@pytest.fixture
def article():
    return make_article(
        "Fatigue",
        body=f"<p>First <em>some</em> words. {LONG}</p>",
        tips=["Rest"],
        symptoms=[make_symptom("Fatigue")],
    )


def open_form(page, article):
    page.goto(reverse("admin:symptoms_article_change", args=[article.pk]))
    editor_of(page, "body").wait_for()


def selected(page):
    return page.evaluate("getSelection().toString()")


def test_a_finding_puts_the_cursor_on_the_words_it_is_about(page, article):
    open_form(page, article)
    page.get_by_role("link", name="has 34 words").click()

    assert selected(page).startswith("You can rest when you are tired, café")
    page.keyboard.type("Rest")
    assert editor_of(page, "body").inner_text() == "First some words. Rest."
    assert page.complaints == []


def test_the_list_is_made_anew_while_somebody_types_and_keeps_what_is_closed(page, article):
    open_form(page, article)
    page.get_by_text("Reading level").wait_for()
    page.locator("#beside-checklist > summary").click()
    editor_of(page, "body").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("Ask for an MRI.")
    page.get_by_role("link", name="Explain “MRI” the first time").wait_for()

    assert page.locator("#beside-checklist").get_attribute("open") is None
    assert Revision.objects.count() == 0


def test_what_is_missing_leads_to_its_field_and_a_list_without_rows_gets_one(page):
    make_topic("Daily life")
    page.goto(reverse("admin:symptoms_article_add"))
    page.get_by_role("link", name="Choose a topic").click()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Topic")
    page.get_by_role("link", name="Add at least one source").click()
    assert page.evaluate("document.activeElement.id") == "id_sources-0-title"
    page.get_by_role("link", name="Write the body").click()
    page.keyboard.type("Typed where the link led.")

    assert editor_of(page, "body").inner_text() == "Typed where the link led."
    assert page.complaints == []


def test_without_scripts_the_saved_state_is_there_and_the_links_lead_to_the_fields(visit, article):
    editor = make_user("editor@example.org", is_staff=True, is_superuser=True)
    page = visit(user=editor, java_script_enabled=False)
    page.goto(reverse("admin:symptoms_article_change", args=[article.pk]))
    page.get_by_role("link", name="has 34 words").click()

    assert page.url.endswith("#id_body")
    assert page.locator("#id_body").is_visible()


@pytest.mark.parametrize("width", [1280, 375, 320])
def test_the_form_is_no_wider_than_the_window_and_has_no_fault(page, article, width):
    page.set_viewport_size({"width": width, "height": 800})
    open_form(page, article)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert list(faults.axe(page, WITHOUT)) == []


def preview_of(page):
    return page.frame_locator("[data-preview-box] iframe")


def test_the_preview_follows_what_is_typed_at_three_widths_and_stays_where_it_was(page, article):
    open_form(page, article)
    page.fill("#id_title", "A typed title")
    page.locator("#beside-preview > summary").click()
    preview_of(page).locator("h1", has_text="A typed title").wait_for()
    frame = page.locator("[data-preview-box] iframe").element_handle().content_frame()
    assert frame.evaluate("innerWidth") == 375

    page.get_by_role("button", name="Desktop").click()
    assert frame.evaluate("innerWidth") == 1280
    assert frame.locator(".breadcrumb").first.is_visible()
    page.get_by_role("button", name="Paper").click()
    assert frame.evaluate("innerWidth") == 794
    assert not frame.locator(".breadcrumb").first.is_visible()
    page.get_by_role("button", name="Phone").click()

    frame.evaluate("scrollTo(0, 300)")
    page.fill("#id_title", "Another title")
    preview_of(page).locator("h1", has_text="Another title").wait_for()
    assert frame.evaluate("scrollY") == 300
    frame.get_by_role("link", name="Fatigue").first.click()
    assert preview_of(page).locator("h1", has_text="Another title").is_visible()
    assert page.complaints == []


def test_a_preview_that_is_closed_asks_for_nothing(page, article):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_form(page, article)
    page.fill("#id_standfirst", "")
    page.get_by_role("link", name="Write a standfirst").wait_for()

    assert [url for url in asked if "/typed/preview/" in url] == []


def test_saving_is_always_in_reach_and_hides_no_field(page, article):
    page.set_viewport_size({"width": 1280, "height": 800})
    open_form(page, article)
    bar = page.locator(".submit-row")
    assert bar.bounding_box()["y"] + bar.bounding_box()["height"] <= 800
    assert "Draft" in bar.inner_text()
    for field in page.locator("#article_form fieldset input[type=text]:visible").all():
        field.focus()
        box = field.bounding_box()
        assert box["y"] + box["height"] <= bar.bounding_box()["y"] + 1
