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
    form.route(
        "**/change/",
        lambda route: (
            route.fulfill(status=status, body="<h1>Sorry</h1>", content_type="text/html")
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    save(form)
    form.get_by_text("Sorry").wait_for()
    form.unroute("**/change/")
    form.go_back()

    check_and_save(form)


def test_back_after_a_lost_connection_shows_what_was_typed(form):
    write_all(form)
    form.route(
        "**/change/",
        lambda route: (
            route.abort("internetdisconnected")
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
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


ADDRESSES = {
    "https://example.org/a": "https://example.org/a",
    "HTTPS://example.org/a": "https://example.org/a",
    " https://example.org/a": "https://example.org/a",
    "https://example.org/a ": "https://example.org/a",
    "www.example.org": "https://www.example.org",
    "www.example.org:8080/e": "https://www.example.org:8080/e",
    "example.org/x": "https://example.org/x",
    "münchen.de": "https://münchen.de",
    "tel:+1-555-0100": "tel:+1-555-0100",
    "TEL:911": "tel:911",
    "+1 555 0100": "tel:+15550100",
    "mailto:ann@example.org": "mailto:ann@example.org",
    "Mailto:ann@example.org": "mailto:ann@example.org",
    "ann@example.org": "mailto:ann@example.org",
    "articles/fatigue/": "/articles/fatigue/",
    "/articles/fatigue/": "/articles/fatigue/",
    "/articles/fatigue": "/articles/fatigue/",
    "#tip-rest": "#tip-rest",
    "https://example.org/a b": "https://example.org/a%20b",
}
REFUSED = [
    "javascript:alert(1)",
    "data:text/html,x",
    "C:\\x.pdf",
    "htp://example.org",
    "http://",
    "https://user:secret@example.org",
    "leaflet.pdf",
    "",
]


# The editor has the focus, and its selection is what the browser shows as selected.
SELECTED = """(words) => document.activeElement?.matches(".ProseMirror")
    && !document.querySelector("dialog.prose-editor-dialog")
    && getSelection().toString().trim() === words"""


def open_dialog(page, words="words"):
    editor_of(page, "closing").click()
    page.wait_for_timeout(200)  # the editor follows a click on selected words a moment later
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
    return open_dialog_again(page, words)


def open_dialog_again(page, words="words"):
    """The dialog for the words that the editor holds, opened once they are selected."""
    page.wait_for_function('() => !document.querySelector("dialog.prose-editor-dialog")')
    editor_of(page, "closing").focus()
    page.keyboard.press("Control+A")
    page.wait_for_function(SELECTED, arg=words)
    page.keyboard.press("Control+K")
    return page.locator("dialog.prose-editor-dialog")


def stored(page, field):
    """What the form would send, without what the editor adds to every numbered list."""
    sent = page.locator(f"#id_{field}").input_value()
    return sent.replace(' data-type="decimal"', "").replace("&nbsp;", "\u00a0")


def test_whatever_address_is_typed_into_the_dialog_becomes_a_link(form):
    for typed, address in ADDRESSES.items():
        dialog = open_dialog(form)
        dialog.get_by_label("Address").fill(typed)
        dialog.get_by_label("Address").press("Enter")
        form.wait_for_function("() => document.querySelector('#id_closing').value.includes('<a ')")
        assert stored(form, "closing") == f'<p><a href="{address}">words</a></p>', typed
    save(form)
    form.locator(".success").wait_for()

    assert Article.objects.get().closing == f'<p><a href="{address}">words</a></p>'
    assert form.complaints == []


def test_the_dialog_says_what_it_cannot_understand_and_keeps_it(form):
    for typed in REFUSED:
        dialog = open_dialog(form)
        dialog.get_by_label("Address").fill(typed)
        dialog.get_by_label("Address").press("Enter")
        dialog.get_by_text(f"“{typed}”" if typed else "has no address").wait_for()
        assert dialog.locator("input").input_value() == typed
        dialog.get_by_role("button", name="Cancel").click()
        dialog.wait_for(state="detached")
        assert stored(form, "closing") == "<p>words</p>", typed
    assert form.complaints == []


def test_a_link_is_not_lost_when_the_server_cannot_be_asked(form):
    form.route("**/article/link/**", lambda route: route.abort())
    dialog = open_dialog(form)
    dialog.get_by_label("Address").fill("www.example.org/x")
    dialog.get_by_label("Address").press("Enter")
    form.wait_for_function("() => document.querySelector('#id_closing').value.includes('<a ')")
    save(form)
    form.locator(".success").wait_for()

    assert Article.objects.get().closing == '<p><a href="https://www.example.org/x">words</a></p>'


def test_a_link_is_changed_afterward(form):
    dialog = open_dialog(form)
    dialog.get_by_label("Address").fill("example.org")
    dialog.get_by_label("Address").press("Enter")
    form.wait_for_function("() => document.querySelector('#id_closing').value.includes('<a ')")
    dialog = open_dialog_again(form)
    assert dialog.locator("input").input_value() == "https://example.org"
    dialog.get_by_label("Address").fill("example.com")
    dialog.get_by_label("Address").press("Enter")
    form.wait_for_function(
        "() => document.querySelector('#id_closing').value.includes('example.com')"
    )

    assert stored(form, "closing") == '<p><a href="https://example.com">words</a></p>'


def test_words_that_are_no_address_do_not_become_a_link_while_somebody_types(form):
    write(form, "closing", "Rest.So you see www.example.org and more")

    assert stored(form, "closing") == (
        '<p>Rest.So you see <a href="https://www.example.org">www.example.org</a> and more</p>'
    )


GOOGLE = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
    '<p dir="ltr"><span style="font-weight:400">Normal and </span><span style="font-weight:700">bold'
    '</span><span style="font-weight:400;font-style:italic"> slanted</span></p>'
    '<ul><li dir="ltr" aria-level="1"><p><span style="font-weight:400">One</span></p></li>'
    '<ul><li aria-level="2"><p><span>Within</span></p></li></ul>'
    "<li><p><span>Two</span></p></li></ul>"
    '<p><span style="font-weight:400">10</span><span style="font-weight:400"><span style='
    '"font-size:0.6em;vertical-align:super">2</span></span><span> mg</span></p></b><br>'
)
POINT = (
    "<p class=MsoListParagraph style='margin-left:.5in;text-indent:-.25in;mso-list:l0 level{} lfo1'>"
    "<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>{}<span "
    "style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>{}<o:p></o:p></p>"
)
WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style><!-- p.MsoNormal {margin:0in} -->"
    "</style><!--[if gte mso 9]><xml><o:x/></xml><![endif]--></head><body><!--StartFragment-->"
    "<p class=MsoNormal>It\u2019s \u201cnot\u201d&nbsp;so.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    + POINT.format(1, "\u00b7", "First\r\npoint")
    + POINT.format(2, "o", "Below")
    + POINT.format(1, "\u00b7", "Second <b>point</b>")
    + "<p class=MsoNormal>Then</p>"
    + POINT.format(1, "1.", "One")
    + POINT.format(1, "2.", "Two")
    + "<!--EndFragment--></body></html>"
)
PASTED = {
    "plain words": ("<span>some words</span>", "<p>some words</p>"),
    "Google Docs": (
        GOOGLE,
        "<p>Normal and <strong>bold</strong>{i} slanted{/i}</p><ul><li><p>One</p><ul><li><p>Within</p></li>"
        "</ul></li><li><p>Two</p></li></ul><p>10² mg</p>",
    ),
    "Google Docs, all bold": (
        '<b style="font-weight:normal"><span style="font-weight:700">All</span></b>',
        "<p><strong>All</strong></p>",
    ),
    "Word": (
        WORD,
        "<p>It’s “not” so.</p><ul><li><p>First point</p><ul><li><p>Below</p></li></ul></li>"
        "<li><p>Second <strong>point</strong></p></li></ul><p>Then</p><ol><li><p>One</p></li>"
        "<li><p>Two</p></li></ol>",
    ),
    "Word, its own styles taken out": (
        "<p class='MsoListParagraphCxSpFirst'><span>·&nbsp;&nbsp; </span>First point</p>"
        "<p class='MsoListParagraphCxSpLast'><span>·&nbsp;&nbsp; </span>Second point</p>",
        "<ul><li><p>First point</p></li><li><p>Second point</p></li></ul>",
    ),
    "LibreOffice": (
        "<meta name='generator' content='LibreOffice 7.4'/><p style='line-height: 100%'><font face='Arial'>"
        "<b>Dose</b>: 10<sup>6</sup> H<sub>2</sub>O</font></p><ol><li><p style='x'>One</p></li><ul><li><p>In"
        "</p></li></ul></ol>",
        "<p><strong>Dose</strong>: 10⁶ H₂O</p><ol><li><p>One</p><ul><li><p>In</p></li></ul></li></ol>",
    ),
    "superscript": (
        "<p>10<sup>-6</sup> 5<sup>2a</sup> the 2<sup>nd</sup> 10<sup>\u22123</sup></p>",
        "<p>10⁻⁶ 5^(2a) the 2nd 10⁻³</p>",
    ),
    "bold within normal": (
        "<p><b>a<span style='font-weight: normal'>b</span></b><i style='font-style:normal'>c</i></p>",
        "<p><strong>a</strong>bc</p>",
    ),
    "headings": ("<h1>One</h1><h2>Two</h2><p>x</p>", "<h2>One</h2><h3>Two</h3><p>x</p>"),
    "lines": (
        "<div>One</div><div>Two<br>three<br></div><div><br></div>",
        "<p>One</p><p>Two{br}three</p>",
    ),
    "links": (
        '<p><a href="https://www.google.com/url?q=https://example.org/a&amp;sa=D">out</a> '
        '<a href="/symptoms/">in</a> <a href="file:///c:/x.doc">file</a></p>',
        '<p><a href="https://example.org/a">out</a> <a href="/symptoms/">in</a> file</p>',
    ),
    "a no-break space in a dose": ("<p>5\u00a0mg and\u00a0 more</p>", "<p>5\u00a0mg and more</p>"),
}
TOLD = {
    "links": "file:///c:/x.doc",
    "struck": "The line through “never” was removed. Should these words stay?",
    "picture": "The picture “A chair” was removed.",
    "start": "A list that started at 3 now starts at 1.",
}


def copy(page, html, plain="plain words"):
    """Onto the clipboard, as another program would."""
    page.evaluate(
        """([html, plain]) => navigator.clipboard.write([new ClipboardItem({
            "text/html": new Blob([html], {type: "text/html"}),
            "text/plain": new Blob([plain], {type: "text/plain"}),
        })])""",
        [html, plain],
    )


def put(page, html):
    """A paste of exactly this HTML: a browser's own clipboard takes out what it does not know."""
    page.evaluate(
        """([html]) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", "plain words");
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        [html],
    )


@pytest.fixture
def clipboard(form):
    form.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return form


def pasted(page, html, field="body", by=put):
    write(page, field, "x")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    if by is copy:
        copy(page, html)
        page.complaints.clear()  # the policy reports styles that a page itself copies
        page.keyboard.press("Control+V")
        page.wait_for_function(f"() => document.querySelector('#id_{field}').value")
    else:
        by(page, html)
    return stored(page, field)


def expected(html):
    """Italics only where texts have them."""
    from symptoms.text import sanitizer

    has_italics = "em" in sanitizer.SECTIONS
    html = html.replace("{br}", "<br>" if "HardBreak" in _extensions() else " ")
    return html.replace("{i}", "<em>" * has_italics).replace("{/i}", "</em>" * has_italics)


def _extensions():
    return Article._meta.get_field("body").config["extensions"]


def test_what_other_programs_copy_is_rebuilt(form):
    found = {name: pasted(form, html) for name, (html, _) in PASTED.items()}

    assert found == {name: expected(html) for name, (_, html) in PASTED.items()}
    assert form.complaints == []


@pytest.mark.parametrize("name", ["Google Docs", "Word, its own styles taken out", "LibreOffice"])
def test_a_real_press_of_control_v(clipboard, name):
    html, kept = PASTED[name]

    assert pasted(clipboard, html, by=copy) == expected(kept)
    assert clipboard.complaints == []


def test_cells_of_a_table_stay_apart_in_a_text_without_tables(form):
    table = (
        "<table><tr><td><p>cell 1</p></td><td>cell 2</td></tr><tr><td>3</td><td></td></tr></table>"
    )

    assert pasted(form, table, "closing") == "<p>cell 1 – cell 2</p><p>3</p>"
    assert "each row is now a line" in form.locator(".paste-note").inner_text()


def test_what_cannot_come_along_is_told(form):
    pasted(
        form,
        '<p>You should <s>never</s> rest.</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="A chair">'
        '<ol start="3"><li>x</li></ol><a href="file:///c:/x.doc">file</a>',
        "closing",
    )
    note = form.locator(".field-closing .paste-note")

    for words in TOLD.values():
        assert words in note.inner_text()
    pasted(form, "<p>clean</p>", "closing")
    assert note.inner_text() == ""
    assert form.complaints == []


def test_what_is_copied_within_the_site_stays_as_it_is(clipboard):
    write(clipboard, "closing", "Some bold words")
    clipboard.keyboard.press("Control+A")
    clipboard.keyboard.press("Control+B")
    clipboard.keyboard.press("Control+C")
    editor_of(clipboard, "tips_intro").click()
    clipboard.keyboard.press("Control+V")
    clipboard.wait_for_function("() => document.querySelector('#id_tips_intro').value")

    assert stored(clipboard, "tips_intro") == "<p><strong>Some bold words</strong></p>"
