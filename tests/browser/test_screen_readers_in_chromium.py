"""Everything that a screen reader is told about the key pages: roles, names, levels and states."""

import re

import pytest

from tests.browser.pages import KEY_PAGES, open_row
from tests.browser.snapshots import committed, undated
from tests.browser.steps import named

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def told(page):
    """Everything but where links lead, which differs with the numbers of rows."""
    text = undated(page.locator("body").aria_snapshot())
    return re.sub(r":\n *- /url: .*", "", text) + "\n"


@pytest.mark.parametrize("row", KEY_PAGES, ids=lambda row: row.name)
def test_a_screen_reader_is_told_exactly_this(visit, site, row):
    found = told(open_row(visit, row, site))

    assert found == committed("aria", row.name, found)


def test_after_saving_a_screen_reader_is_told_so(visit, site):
    page = visit(user=site.people["newcomer"])
    page.goto(site.at("/tips/{tip.pk}-{tip.slug}/"))
    page.get_by_role("button", name=named("Add to your favorites", "Stretch slowly")).click()
    page.locator("[data-favorite-status]", has_text="Undo").wait_for()
    found = told(page)

    assert found == committed("aria", "tip just saved", found)
