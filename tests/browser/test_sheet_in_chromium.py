"""The appointment sheet, printed: never more than two sides, whatever is on it."""

import re

import pytest

from symptoms.models import Favorite, OwnQuestion
from tests.factories import make_article, make_contributor, make_sponsor, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Wide words " * 20


@pytest.fixture
def reader():
    return make_user("reader@example.org")


def fill(reader, count, letters):
    """So many articles and questions, with titles as long as they may be, or short."""
    sponsor = make_sponsor(is_fictional=True)
    make_contributor("Mei Lin", "clinician")
    for number in range(count):
        title = f"{number} {LONG}"[:letters].strip()
        article = make_article(
            title,
            standfirst=LONG[: letters * 2].strip(),
            slug=f"{'slug-' * 20}{number}",
            tips=1,
            sponsor=sponsor if number % 2 else None,
            sponsor_role="paid_for" if number % 2 else "",
            live=True,
        )
        Favorite.objects.save_item(reader, article=article.pk)
        Favorite.objects.save_item(reader, tip=article.tips.get().pk)
        star = number + 1 if number < 3 else None
        OwnQuestion.objects.create(
            user=reader, text=f"{number} {LONG}"[: letters * 2].strip(), star=star
        )


def made(visit, reader, large, everything=True, **options):
    page = visit(user=reader, **options)
    page.goto("/favorites/sheet/")
    if everything:
        for box in page.locator("fieldset input[type=checkbox]").all():
            box.check()
    if large:
        page.get_by_label("Large print").check()
    page.get_by_label("Your name, the day, or another note").fill("W" * 120)
    page.get_by_role("button", name="Make the sheet").click()
    page.get_by_role("heading", name="For my appointment").wait_for()
    return page


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("large", [False, True], ids=["13pt", "18pt"])
@pytest.mark.parametrize(("count", "letters"), [(0, 20), (3, 20), (12, 20), (12, 100)], ids=str)
def test_it_is_never_more_than_two_sides(visit, reader, paper, large, count, letters):
    fill(reader, count, letters)
    page = made(visit, reader, large)
    sides = re.findall(rb"/Type /Page\n", page.pdf(format=paper, prefer_css_page_size=False))

    assert 1 <= len(sides) <= 2


def test_what_does_not_fit_is_said_and_something_fits(visit, reader):
    fill(reader, 12, 100)
    page = made(visit, reader, large=True)

    assert "Two pages are full." in page.locator(".notice").inner_text()
    assert page.locator(".sheet-questions li").count() >= 5
    page.emulate_media(media="print")
    assert not page.locator(".notice").is_visible()
