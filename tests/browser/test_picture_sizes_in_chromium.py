"""Which file of a picture the browser fetches: as wide as it is displayed, and no other width."""

import pytest

from symptoms.models import Picture
from tests.factories import make_article, picture_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [480, 800, 1200, 1600]


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("width", [320, 600, 720, 1000, 1040, 1100, 1280, 1600])
def test_the_file_is_wide_enough_and_no_wider(visit, width, scale):
    picture = Picture(title="Wide", alt="A wide field")
    picture.store(picture_file(size=(1600, 900)))
    picture.save()
    for number in range(3):
        article = make_article(f"Live {number}", picture=picture, live=True)
    found = {}
    for name, address in (("card", "/"), ("lead", article.get_absolute_url())):
        page = visit(width=width, device_scale_factor=scale)
        page.goto(address)
        shown = page.locator("main img").first
        shown.scroll_into_view_if_needed()
        page.wait_for_function("() => document.querySelector('main img').currentSrc")
        drawn = shown.evaluate("image => image.clientWidth") * scale
        file = shown.evaluate("image => image.currentSrc").rpartition("/")[2]
        width_in_name = file[64:].partition(".")[0]
        fetched = int(width_in_name.removeprefix("-") or picture.width)
        found[name] = (drawn, fetched, file.rpartition(".")[2])
        page.context.close()
        assert page.complaints == []
    for drawn, fetched, kind in found.values():
        best = min((step for step in WIDTHS if step >= drawn), default=WIDTHS[-1])
        # Chromium takes a width that is a little too small rather than one that is far too large.
        assert kind == "avif" and fetched >= min(0.9 * drawn, WIDTHS[-1])
        assert WIDTHS.index(fetched) <= WIDTHS.index(best) + 1
