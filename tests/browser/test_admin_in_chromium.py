"""The editors' desk in a real browser, under the strict policy."""

import pytest
from django.urls import reverse

from symptoms.models import Article
from tests.factories import make_contributor, make_tag, make_topic, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(visit):
    editor = make_user("editor@example.org", is_staff=True, is_superuser=True)
    return visit(user=editor, width=1400)


def editor_of(page, field):
    return page.locator(f'.prose-editor:has(#id_{field}) .ProseMirror[contenteditable="true"]')


def choose(page, field, text):
    page.locator(f".field-{field} .select2-selection").first.click()
    page.keyboard.type(text)
    page.locator(".select2-results__option", has_text=text).first.wait_for()
    page.keyboard.press("Enter")


def add_tip(page, number, title):
    page.get_by_role("button", name="Add another Tip").click()
    page.fill(f"#id_tips-{number}-title", title)
    box = editor_of(page, f"tips-{number}-body")
    box.click()
    page.keyboard.type(f"How to {title}.")


def test_an_article_is_written_ordered_and_published_without_a_complaint(page):
    make_topic("Daily life"), make_contributor("Ada Writer"), make_tag("heat")
    page.goto(reverse("admin:symptoms_article_add"))
    page.fill("#id_title", "Saving energy")
    page.fill("#id_standfirst", "Small changes that help.")
    choose(page, "topic", "Daily")
    choose(page, "author", "Ada")
    choose(page, "tags", "heat")
    choose(page, "tags", "brand new")
    page.check("#id_is_general")
    editor_of(page, "body").click()
    page.keyboard.type("Rest before you feel tired.")
    page.fill("#id_tips_heading", "Tips")
    for number, title in enumerate(["rest", "cool down", "sit"]):
        add_tip(page, number, title)
    page.get_by_role("button", name="Add another Source").click()
    page.fill("#id_sources-0-title", "A guideline")
    page.locator('[name="_continue"]').first.click()
    page.locator(".success").wait_for()

    article = Article.objects.get()
    assert article.slug == "saving-energy"
    assert article.body == "<p>Rest before you feel tired.</p>"
    assert sorted(article.tags.names()) == ["brand new", "heat"]
    assert list(article.tips.values_list("title", flat=True)) == ["rest", "cool down", "sit"]

    page.fill("#id_tips-2-position", "5")
    page.locator('[name="_continue"]').first.click()
    page.locator(".success").wait_for()
    assert list(article.tips.values_list("title", flat=True)) == ["sit", "rest", "cool down"]

    drag(page, from_row=0, to_row=2)
    page.locator('[name="_continue"]').first.click()
    page.locator(".success").wait_for()
    assert list(article.tips.values_list("title", flat=True)) == ["rest", "cool down", "sit"]

    page.get_by_role("link", name="Publishing").click()
    page.get_by_role("button", name="Publish now").click()
    page.get_by_role("link", name="See the live page").click()
    assert page.locator("h1").inner_text() == "Saving energy"
    assert page.complaints == []


def drag(page, from_row, to_row):
    handles = page.locator("#tips-group .dynamic-tips .admin-ordering-field-input-wrapper")
    rows = page.locator("#tips-group .dynamic-tips")
    rows.nth(from_row).scroll_into_view_if_needed()
    start, target = handles.nth(from_row).bounding_box(), rows.nth(to_row).bounding_box()
    page.mouse.move(start["x"] + 2, start["y"] + 5)
    page.mouse.down()
    for step in range(1, 21):
        reach = target["y"] + target["height"] - start["y"]
        page.mouse.move(start["x"] + 2, start["y"] + reach * step / 20)
    page.mouse.up()


def test_every_rich_text_box_has_the_name_of_its_field(page):
    page.goto(reverse("admin:symptoms_article_add"))
    page.get_by_role("button", name="Add another Tip").click()
    box = page.locator('.ProseMirror[contenteditable="true"]')
    page.wait_for_function("document.querySelectorAll('.ProseMirror[aria-labelledby]').length >= 4")
    names = box.evaluate_all(
        "boxes => boxes.map(b => document.getElementById(b.getAttribute('aria-labelledby')).innerText)"
    )

    assert names == ["Body:", "Tips intro:", "Closing:", "Body:"]


def test_hostile_markup_in_the_database_runs_nowhere_in_the_admin(page):
    article = Article.objects.create(
        title='<img src=x onerror="document.title=1">',
        slug="x",
        standfirst="<script>alert(1)</script>",
    )
    for name, arguments in (
        ("changelist", []),
        ("change", [article.pk]),
        ("publishing", [article.pk]),
    ):
        page.goto(reverse(f"admin:symptoms_article_{name}", args=arguments))
        assert page.title() != "1"
        assert page.locator('img[src="x"]').count() == 0
    assert page.complaints == []
