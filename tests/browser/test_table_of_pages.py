"""The table of readers' pages has all of them: a new address or error page joins it."""

from pathlib import Path

from django.urls import URLPattern, get_resolver

from tests.browser.pages import BUTTONS, NOT_PAGES, ROWS

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SHOWN = {row.shows for row in ROWS}


def names(resolver, prefix=""):
    """The names of all addresses outside the admin."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + pattern.name
        elif pattern.app_name != "admin":
            namespace = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern, prefix + namespace)


def test_the_table_has_every_page_of_readers():
    addresses = {name for name in SHOWN if not name.endswith(".html")}
    assert addresses | NOT_PAGES | BUTTONS == set(names(get_resolver()))


def test_the_table_has_every_error_page():
    dead_ends = {path.name for path in TEMPLATES.glob("[45]*.html")}
    assert {name for name in SHOWN if name[:1] in "45"} == dead_ends


def test_no_two_rows_have_one_name():
    assert len({row.name for row in ROWS}) == len(ROWS)
