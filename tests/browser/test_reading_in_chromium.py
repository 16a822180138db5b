"""The reading settings, reading aloud, and large print, as a reader uses them."""

import re

import pytest

from tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A browser with two voices: the first sends what it reads to its maker. What is spoken is written down.
VOICES = """
  window.spoken = []
  const voices = [
    {name: 'Far away', lang: 'en-US', localService: false},
    {name: 'Right here', lang: 'en-GB', localService: true},
  ].slice(0, %d)
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
  let pending = null
  Object.defineProperty(window, 'speechSynthesis', {value: {
    getVoices: () => voices,
    speak: utterance => {
      window.spoken.push([utterance.voice.name, utterance.rate, utterance.text.trim()])
      pending = utterance
    },
    cancel: () => { const last = pending; pending = null; last?.onend?.() },
  }})
  window.sayOn = () => { const last = pending; pending = null; last.onend() }
"""


@pytest.fixture
def article(settings):
    return make_article(
        "Resting well",
        body="<p>Sit down. Breathe out.</p><ul><li>Close your eyes.</li></ul>",
        tips=["Rest early"],
        live=True,
    )


def size_of(page, selector):
    return page.locator(selector).first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_settings_are_chosen_saved_and_taken_back(visit, article, scripts):
    page = visit(java_script_enabled=scripts)
    page.goto(article.get_absolute_url())
    assert page.context.cookies() == []
    page.get_by_role("link", name="Reading settings").click()
    assert page.context.cookies() == []
    page.get_by_label("Twice as large").check()
    page.get_by_label("White on black, with strong contrast").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Your reading settings are saved").wait_for()
    assert [cookie["name"] for cookie in page.context.cookies()] == ["reading"]
    page.get_by_role("link", name="Back to where you were").click()
    page.wait_for_url(f"**{article.get_absolute_url()}")
    html = page.locator("html")
    assert (html.get_attribute("data-text"), html.get_attribute("data-theme")) == ("200", "hc-dark")

    page.locator("header summary").click()  # at twice the size the menu is one button
    page.get_by_role("link", name="Reading settings").click()
    page.get_by_role("button", name="Reset to standard").click()
    page.get_by_text("Pages have their standard look again").wait_for()
    assert page.context.cookies() == []
    assert page.complaints == []


def test_what_was_chosen_is_what_is_seen(visit, article, live_server):
    page = visit(width=1280)
    page.goto(article.get_absolute_url())
    usual = size_of(page, ".prose p")
    cookie = "text-200.spacing-roomy.theme-hc-dark.font-device.pictures-calm"
    page.context.add_cookies([{"name": "reading", "value": cookie, "url": live_server.url}])
    page.goto(article.get_absolute_url())

    style = "e => { const s = getComputedStyle(e); return [s.color, s.letterSpacing != 'normal', s.fontFamily] }"
    color, is_spaced, font = page.locator(".prose p").first.evaluate(style)
    assert size_of(page, ".prose p") > 1.75 * usual
    assert (color, is_spaced, "Atkinson" in font) == ("rgb(255, 255, 255)", True, False)


@pytest.mark.parametrize(("cookie", "points"), [("text-200", 13), ("print-large.text-200", 18)])
def test_paper_has_its_own_size(visit, article, live_server, cookie, points):
    page = visit()
    page.context.add_cookies([{"name": "reading", "value": cookie, "url": live_server.url}])
    page.goto(article.get_absolute_url())
    page.emulate_media(media="print")

    assert size_of(page, ".prose p") == pytest.approx(points * 96 / 72, abs=0.1)
    assert size_of(page, "h1") > 1.7 * size_of(page, ".prose p")


def test_without_a_voice_of_the_device_nothing_offers_to_read(visit, article):
    for voices in ("", VOICES % 1):
        page = visit()
        page.add_init_script(voices)
        page.goto(article.get_absolute_url())
        page.get_by_role("button", name="Print this page").wait_for()
        assert not page.get_by_role("button", name="Listen").is_visible()


def test_the_article_is_read_by_a_voice_of_the_device_sentence_by_sentence(visit, article):
    page = visit()
    page.add_init_script(VOICES % 2)
    page.goto(article.get_absolute_url())
    play = page.get_by_role("button", name="Listen")
    play.focus()
    page.keyboard.press("Enter")
    for _ in range(7):
        page.evaluate("sayOn()")
    page.get_by_role("button", name="Slower").click()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Resume").click()
    spoken = page.evaluate("spoken")

    assert {name for name, _rate, _text in spoken} == {"Right here"}
    texts = [text for _name, _rate, text in spoken]
    assert texts[:2] == ["Health information", "Resting well"]
    assert "Sit down." in texts and "Breathe out." in texts
    assert not any("favorites" in text for text in texts)
    assert [rate for _name, rate, _text in spoken[-3:]] == [1, 0.8, 0.8]
    assert spoken[-1][2] == spoken[-2][2] == spoken[-3][2]

    page.get_by_role("button", name="Stop").click()
    assert page.get_by_text("Stopped.").is_visible()
    assert page.evaluate("document.activeElement.innerText") == "Listen"
    assert page.complaints == []


def test_it_ends_at_the_end(visit, article):
    page = visit()
    page.add_init_script(VOICES % 2)
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="Listen").click()
    for _ in range(100):
        if not page.get_by_role("button", name="Stop").is_visible():
            break
        page.evaluate("sayOn()")

    assert page.get_by_text("End of the page.").is_visible()
    assert page.evaluate("spoken").count(["Right here", 1, "Close your eyes."]) == 1


VOICE = "{name: '%s', lang: '%s', localService: %s, default: %s}"


@pytest.mark.parametrize(
    ("voices", "chosen"),
    [
        # The device's own choice, wherever it stands.
        ([("A", "en-GB", 1, 0), ("B", "en-AU", 1, 1)], "B"),
        ([("A", "en_AU", 1, 1), ("B", "en-US", 1, 0)], "A"),
        # Not one that sends the text away, nor one of another language, whatever it is called.
        ([("A", "en-US", 0, 1), ("B", "en-AU", 1, 0)], "B"),
        ([("A", "de-DE", 1, 1), ("B", "en-AU", 1, 0)], "B"),
        ([("A", "enq", 1, 1), ("B", "en-AU", 1, 0)], "B"),
        # Without one, the page's language as such, then as the browser's owner reads it, then any.
        ([("A", "en-AU", 1, 0), ("B", "en", 1, 0)], "B"),
        ([("A", "en-AU", 1, 0), ("B", "EN-us", 1, 0)], "B"),
        ([("A", "en-AU", 1, 0), ("B", "en-IE", 1, 0)], "A"),
    ],
)
def test_the_voice_is_the_one_the_device_says_is_default(visit, article, voices, chosen):
    words = {0: "false", 1: "true"}
    rows = ", ".join(
        VOICE % (name, tag, words[here], words[own]) for name, tag, here, own in voices
    )
    page = visit(locale="en-US")
    page.add_init_script(
        re.sub(
            r"const voices = \[.*?\]\.slice\(0, %d\)",
            f"const voices = [{rows}]",
            VOICES,
            flags=re.S,
        )
    )
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="Listen").click()

    assert page.evaluate("spoken")[0][0] == chosen


def test_a_wide_table_scrolls_by_itself_by_the_arrow_keys_and_cuts_no_word(visit):
    cells = "".join(f"<td><p>{n}0 milligrams</p></td>" for n in range(1, 6))
    heads = "".join(f"<th><p>Day {n}</p></th>" for n in range(1, 6))
    body = f"<p>Doses</p><table><tbody><tr>{heads}</tr><tr>{cells}</tr></tbody></table>"
    page = visit(width=320)
    page.goto(make_article("Doses", body=body, live=True).get_absolute_url())
    box = page.get_by_role("group", name="Table: Day 1, Day 2, Day 3, Day 4, Day 5")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("td p").first.evaluate("p => p.scrollWidth <= p.clientWidth")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.table').scrollLeft > 0")


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_choices_stand_in_one_line_below_each_other(visit, width):
    page = visit(width=width)
    page.goto("/reading-settings/")
    edges = page.evaluate("""() => ["input[type=radio]", ".field-choice label"].map(
      what => [...new Set([...document.querySelectorAll("fieldset " + what)]
        .map(one => Math.round(one.getBoundingClientRect().left)))])""")

    assert [len(one) for one in edges] == [1, 1]
