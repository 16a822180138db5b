"""What an editor types survives a closed tab, the back button, and a session that ended."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from symptoms.models import Article, Autosave
from tests.browser.test_admin_in_chromium import editor_of
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor():
    return make_user("editor@example.org", is_staff=True, is_superuser=True)


@pytest.fixture
def form(visit, editor):
    page = visit(user=editor, width=1400)
    page.set_default_timeout(30_000)
    article = make_article("Fatigue", body="<p>Old.</p>")
    page.goto(reverse("admin:symptoms_article_change", args=[article.pk]))
    return page


def write(page, words):
    editor_of(page, "body").click()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def kept(page):
    page.locator("[data-autosave]", has_text="Kept at").wait_for()


def restore(page):
    page.get_by_role("button", name="Put my text into the form").click()
    page.wait_for_load_state()
    editor_of(page, "body").wait_for()


def test_a_tab_that_was_closed_loses_nothing(form):
    write(form, "Typed and not saved")
    kept(form)

    form.goto("about:blank")
    form.go_back()
    form.reload()
    restore(form)

    assert editor_of(form, "body").inner_text().strip() == "Typed and not saved"
    form.locator('[name="_save"]').first.click()
    form.locator(".success").wait_for()
    assert Article.objects.get().body == "<p>Typed and not saved</p>"
    assert Autosave.objects.count() == 0


def test_a_session_that_ends_is_told_and_the_text_stays(form):
    write(form, "First")
    kept(form)
    Session.objects.all().delete()
    write(form, "Second")

    form.locator("[data-autosave]", has_text="you are signed out").wait_for()
    assert editor_of(form, "body").inner_text().strip() == "Second"


def test_a_second_window_does_not_replace_what_the_first_keeps(form):
    write(form, "First window")
    kept(form)
    second = form.context.new_page()
    second.goto(form.url)
    write(second, "Second window")

    second.locator("[data-autosave]", has_text="Other text of yours is stored").wait_for()
    assert "First window" in str(Autosave.objects.get().fields)
