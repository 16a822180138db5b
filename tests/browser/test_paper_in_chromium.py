"""On paper: what is printed, who is responsible for it, where it came from, and nothing to press."""

import re
import subprocess

import pytest
from django.core.management import call_command

from symptoms.models import Favorite
from tests.browser.pages import ROWS, open_row
from tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LARGE = "print-large"
NEVER = [
    "Skip to main content",
    "Add to your favorites",
    "Remove from your favorites",
    "Print this page",
    "Sign in",
    "Sign out",
    "Search",
    "Reading settings",
    "On this page",
    "This tip on its own page",
    "Was this helpful",
    "Related articles",
    "Add to my questions",
    "More about",
    "Reading here sets no cookie",
]
WHO_AND_WHEN = [
    "Written and paid for by Acme (an invented company, for this demonstration). Acme makes rolling walkers.",
    "Immediate action required: Call 112 now if:",
    "Urgent advice: Call your MS team or doctor today if:",
    "Non-urgent advice: Talk to your MS team if:",
    "Talk to your healthcare team",
    "Reviewed by Sam Okoro, neurologist",
    "Page last reviewed:",
    "Next review due:",
    "This site gives general information.",
]
ON_PAPER = {
    "article": [
        "Health information",
        "By Mei Lin, MS nurse",
        "First published",
        "Tip 3 of 3",
        "Questions to ask your team",
        "Sources",
        "A review <https://example.org>",
        "Symptom Series · http://testserver/articles/easing-stiff-muscles/",
        *WHO_AND_WHEN,
    ],
    "tip": [
        "A tip from Easing stiff muscles",
        "Rest before you feel tired.",
        "Symptom Series · http://testserver/tips/{tip.pk}-stretch-slowly/",
        *WHO_AND_WHEN,
    ],
    "story": ["Personal story", "http://testserver/articles/my-story/"],
    "sheet": [
        "For my appointment",
        "May I swim?",
        "Sponsored: Acme (invented)",
        "testserver/a/",
        "Last reviewed",
        "What we agreed",
    ],
}
# The sizes of all words of the main part in points, without those that only screen readers get.
SIZES = """() => [...document.querySelectorAll('main *')]
  .filter(element => element.checkVisibility() && !element.closest('.visually-hidden')
    && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .map(element => parseFloat(getComputedStyle(element).fontSize) * 72 / 96)"""
FRAMELESS = """() => [...document.querySelectorAll('.care, .callout, .sponsor, .tip, .sheet-items li')]
  .filter(element => {
    const style = getComputedStyle(element)
    return style.borderTopStyle === 'none' || parseFloat(style.borderTopWidth) < 1
  }).map(element => element.outerHTML.slice(0, 160))"""


def printed(page, **options):
    """The words of the page's PDF, as Chromium prints it when it leaves backgrounds out."""
    pdf = page.pdf(format="A4", print_background=False, **options)
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return " ".join(text.stdout.decode().split())


@pytest.fixture(params=[13, 18], ids=["normal", "large print"])
def points(request):
    return request.param


@pytest.fixture
def paper(visit, site, live_server, points):
    """Opens a page of the table as a reader sees it who chose this size for paper."""

    def open_page(name):
        row = next(row for row in ROWS if row.name == name)
        page = open_row(visit, row, site)
        if points == 18 and name == "sheet":
            page.go_back()
            page.get_by_label("Large print").check()
            for less in (
                "Who can I call?",
                "Would a splint help me?",
                "My story",
                "Stretch slowly",
            ):
                page.get_by_label(less).uncheck()
            page.get_by_role("button", name="Make the sheet").click()
            page.get_by_role("heading", name="For my appointment").wait_for()
        elif points == 18:
            page.context.add_cookies([{"name": "reading", "value": LARGE, "url": live_server.url}])
            page.reload()
        return page

    return open_page


@pytest.mark.parametrize("name", ON_PAPER)
def test_paper_has_the_words_and_who_stands_behind_them(paper, site, name):
    text = printed(paper(name))

    assert [words for words in ON_PAPER[name] if site.at(words) not in text] == []
    assert [words for words in NEVER if words in text] == []


@pytest.mark.parametrize("name", ON_PAPER)
def test_paper_is_large_enough_black_on_white_and_keeps_its_frames(paper, points, name):
    page = paper(name)
    page.emulate_media(media="print", color_scheme="dark")
    style = (
        "(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.body))"
    )

    assert min(page.evaluate(SIZES)) >= points - 0.01
    assert page.evaluate(style) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert page.evaluate(FRAMELESS) == []


def links_on_the_last_sheet(pdf):
    """Whether the last page of Chromium's PDF has a link on it. The footer, on paper, has none."""
    sheets = re.findall(rb"\d+ 0 obj\s*<</Type /Page\n.*?endobj", pdf, re.S)
    assert sheets
    return b"/Annots" in sheets[-1]


def test_no_sheet_of_the_printed_favorites_holds_the_footer_alone(visit, site):
    page = visit(user=site.people["newcomer"])
    alone = []
    for count in range(1, 16):
        article = make_article(f"Saved {count}", live=True, standfirst="What helps. " * count)
        Favorite.objects.save_item(site.people["newcomer"], article=article.pk)
        page.goto("/favorites/")
        if not links_on_the_last_sheet(page.pdf(format="A4")):
            alone.append(count)
    assert alone == []


# The foot of each side has two lines; a side of an article ends above them.
A4_HEIGHT, FOOT = 841.89, 0.895


def test_no_side_of_a_printed_article_is_half_empty(visit, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("loadcontent", "symptoms/demo", verbosity=0)
    page, empty, sides = visit(), [], 0
    for slug in ("fatigue", "bladder-problems", "speech-and-swallowing", "what-is-ms"):
        page.goto(f"/articles/{slug}/")
        pdf = page.pdf(format="A4", print_background=False)
        boxes = subprocess.run(
            ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
        ).stdout.decode()
        for side in boxes.split("<page ")[1:-1]:
            ends = (float(end) / A4_HEIGHT for end in re.findall(r'yMax="([\d.]+)">', side))
            last, sides = max(end for end in ends if end < FOOT), sides + 1
            empty += [(slug, last)] if last < 0.6 else []

    assert sides >= 12
    assert empty == []
