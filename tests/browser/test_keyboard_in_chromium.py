"""Through the key pages by keyboard alone: every stop has a name, is visible, and is not cut off."""

import pytest

from tests.browser.faults import WIDE
from tests.browser.pages import KEY_PAGES, open_row
from tests.browser.snapshots import committed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What is wrong with how the focused element shows. A link on two lines is looked at on its first.
HIDDEN = """() => {
  const element = document.activeElement
  const style = getComputedStyle(element)
  const found = []
  if (style.outlineStyle !== 'solid' || parseFloat(style.outlineWidth) < 3) found.push('no ring')
  if (style.boxShadow === 'none') found.push('no halo')
  const ring = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset)
  const whole = element.getBoundingClientRect()
  if (whole.top < ring || whole.left < ring
    || whole.bottom > innerHeight - ring || whole.right > innerWidth - ring)
    found.push('not whole in the window, with its ring')
  const box = element.getClientRects()[0]
  const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  if (!element.contains(there)) found.push(`behind ${there?.outerHTML.slice(0, 160)}`)
  return found.map(words => `${words}: ${element.outerHTML.slice(0, 160)}`)
}"""
# Past the last stop the focus is nowhere, or at the start again.
IS_PAST = "seen => document.activeElement === document.body || (seen && document.activeElement.matches('.skip-link'))"


def stop(page):
    """The role and the name of what has the focus, as a screen reader says them."""
    said = page.locator(":focus").aria_snapshot().splitlines()[0]
    return said.removeprefix("- ").removesuffix(":")


def walk_there(page):
    """What has the focus, one stop after another, to the end; and what is wrong on the way."""
    stops, found = [], []
    page.keyboard.press("Tab")
    while not page.evaluate(IS_PAST, len(stops)):
        stops.append(stop(page))
        found += page.evaluate(HIDDEN)
        page.evaluate("window.last = document.activeElement")
        assert len(stops) < 200, "the keyboard is caught"
        page.keyboard.press("Tab")
    return stops, found


def walk_back(page, count):
    """The same from the last stop to the first."""
    stops, found = [], []
    page.evaluate("last.focus()")
    for _ in range(count):
        stops.append(stop(page))
        found += page.evaluate(HIDDEN)
        page.keyboard.press("Shift+Tab")
    return stops, found


@pytest.mark.parametrize("row", KEY_PAGES, ids=lambda row: row.name)
def test_the_keyboard_reaches_everything_in_order_there_and_back(visit, site, row):
    page = open_row(visit, row, site, **WIDE)
    there, found = walk_there(page)
    back, found_back = walk_back(page, len(there))

    assert found + found_back == []
    assert there == committed("walks", row.name, "\n".join(there) + "\n").splitlines()
    assert back == there[::-1]
