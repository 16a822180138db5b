"""The editors' admin in a real browser, under the strict policy."""

import pytest
from django.urls import reverse

from symptoms.models import Article
from tests.factories import make_article, make_contributor, make_tag, make_topic, make_user

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


def leave(page):
    """Try to leave for the list; the words with which the browser asked first, if it did."""
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator(".breadcrumbs a", has_text="Articles").click()
    page.wait_for_url("**/article/")
    return asked


@pytest.fixture
def form(page):
    article = make_article("Fatigue", tips=["Rest"])
    page.goto(reverse("admin:symptoms_article_change", args=[article.pk]))
    editor_of(page, "body").wait_for()
    return page


def test_leaving_a_form_that_was_only_looked_at_asks_nothing(form):
    form.click("#id_title")
    editor_of(form, "body").click()

    assert leave(form) == []


@pytest.mark.parametrize("part", ["field", "rich text", "choice", "removal"])
def test_leaving_a_form_with_unsaved_work_asks_first(form, part):
    make_tag("heat")
    if part == "field":
        form.fill("#id_title", "Tired")
    if part == "rich text":
        editor_of(form, "body").click()
        form.keyboard.type("More.")
    if part == "choice":
        choose(form, "tags", "heat")
    if part == "removal":
        form.check("#id_tips-0-DELETE")

    assert leave(form) == ["beforeunload"]


def test_leaving_a_form_that_was_refused_asks_first(form):
    form.fill("#id_title", "")
    form.locator('[name="_continue"]').first.click()
    form.locator(".errornote").wait_for()
    form.click("#id_standfirst")

    assert leave(form) == ["beforeunload"]


def test_saving_asks_nothing(form):
    form.on("dialog", lambda dialog: pytest.fail("asked"))
    form.fill("#id_title", "Tired")
    form.locator('[name="_continue"]').first.click()
    form.locator(".success").wait_for()

    assert leave(form) == []


def test_a_preview_opens_beside_the_form_which_stays_as_it_was(form):
    editor_of(form, "body").click()
    form.keyboard.press("End")
    form.keyboard.type(" Only typed.")
    with form.expect_popup() as opened:
        form.locator('[name="_preview"]').first.click()
    opened.value.get_by_text("It is not saved").wait_for()

    assert "Only typed." in opened.value.locator(".prose").first.inner_text()
    assert "Only typed." in editor_of(form, "body").inner_text()
    assert "Only typed." not in Article.objects.get().body
    assert form.complaints == []
    assert leave(form) == ["beforeunload"]


def wait_for_focus(page, selector):
    page.wait_for_function("chosen => document.activeElement.matches(chosen)", arg=selector)


@pytest.mark.parametrize(
    ("model", "first"), [("article", "id_title"), ("topic", "id_name"), ("picture", "id_upload")]
)
def test_a_new_form_starts_at_its_first_field(page, model, first):
    page.goto(reverse(f"admin:symptoms_{model}_add"))
    wait_for_focus(page, f"#{first}")


@pytest.mark.parametrize("field", ["title", "body", "topic"])
def test_a_link_of_the_checklist_puts_the_cursor_into_its_field(page, field):
    article = make_article("A draft")
    url = reverse("admin:symptoms_article_change", args=[article.pk])
    page.goto(f"{url}#id_{field}")
    wait_for_focus(page, f".field-{field} *")
    page.keyboard.press("Shift+Tab")
    page.evaluate("location.hash = ''")
    page.evaluate(f"location.hash = 'id_{field}'")
    wait_for_focus(page, f".field-{field} *")
    assert page.complaints == []


def test_what_a_content_folder_wrote_survives_an_edit_beside_it(page):
    body = (
        "<p><em>Rest</em>.</p><blockquote><p>I rest.</p></blockquote>"
        "<table><tbody><tr><th><p>Week</p></th><th><p>Dose</p></th></tr>"
        "<tr><td><p>1</p></td><td><p>5 mg</p></td></tr></tbody></table><p>End</p>"
    )
    article = make_article("Fatigue", body=body)
    page.goto(reverse("admin:symptoms_article_change", args=[article.pk]))
    editor_of(page, "body").get_by_text("End").click()
    page.keyboard.press("End")
    page.keyboard.type(" of it")
    page.locator('[name="_continue"]').first.click()
    page.locator(".success").wait_for()
    article.refresh_from_db()

    assert article.body == body.replace("End", "End of it")
