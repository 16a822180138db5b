"""The sheet of somebody’s list: tips of several articles, short forms, notes, questions that were checked
and typed. What was chosen is on paper whole, or named as left out."""

import pytest

from symptoms.models import Favorite, OwnQuestion
from tests.browser.test_sheet_in_chromium import MARGIN, PAPERS, body_of, read_back
from tests.factories import make_article, make_callout, make_question, make_user, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COUNTS = [1, 3, 10, 20]
OWN = ["Can I swim in the sea, or not?", "Is the ache in my hand a sign of more?"]


@pytest.fixture
def reader():
    return make_user("reader@example.org")


def saved(reader, count):
    """`count` tips of three articles on the list of `reader`, each second with a short form, in order."""
    articles = [make_article(f"Article {number}", tips=-(-count // 3)) for number in range(3)]
    make_callout(articles[0], "emergency", "you cannot move at all")
    tips = [tip for article in articles for tip in article.tips.all()]
    for number, tip in enumerate(tips):
        short = f"Do it slowly, and do not stop short{number}end." if number % 2 else ""
        body = body_of(number, number % 6 + 1)
        type(tip).objects.filter(pk=tip.pk).update(
            body=body, short=short, title=f"Tip of number {number}."
        )
    make_question(articles[0])
    for article in articles:
        publish(article)
    chosen = tips[:count]
    for number, tip in enumerate(chosen):
        Favorite.objects.save_item(reader, tip=tip.pk)
        note = f"It was hard on day{number}note."
        Favorite.objects.filter(tip=tip.pk).update(note=note, status="helped")
    for text in OWN:
        OwnQuestion.objects.create(user=reader, text=text, position=1)
    return chosen


def ends(number, is_short):
    return f"short{number}end." if is_short and number % 2 else f"stop number{number}end."


@pytest.mark.parametrize("is_large", [False, True], ids=["13pt", "18pt"])
@pytest.mark.parametrize("is_short", [False, True], ids=["long", "short"])
@pytest.mark.parametrize("count", COUNTS)
def test_what_was_chosen_is_whole_on_paper_or_named_as_left_out(
    visit, reader, count, is_short, is_large
):
    tips = saved(reader, count)
    page = visit(user=reader)
    page.add_init_script("window.print = () => {}")
    page.goto("/favorites/sheet/")
    for box in page.locator("input[type=checkbox][name=items], input[name=questions]").all():
        box.check()
    page.get_by_label("Your own questions").fill("May I typedquestion?")
    page.get_by_label("My notes, and how each tip went").check()
    page.get_by_label("Short forms of tips").set_checked(is_short)
    page.get_by_label("Large print").set_checked(is_large)
    page.get_by_role("button", name="Make the sheet").click()
    page.get_by_role("heading", name="For my appointment").wait_for()
    page.evaluate("document.fonts.ready")
    notice = page.locator(".notice")
    left_out = notice.inner_text() if notice.count() else ""

    for paper, height in PAPERS.items():
        sides = read_back(page, paper)
        text = " ".join(words for words, _last in sides)
        printed = [n for n in range(count) if ends(n, is_short) in text]
        assert 1 <= len(sides) <= 2
        assert printed == [n for n, tip in enumerate(tips) if f"Tip of number {n}." in text]
        assert printed == [n for n in range(count) if f"day{n}note." in text]
        assert [n for n in range(count) if f"Tip of number {n}." in left_out] == [
            n for n in range(count) if n not in printed
        ]
        assert all(question in text for question in [*OWN, "May I typedquestion?"])
        assert len(printed) >= min(count, 2)
        if left_out:
            assert (height - MARGIN - sides[-1][1]) / (height - 2 * MARGIN) <= 0.15
