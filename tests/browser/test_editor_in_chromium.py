"""The rich-text editor in a real browser, under the strict policy: going back, links, and pasting."""

import pytest
from django.urls import reverse

from symptoms.models import Article
from tests.browser.test_admin_in_chromium import editor_of
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def form(visit):
    """The form of an article with one tip, its editors ready."""
    editor = make_user("editor@example.org", is_staff=True, is_superuser=True)
    page = visit(user=editor, width=1400)
    page.set_default_timeout(30_000)
    article = make_article("Fatigue", tips=["Rest"], body="<p>Old.</p>", closing="<p>Old end.</p>")
    page.goto(reverse("admin:symptoms_article_change", args=[article.pk]))
    ready(page)
    return page


TEXTS = ["body", "tips_intro", "closing", "tips-0-body"]


def ready(page):
    for field in TEXTS:
        editor_of(page, field).wait_for()


def write(page, field, words):
    editor_of(page, field).click()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def save(page):
    page.locator('[name="_continue"]').first.click()
    page.wait_for_load_state()


def shown(page):
    return {field: editor_of(page, field).inner_text().strip() for field in TEXTS}


NEW = {field: f"New {field}" for field in TEXTS}


def write_all(page):
    for field, words in NEW.items():
        write(page, field, words)


def check_and_save(page):
    """The editors show what was typed, and one more letter keeps it."""
    ready(page)
    page.wait_for_timeout(300)
    assert shown(page) == NEW
    editor_of(page, "body").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    page.fill("#id_title", "Fatigue")
    save(page)
    page.locator(".success").wait_for()
    assert Article.objects.get().body == "<p>New body!</p>"
    assert Article.objects.get().closing == "<p>New closing</p>"


def test_back_after_a_refused_save_shows_what_was_typed(form):
    write_all(form)
    form.fill("#id_title", "")
    save(form)
    form.locator(".errornote").wait_for()
    form.on("dialog", lambda dialog: dialog.accept())
    form.go_back()

    check_and_save(form)


@pytest.mark.parametrize("status", [400, 403, 500, 502])
def test_back_after_an_error_page_shows_what_was_typed(form, status):
    write_all(form)
    form.route("**/change/", lambda route: (
        route.fulfill(status=status, body="<h1>Sorry</h1>", content_type="text/html")
        if route.request.method == "POST" else route.continue_()
    ))
    save(form)
    form.get_by_text("Sorry").wait_for()
    form.unroute("**/change/")
    form.go_back()

    check_and_save(form)


def test_back_after_a_lost_connection_shows_what_was_typed(form):
    write_all(form)
    form.route("**/change/", lambda route: (
        route.abort("internetdisconnected") if route.request.method == "POST" else route.continue_()
    ))
    form.locator('[name="_continue"]').first.click(no_wait_after=True)
    form.wait_for_timeout(1_000)
    assert form.locator("#id_title").count() == 0
    form.unroute("**/change/")
    form.go_back()

    check_and_save(form)


def test_back_and_forward_through_another_page_shows_what_was_typed(form):
    write_all(form)
    form.on("dialog", lambda dialog: dialog.accept())
    form.locator(".breadcrumbs a", has_text="Articles").click()
    form.wait_for_url("**/article/")
    form.go_back()

    check_and_save(form)
