"""Comments beside the form, and on their own page."""

import pytest
from django.urls import reverse

from symptoms.models import Comment
from symptoms.workflow import commenting
from tests.browser import faults
from tests.browser.test_admin_in_chromium import editor_of
from tests.browser.test_admin_pages_in_chromium import WITHOUT
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(visit):
    editor = make_user("editor@example.org", is_staff=True, is_superuser=True)
    page = visit(user=editor, width=1400)
    page.set_default_timeout(30_000)
    return page


@pytest.fixture
def article():
    return make_article("Fatigue", body="<p>First <em>some</em> words.</p>", tips=["Rest"])


def open_form(page, article):
    page.goto(reverse("admin:symptoms_article_change", args=[article.pk]))
    editor_of(page, "body").wait_for()


def test_selected_words_are_commented_on_without_leaving_the_form(page, article):
    open_form(page, article)
    page.fill("#id_title", "Unsaved title")
    page.locator("#beside-comments > summary").click()
    editor_of(page, "body").get_by_text("some").dblclick()
    page.fill("#comment_text", "Which words?")
    page.get_by_role("button", name="Add comment").click()
    page.locator(".thread", has_text="Which words?").wait_for()
    said = Comment.objects.get()
    assert (said.place, said.quote, said.text) == ("body", "some", "Which words?")
    assert page.input_value("#id_title") == "Unsaved title"

    page.locator(".thread").get_by_role("link", name="Body").click()
    assert page.evaluate("getSelection().toString()") == "some"

    page.fill(f"#answer-{said.pk}", "These.")
    page.get_by_role("button", name="Add answer").click()
    page.locator(".thread", has_text="These.").wait_for()
    page.get_by_role("button", name="Resolve").click()
    page.get_by_text("1 resolved").wait_for()
    assert Comment.objects.open().count() == 0
    assert page.complaints == []


@pytest.mark.parametrize("width", [1280, 375, 320])
def test_comments_are_no_wider_than_the_window_and_have_no_fault(page, article, width):
    nurse = make_user("nurse@example.org", is_staff=True)
    commenting.begin(article, nurse, "Say it shorter.", "body", "some words")
    commenting.begin(article, nurse, "This was changed.", "body", "gone words")
    page.set_viewport_size({"width": width, "height": 900})
    for name in ("comments", "change"):
        page.goto(reverse(f"admin:symptoms_article_{name}", args=[article.pk]))
        page.locator(".lost", has_text="The passage has changed since.").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert list(faults.axe(page, WITHOUT)) == []
