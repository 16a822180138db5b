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
