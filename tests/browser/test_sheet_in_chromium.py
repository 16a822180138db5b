"""The appointment sheet, printed: two sides, really full, and every chosen tip on it is whole."""

import re
import subprocess
from itertools import pairwise

import pytest

from symptoms.models import Favorite, OwnQuestion
from tests.factories import (
    make_article,
    make_callout,
    make_sponsor,
    make_symptom,
    make_user,
    publish,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAPERS = {"A4": 841.89, "Letter": 792.0}  # points from top to bottom
MARGIN = 18 * 72 / 25.4
WORDS = (
    "Stretch each leg slowly, hold the pose for half a minute, and breathe out while it lets go."
)


@pytest.fixture
def reader():
    return make_user("reader@example.org")


def body_of(number, sentences):
    """A text with a list, whose last sentence is like no other."""
    points = "".join(f"<li>{WORDS}</li>" for _ in range(sentences % 3))
    rest = f"<p>{(WORDS + ' ') * sentences}</p>" + (f"<ul>{points}</ul>" if points else "")
    return f"{rest}<p>Do not <strong>ever</strong> stop number{number}end.</p>"


def make_tips(lengths, **fields):
    """An article with a tip for each of `lengths`, in sentences; its tips in order."""
    article = make_article("Stiff legs", tips=len(lengths), **fields)
    make_callout(article, "emergency", "you cannot move at all")
    tips = list(article.tips.all())
    for number, (tip, sentences) in enumerate(zip(tips, lengths, strict=True)):
        type(tip).objects.filter(pk=tip.pk).update(body=body_of(number, sentences))
    publish(article)
    return tips


def made(visit, tips, large, *, more=False, **options):
    """The sheet of `tips`, as checked in their article and then changed."""
    page = visit(**options)
    page.add_init_script("window.print = () => {}")  # the dialog would print beside page.pdf
    page.goto("/articles/stiff-legs/")
    for tip in tips:
        page.locator(f"#tick-tip-{tip.pk}").check()
    page.get_by_role("button", name="Print my sheet").click()
    if large or more:
        page.get_by_role("button", name="Change your choice").click()
        if large:
            page.get_by_label("Large print").check()
        if more:
            page.get_by_label("As many sides as it takes").check()
        page.get_by_role("button", name="Make the sheet").click()
    page.get_by_role("heading", name="For my appointment").wait_for()
    page.evaluate("document.fonts.ready")
    return page


def read_back(page, paper):
    """The words of each side of the PDF, and how far down the last word stands, in points."""
    pdf = page.pdf(format=paper)
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    sides = []
    for side in boxes.split("<page ")[1:]:
        words = re.findall(r'yMax="([\d.]+)">([^<]*)</word>', side)
        sides.append((" ".join(word for _y, word in words), max(float(y) for y, _word in words)))
    return sides


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("large", [False, True], ids=["13pt", "18pt"])
@pytest.mark.parametrize(
    "lengths", [[2], [2, 4, 3], [1, 6, 2, 8, 3, 5, 1, 4], [n % 7 + 1 for n in range(20)]], ids=len
)
def test_every_tip_is_whole_or_left_out_on_two_full_sides(visit, paper, large, lengths):
    tips = make_tips(lengths, sponsor=make_sponsor(), sponsor_role="paid_for")
    page = made(visit, tips, large)
    notice = page.locator(".notice")
    left_out = notice.inner_text() if notice.count() else ""
    sides = read_back(page, paper)
    text = " ".join(words for words, _last in sides)
    printed = [n for n in range(len(tips)) if f"Do not ever stop number{n}end." in text]

    assert 1 <= len(sides) <= 2
    assert printed == [n for n, tip in enumerate(tips) if tip.title in text]
    assert len(printed) >= min(2, len(tips))
    assert [tip.title in left_out for tip in tips] == [n not in printed for n in range(len(tips))]
    assert text.index("Call") < text.index("Tip 1 of")
    if left_out:
        height = PAPERS[paper]
        assert (height - MARGIN - sides[-1][1]) / (height - 2 * MARGIN) <= 0.15


@pytest.mark.parametrize("paper", PAPERS)
def test_more_sides_have_every_tip_also_the_longest(visit, paper):
    tips = make_tips([3, 60, 2, 5] + [4] * 16)
    page = made(visit, tips, large=True, more=True)
    text = " ".join(words for words, _last in read_back(page, paper))

    assert [n for n in range(20) if f"Do not ever stop number{n}end." not in text] == []


def test_the_notice_and_the_buttons_are_not_on_paper(visit):
    page = made(visit, make_tips([6] * 20), large=False)

    assert "Two sides are full." in page.locator(".notice").inner_text()
    page.emulate_media(media="print")
    assert not page.locator(".sheet-tools").is_visible()
    assert not page.locator(".site-header").is_visible()


def test_print_on_more_sides_is_one_press_from_the_notice(visit):
    tips = make_tips([6] * 20)
    page = made(visit, tips, large=False)
    page.get_by_role("button", name="Print on more sides").click()
    page.get_by_role("heading", name="For my appointment").wait_for()

    assert page.locator(".sheet-items > li").count() == 20
    assert page.locator(".notice").count() == 0


def test_many_long_questions_fit_or_are_named(visit, reader):
    for number in range(40):
        text = f"Why{number} {'Wide words ' * 16}?"
        star = number + 1 if number < 3 else None
        OwnQuestion.objects.create(user=reader, text=text, star=star, position=number)
    article = make_article("Short", tips=1, live=True)
    Favorite.objects.save_item(reader, tip=article.tips.get().pk)
    page = visit(user=reader)
    page.goto("/favorites/sheet/")
    for box in page.locator("fieldset input[name=questions]").all():
        box.check()
    page.get_by_label("Your name, the day, or another note").fill("W" * 120)
    page.get_by_role("button", name="Make the sheet").click()
    left_out = page.locator(".notice").inner_text()
    for paper in PAPERS:
        sides = read_back(page, paper)
        text = " ".join(words for words, _last in sides)
        assert len(sides) == 2
        assert all((f"Why{n} " in text) != (f"Why{n} " in left_out) for n in range(40))


@pytest.mark.parametrize("has_scripts", [True, False], ids=["JavaScript", "no JavaScript"])
@pytest.mark.parametrize("width", [375, 1280])
def test_three_tips_are_on_paper_in_five_presses_from_home(visit, has_scripts, width):
    """Counted from home: the symptom, three checkboxes, and "Print my sheet"."""
    make_article("Easing stiff legs", tips=4, symptoms=[make_symptom("Stiffness")], live=True)
    page = visit(width=width, java_script_enabled=has_scripts)
    if has_scripts:
        page.add_init_script("window.prints = 0; window.print = () => { window.prints += 1 }")
    page.goto("/")
    presses = 0

    def press(target):
        nonlocal presses
        target.click()
        presses += 1

    press(page.get_by_role("main").get_by_role("link", name=re.compile("^Stiffness")).first)
    for box in page.locator("input[name=items]").all()[:3]:
        press(box)
    with page.expect_navigation():
        press(page.get_by_role("button", name="Print my sheet"))

    assert presses == 5
    assert page.get_by_role("heading", name="For my appointment").is_visible()
    assert page.locator(".sheet-items > li").count() == 3
    assert page.context.cookies() == []
    assert "?" not in page.url
    if has_scripts:
        page.wait_for_function("window.prints === 1")
    assert page.complaints == []


def test_nothing_is_printed_by_itself_when_something_was_left_out(visit):
    tips = make_tips([6] * 20)
    page = visit()
    page.add_init_script("window.prints = 0; window.print = () => { window.prints += 1 }")
    page.goto("/articles/stiff-legs/")
    for tip in tips:
        page.locator(f"#tick-tip-{tip.pk}").check()
    page.get_by_role("button", name="Print my sheet").click()
    page.locator(".notice").wait_for()
    page.evaluate("document.fonts.ready")

    assert page.evaluate("window.prints") == 0
    page.get_by_role("button", name="Print the sheet").click()
    assert page.evaluate("window.prints") == 1


def test_the_code_can_be_scanned_and_is_large_enough(visit):
    tips = make_tips([1, 1])
    page = made(visit, tips, large=False)
    page.get_by_role("button", name="Change your choice").click()
    page.get_by_label("A QR code").check()
    page.get_by_role("button", name="Make the sheet").click()
    image = page.locator(".sheet-code img")
    page.emulate_media(media="print")
    box = image.bounding_box()

    assert image.evaluate("image => image.naturalWidth") > 0
    assert box["width"] == box["height"] >= 30 / 25.4 * 96
    assert page.complaints == []


def test_the_rows_of_a_list_in_a_tip_have_no_frame(visit):
    page = made(visit, make_tips([2]), large=False)
    borders = page.locator(".sheet-items li li").evaluate_all(
        "rows => rows.map(row => getComputedStyle(row).borderTopStyle)"
    )

    assert borders
    assert set(borders) == {"none"}


def test_headings_are_in_order(visit):
    page = made(visit, make_tips([2]), large=False)
    levels = page.locator(".sheet :is(h1, h2, h3)").evaluate_all(
        "headings => headings.map(heading => Number(heading.localName[1]))"
    )

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
