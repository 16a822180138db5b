"""The seven pages that most readers come through, for checks that are too slow for every page."""

from tests.browser.pages import ROWS

_NAMES = ["home", "symptom", "article", "tip", "results", "favorites", "sign in"]
KEY_PAGES = [next(row for row in ROWS if row.name == name) for name in _NAMES]


def open_row(visit, site, row, **options):
    """The page of `row` as it first shows."""
    page = visit(user=site.people[row.who] if row.who else None, **options)
    page.goto(site.at(row.start))
    return page
