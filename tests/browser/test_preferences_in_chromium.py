"""Preferences that readers set on their own device: contrast themes, more contrast, less motion,
larger text.
"""

import pytest

from tests.browser import faults
from tests.browser.faults import WIDE
from tests.browser.pages import KEY_PAGES, ROWS, open_row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Where a tint or an edge says something that a contrast theme must not take away.
WITH_EDGES = [
    *KEY_PAGES,
    *(
        row
        for row in ROWS
        if row.name
        in {
            "article, just saved",
            "favorites, empty",
            "reading settings",
            "results, another name",
            "results, empty",
            "sign in, error",
            "symptoms, visible",
            "sheet",
            "withdrawn",
        }
    ),
]
# Boxes and controls without an edge, and what is only told apart by a tint.
EDGELESS = """() => [...document.querySelectorAll(`.card, .callout, .care, .tip, .tips-to-try > ul > li, .sponsor,
    .card-sponsor, .notice, .empty, .entry, .entry-gone, .entry-changed, .error-summary, .field--error,
    .on-this-page, .kind-name, .tip-number, .chips a, .filter a, .symptom-links a, .sheet,
    button:not(.nav-button), .button, input:not([type=hidden]), select, textarea`)]
  .filter(element => element.checkVisibility())
  .filter(element => !['top', 'right', 'bottom', 'left'].some(side => {
    const style = getComputedStyle(element)
    return style[`border-${side}-style`] !== 'none' && parseFloat(style[`border-${side}-width`]) >= 1
  }))
  .filter(element => !element.matches('[type=checkbox], [type=radio]'))
  .map(element => element.outerHTML.slice(0, 160))"""
# The system chooses the colors then, for everything that leaves them to it; axe reads ours all the same.
COLORS = ["color-contrast", "color-contrast-enhanced"]
OWN_COLORS = """() => [...document.querySelectorAll('body, body *')]
  .filter(element => getComputedStyle(element).forcedColorAdjust === 'none')
  .map(element => element.outerHTML.slice(0, 160))"""
RING = """() => {
  const style = getComputedStyle(document.activeElement)
  return [style.outlineStyle, style.outlineWidth, style.outlineColor !== style.backgroundColor]
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("row", WITH_EDGES, ids=lambda row: row.name)
def test_a_contrast_theme_of_the_system_takes_nothing_away(visit, site, row, scheme):
    page = open_row(visit, row, site, color_scheme=scheme, forced_colors="active", **WIDE)
    found = faults.axe(page, without=COLORS) + page.evaluate(EDGELESS)
    found += page.evaluate(OWN_COLORS)
    page.keyboard.press("Tab")

    assert found == []
    assert page.evaluate(RING) == ["solid", "3px", True]


def test_what_is_current_is_not_told_by_a_tint_alone(visit, site):
    page = visit(forced_colors="active")
    page.goto("/symptoms/?show=visible")
    lines = page.locator(".filter a").evaluate_all(
        "links => links.map(a => getComputedStyle(a).textDecorationThickness)"
    )

    assert lines == ["2px", "4px", "2px"]


@pytest.mark.parametrize(
    ("scheme", "background"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(0, 0, 0)")]
)
def test_who_prefers_more_contrast_gets_it_without_a_setting(visit, site, scheme, background):
    page = visit(color_scheme=scheme, contrast="more")
    page.goto("/")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == background
    assert not page.locator(".motif").first.is_visible()


def test_nothing_moves_and_less_movement_changes_nothing(visit, site):
    page = visit(reduced_motion="no-preference")
    page.goto("/")
    moving = "() => [...document.querySelectorAll('*')].filter(element => {\n" + (
        "const style = getComputedStyle(element)\n"
        "return style.animationName !== 'none' || style.transitionDuration !== '0s'"
        " || style.scrollBehavior !== 'auto' }).length"
    )
    freely = page.evaluate(moving)
    page.emulate_media(reduced_motion="reduce")

    assert (freely, page.evaluate(moving)) == (0, 0)


# What grew by less than three quarters, when the reader's text size became twice the usual.
STILL_SMALL = """() => {
  const all = [...document.querySelectorAll('main *, header *, footer *')]
    .filter(element => !element.matches('[type=hidden], [type=checkbox], [type=radio]'))
  const sizes = () => all.map(element => parseFloat(getComputedStyle(element).fontSize))
  const before = sizes()
  document.documentElement.style.fontSize = '200%'
  const after = sizes()
  return all.filter((element, index) => element.checkVisibility() && after[index] < 1.75 * before[index])
    .map(element => element.outerHTML.slice(0, 160))
}"""


@pytest.mark.parametrize("row", KEY_PAGES, ids=lambda row: row.name)
def test_text_grows_with_the_readers_own_text_size(visit, site, row):
    page = open_row(visit, row, site, **WIDE)

    assert page.evaluate(STILL_SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
