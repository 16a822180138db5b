"""Every kind of page, measured in a real browser: what an axe, a ruler and a reader would say."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from symptoms import publishing
from symptoms.models import Article, Edition, EditionTip, Favorite, Source
from tests.factories import (
    make_article,
    make_contributor,
    make_page,
    make_picture,
    make_series,
    make_sponsor,
    make_symptom,
    make_tag,
    make_user,
    publish,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL = {"width": 320, "height": 256}
WIDE = {"width": 1280, "height": 900}

# Whatever can be pressed, is not in the middle of a sentence, and is smaller than 44 by 44 pixels.
SMALL_TARGETS = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary'
  )].filter(element => {
    if (element.matches('.skip-link') || !element.checkVisibility()) return false
    const words = element.parentElement.innerText.trim()
    const inText = getComputedStyle(element).display === 'inline'
      && words.length > element.innerText.trim().length
    const box = element.getBoundingClientRect()
    return !inText && (box.width < 44 || box.height < 44)
  }).map(element => element.outerHTML.slice(0, 160))"""

TOO_WIDE = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth"""

# What a reader's own stylesheet may do to text: twice the size, and the spacing of WCAG 1.4.12.
LARGE = "html { font-size: 200% !important }"
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-block-end: 2em !important }"""

# Puts that stylesheet on, and tells what sticks out of the window or is cut off by it.
RESTYLED = """rules => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(rules)
  document.adoptedStyleSheets = [sheet]
  const seen = [...document.querySelectorAll('body *')].filter(element =>
    !element.closest('.visually-hidden, .skip-link, .motif, img, svg, input'))
  const cut = seen.filter(element => getComputedStyle(element).overflowY !== 'visible'
    && (element.scrollHeight > element.clientHeight + 1
      || element.scrollWidth > element.clientWidth + 1))
  const root = document.documentElement
  const out = root.scrollWidth > root.clientWidth
    ? seen.filter(element => element.getBoundingClientRect().right > root.clientWidth) : []
  document.adoptedStyleSheets = []
  return [...new Set([...cut, ...out])].map(element => element.outerHTML.slice(0, 160))
}"""

SECTIONS = (
    "<p>What it is.</p><h2>Why it happens</h2><p>See <a href='/symptoms/'>all symptoms</a>.</p>"
)


@pytest.fixture
def addresses(settings):
    """A small site with every kind of page; the name of each page, and its address."""
    settings.SYMPTOMS = settings.SYMPTOMS | {
        "CARDS_PER_PAGE": 2,
        "CONTACT_EMAIL": "hello@example.org",
    }
    symptom = make_symptom("Spasticity", "both", summary="<p>Muscles stay tight.</p>")
    make_symptom("Fatigue", "invisible", summary="<p>A heavy lack of energy.</p>")
    shared = {"symptoms": [symptom], "tags": [make_tag("heat")], "body": SECTIONS}
    full = make_article(
        "Easing stiff muscles",
        tips=["Stretch slowly", "Rest before you feel tired", "Name one thing to change"],
        series=make_series("Symptom Series", intro="<p>One symptom at a time.</p>"),
        series_part=2,
        sponsor=make_sponsor(is_fictional=True),
        sponsor_role="paid_for_and_wrote",
        picture=make_picture(credit="Drawn by hand"),
        author=make_contributor("Mei Lin", "clinician", role="MS nurse", is_fictional=True),
        closing="<p>Keep what works.</p>",
        tips_intro="<p>Try one.</p>",
        **shared,
    )
    Source.objects.create(
        article=full, title="A review", publisher="A journal", year=2024, url="https://example.org"
    )
    publish(full)
    make_article("My story", live=True, kind="story", **shared)
    make_article("A third article", live=True, tips=1, series=full.series, series_part=5, **shared)
    gone = make_article("Cooling vests", live=True)
    publishing.withdraw(gone, reason="It is out of date.")
    make_page("Privacy", body="<h2>What we keep</h2><ul><li>Very little</li></ul>", live=True)
    make_page("Consumer health data", live=True)
    tip = EditionTip.objects.live().get(slug="stretch-slowly")
    return {
        "home": "/",
        "home, page 2": "/?page=2",
        "search": "/search/",
        "results": "/search/?q=muscles",
        "results, filtered": "/search/?q=muscles&kind=tips",
        "results, corrected": "/search/?q=spastisity",
        "no results": "/search/?q=zebra",
        "no results, filtered": "/search/?q=muscles&kind=story&symptom=fatigue",
        "article": "/articles/easing-stiff-muscles/",
        "story": "/articles/my-story/",
        "tip": tip.get_absolute_url(),
        "symptoms": "/symptoms/",
        "visible symptoms": "/symptoms/?show=visible",
        "symptom": "/symptoms/spasticity/",
        "symptom without articles": "/symptoms/fatigue/",
        "series": "/series/symptom-series/",
        "topic": "/topics/daily-life/",
        "tag": "/tags/heat/",
        "contributor": "/contributors/mei-lin/",
        "about the site": "/about/privacy/",
        "not found": "/nothing-here/",
        "only for a button": "/favorites/add/",
        "reading settings": "/reading-settings/",
        "reading settings, saved": "/reading-settings/?saved=yes&from=/",
        "withdrawn": "/articles/cooling-vests/",
    }


def themed(theme):
    """The system preferences that lead to `theme`."""
    scheme = "dark" if theme.endswith("dark") else "light"
    return {"color_scheme": scheme, "contrast": "more" if theme.startswith("hc") else None}


def named(words, title):
    """The words that are seen, and then the title that is heard: they may be parted by a space."""
    return re.compile(rf"^{words} ?: {title}$")


def faults(page):
    """What is wrong with the page that is open, in words; empty when nothing is."""
    options = {"runOnly": {"type": "tag", "values": TAGS}}
    found = [
        f"axe {rule['id']}: {[node['target'] for node in rule['nodes']]}"
        for rule in Axe().run(page, options=options).response["violations"]
    ]
    if page.evaluate(TOO_WIDE):
        found.append("scrolls sideways")
    found += [f"small target: {target}" for target in page.evaluate(SMALL_TARGETS)]
    return found + page.complaints


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["320px", "1280px"])
@pytest.mark.parametrize("theme", ["light", "dark", "hc-light", "hc-dark"])
def test_public_pages_are_without_fault_and_set_no_cookie(visit, addresses, theme, size):
    page = visit(**themed(theme), **size)
    found = {}
    for name, address in addresses.items():
        page.goto(address)
        found[name] = faults(page)
        found[name] += [f"cookie {cookie['name']}" for cookie in page.context.cookies()]
        page.complaints.clear()
    assert {name: list_ for name, list_ in found.items() if list_} == {}


@pytest.mark.parametrize(
    ("theme", "size"), [("light", SMALL), ("dark", WIDE)], ids=["light-320px", "dark-1280px"]
)
def test_pages_of_a_reader_are_without_fault(visit, addresses, theme, size):
    reader = make_user(is_staff=True)
    article = Article.objects.get(slug="easing-stiff-muscles")
    Favorite.objects.keep(reader, article=article.pk)
    Favorite.objects.keep(reader, tip=article.tips.first().pk)
    Favorite.objects.keep(reader, article=Article.objects.get(slug="cooling-vests").pk)
    anonymous = visit(color_scheme=theme, **size)
    anonymous.goto(f"/favorites/sign-in/?kind=article&id={article.pk}")
    found = faults(anonymous)
    page = visit(user=reader, color_scheme=theme, **size)
    for address in ("/favorites/", addresses["article"]):
        page.goto(address)
        found += faults(page)
    # As without JavaScript, which then shows a message with its Undo.
    page.locator("form[data-favorite]").first.evaluate("form => form.submit()")
    page.get_by_role("button", name="Put it back").wait_for()
    found += faults(page)
    page = visit(user=make_user(), color_scheme=theme, **size)
    page.goto("/favorites/")
    assert found + faults(page) == []


@pytest.mark.parametrize("width", [320, 375])
@pytest.mark.parametrize("rules", [LARGE, SPACED], ids=["200%", "spaced out"])
def test_larger_or_looser_text_fits_a_phone(visit, addresses, width, rules):
    found = {}
    page = visit(width=width)
    article = Article.objects.get(slug="easing-stiff-muscles")
    sign_in_first = f"/favorites/sign-in/?kind=article&id={article.pk}"
    for name, address in {**addresses, "sign in first": sign_in_first}.items():
        page.goto(address)
        found[name] = page.evaluate(RESTYLED, rules)
    reader = make_user(is_staff=True)
    page = visit(user=reader, width=width)
    page.goto("/favorites/")
    found["no favorites"] = page.evaluate(RESTYLED, rules)
    for item in (
        {"article": article.pk},
        {"tip": article.tips.first().pk},
        {"article": Article.objects.get(slug="cooling-vests").pk},
    ):
        Favorite.objects.keep(reader, **item)
    for name, address in {"favorites": "/favorites/", "own article": addresses["article"]}.items():
        page.goto(address)
        found[name] = page.evaluate(RESTYLED, rules)
    page.get_by_role("button", name="Remove from your favorites").first.click()
    found["message"] = page.evaluate(RESTYLED, rules)
    assert {name: list_ for name, list_ in found.items() if list_} == {}


def test_text_grows_with_the_readers_own_text_size(visit, addresses):
    page = visit(**WIDE)
    page.goto(addresses["article"])
    sizes = "() => [...document.querySelectorAll('main *, header *, footer *')].map(e => parseFloat(getComputedStyle(e).fontSize))"
    before = page.evaluate(sizes)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    after = page.evaluate(sizes)
    assert min(new / old for new, old in zip(after, before, strict=True)) > 1.75
    assert not page.evaluate(TOO_WIDE)


def test_the_first_tab_skips_to_the_main_content_and_every_stop_shows(visit, addresses):
    page = visit(**WIDE)
    page.goto(addresses["article"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to main content"
    for _ in range(12):
        ring = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle + ' ' + s.outlineWidth }"
        )
        assert ring == "solid 3px", page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Tab")
    page.goto(addresses["article"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_paper_keeps_the_words_the_sponsor_and_the_sources(visit, addresses):
    page = visit(**WIDE)
    page.goto(addresses["article"])
    page.emulate_media(media="print")
    for words in ("Written and paid for by Acme", "Tip 1 of 3", "A review", "First published"):
        assert page.get_by_text(words).first.is_visible(), words
    assert not page.get_by_role("link", name="Add to your favorites").first.is_visible()
    assert not page.get_by_role("navigation", name="Main").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def links_on_the_last_sheet(pdf):
    """Whether the last page of Chromium's PDF has a link on it. The footer, on paper, has none."""
    sheets = re.findall(rb"\d+ 0 obj\s*<</Type /Page\n.*?endobj", pdf, re.S)
    assert sheets
    return b"/Annots" in sheets[-1]


def test_no_sheet_of_the_printed_favorites_holds_the_footer_alone(visit, addresses):
    reader = make_user()
    page = visit(user=reader, **WIDE)
    alone = []
    for count in range(1, 16):
        article = make_article(f"Saved {count}", live=True, standfirst="What helps. " * count)
        Favorite.objects.keep(reader, article=article.pk)
        page.goto("/favorites/")
        if not links_on_the_last_sheet(page.pdf(format="A4")):
            alone.append(count)
    assert alone == []


def test_reading_from_home_to_a_tip_without_javascript(visit, addresses):
    page = visit(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Spasticity").click()
    page.get_by_role("link", name="Easing stiff muscles").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Easing stiff muscles"
    page.get_by_role("link", name=named("This tip on its own page", "Stretch slowly")).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Stretch slowly"
    assert page.get_by_text("Talk to your healthcare team").first.is_visible()
    page.get_by_role("link", name="Easing stiff muscles").last.click()
    assert page.url.endswith("/articles/easing-stiff-muscles/#tip-stretch-slowly")
    page.get_by_role("link", name=named("Add to your favorites", "Easing stiff muscles")).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Save “Easing stiff muscles”"


def test_after_saving_a_tip_the_reader_finds_the_way_back_to_it(visit, addresses):
    page = visit(user=make_user(), width=375, java_script_enabled=False)
    page.goto(addresses["article"])
    page.get_by_role("button", name=named("Add to your favorites", "Stretch slowly")).click()
    assert page.url.endswith("/articles/easing-stiff-muscles/#message")
    page.get_by_role("link", name="Back to where you were").click()
    assert page.url.endswith("/articles/easing-stiff-muscles/#tip-stretch-slowly")
    button = page.get_by_role("button", name=named("Remove from your favorites", "Stretch slowly"))
    assert 0 < button.bounding_box()["y"] < 900


def test_filtering_by_keyboard_and_without_javascript(visit, addresses):
    page = visit(java_script_enabled=False)
    page.goto("/search/?q=stretch+slowly")
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Tips")
    page.locator("summary ~ .choices button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**&kind=tips&**")

    assert page.locator(".results h2").all_inner_texts() == ["Stretch slowly"]
    assert page.get_by_label("Kind").input_value() == "tips"
    page.get_by_role("link", name="Remove the filters").click()
    assert page.url.endswith("/search/?q=stretch+slowly")


def test_saving_and_undoing_without_javascript(visit, addresses):
    reader = make_user()
    page = visit(user=reader, java_script_enabled=False)
    page.goto("/search/?q=muscles")
    page.get_by_role("button", name=named("Add to your favorites", "Easing stiff muscles")).click()
    assert page.url.endswith("/search/?q=muscles#message")
    message = page.get_by_role("status").first
    assert "Added to your favorites: Easing stiff muscles" in message.inner_text()
    assert Favorite.objects.of(reader).count() == 1
    page.get_by_role("button", name="Undo").click()
    assert Favorite.objects.of(reader).count() == 0
    assert Edition.objects.live().articles().count() == 3
    page.get_by_role("button", name="Put it back").click()
    assert Favorite.objects.of(reader).count() == 1
