"""A picture in the text in a real browser: through the editor, on a phone, and on paper."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from symptoms.models import Article
from tests.browser.test_admin_in_chromium import editor_of
from tests.factories import make_article, make_picture, make_user, picture_file, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chair():
    picture = make_picture("Kitchen chair", "A chair", credit="Drawn by Ada Writer, CC BY 4.0")
    picture.store(picture_file(size=(1600, 1000)))
    picture.save()
    return picture


def img(picture, alt="A chair"):
    return f'<img src="/pictures/{picture.file.name}" alt="{alt}">'


@pytest.fixture
def edit(visit):
    """Opens the form of an article with this body, its editor ready."""

    def opened(body):
        editor = make_user("editor@example.org", is_staff=True, is_superuser=True)
        page = visit(user=editor, width=1400)
        page.set_default_timeout(30_000)
        article = make_article("Fatigue", body=body, closing="<p>End.</p>")
        page.goto(reverse("admin:symptoms_article_change", args=[article.pk]))
        editor_of(page, "body").wait_for()
        return page

    return opened


def save(page):
    page.locator('[name="_continue"]').first.click()
    page.locator(".success").wait_for()
    return Article.objects.get().body


def button(page, field="body"):
    return page.locator(f'.prose-editor:has(#id_{field}) [title="Picture"]')


def test_a_picture_survives_when_the_words_around_it_are_edited(edit, chair):
    page = edit(f"<p>One.</p>{img(chair)}<p>Two.</p>")
    editor_of(page, "body").get_by_text("Two.").click()
    page.keyboard.press("End")
    page.keyboard.type(" More.")

    assert save(page) == f"<p>One.</p>{img(chair)}<p>Two. More.</p>"
    assert page.complaints == []


def test_a_picture_is_put_in_by_its_title_and_described(edit, chair):
    make_picture("A field")
    page = edit("<p>One.</p><p>Two.</p>")
    editor_of(page, "body").get_by_text("One.").click()
    button(page).click()
    page.locator("dialog [name=find]").fill("kitchen")
    page.locator("dialog option", has_text="Kitchen chair").wait_for(state="attached")
    expect(page.locator("dialog option")).to_have_count(1)
    assert page.locator("dialog [name=alt]").input_value() == "A chair"
    page.locator("dialog [name=alt]").fill("A chair by “a” stove")
    page.get_by_role("button", name="Insert picture").click()

    assert save(page) == f"<p>One.</p>{img(chair, 'A chair by “a” stove')}<p>Two.</p>"
    editor_of(page, "body").locator("img").click()
    button(page).click()
    page.locator("dialog [name=alt]").fill("")
    page.get_by_role("button", name="Save alt text").click()

    assert save(page) == f"<p>One.</p>{img(chair, '')}<p>Two.</p>"
    assert page.complaints == []


def test_only_the_body_has_the_button(edit, chair):
    page = edit("<p>One.</p>")

    assert (button(page).count(), button(page, "closing").count()) == (1, 0)


def test_a_picture_copied_within_the_text_comes_along_and_leaves_lists_alone(edit, chair):
    page = edit(f"<p>One.</p>{img(chair)}")
    page.evaluate(
        """([html]) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          const box = document.querySelector('.prose-editor:has(#id_body) [contenteditable="true"]');
          box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }""",
        [f"<p>A</p>{img(chair)}<ul><li>{img(chair, 'In a list')}B</li></ul>"],
    )
    note = page.locator(".paste-note").first.inner_text()

    assert "The picture “In a list” was removed." in note
    assert save(page).count("<img") == 2


@pytest.mark.parametrize("width", [320, 1280])
def test_a_picture_in_the_text_fits_its_page(visit, chair, width):
    edition = publish(make_article(body=f"<p>One.</p>{img(chair)}<p>Two.</p>"))
    page = visit(width=width)
    page.goto(edition.get_absolute_url())
    picture = page.locator("figure.picture--in-text img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    box, prose = picture.bounding_box(), page.locator(".prose").first.bounding_box()

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert box["width"] <= prose["width"] + 0.5
    assert box["height"] == pytest.approx(box["width"] * 1000 / 1600, abs=4)
    assert page.get_by_text("Picture: Drawn by Ada Writer, CC BY 4.0").is_visible()
    assert page.complaints == []


def test_a_picture_in_the_text_is_printed_whole_beside_its_credit(visit, chair):
    edition = publish(make_article(body=f"<p>One.</p>{img(chair)}<p>Two.</p>"))
    page = visit(width=700)
    page.goto(edition.get_absolute_url())
    page.emulate_media(media="print")
    figure = page.locator("figure.picture--in-text")

    assert figure.evaluate("(element) => getComputedStyle(element).breakInside") == "avoid"
    box = figure.locator("img").bounding_box()
    assert box["width"] / box["height"] == pytest.approx(1.6, abs=0.05)
    assert box["height"] <= 10 / 2.54 * 96
