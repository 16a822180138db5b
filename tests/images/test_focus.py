"""The focal point of a picture, in the arithmetic of CSS; tests/browser/ looks at it."""

import re

import pytest

from tests.factories import make_article, make_picture

pytestmark = pytest.mark.django_db

# A phone's upright photo on a card of 16 : 9 is 3.2 times as high as the card, a panorama 5 times as wide.
PHOTO, PANORAMA = 3.2, 5


@pytest.mark.parametrize("ratio", [1, PHOTO, PANORAMA])
@pytest.mark.parametrize("percent", [0, 1, 5, 6, 9, 10, 15, 49, 50, 51, 85, 91, 94, 99, 100])
def test_a_card_never_cuts_the_focal_point_off(client, percent, ratio):
    make_article(picture=make_picture(focus_x=percent, focus_y=percent), live=True)
    card = re.search(r'class="card-picture ([^"]*)"', client.get("/").content.decode())
    steps = [int(step) for step in re.findall(r"focus-[xy]-(\d+)", card[1])]
    # How far into the frame the point lies, as a share of the frame: its step, and what it is off it.
    places = [(step + ratio * (percent - step)) / 100 for step in steps]

    assert len(places) == 2
    assert all(0 <= place <= 1 for place in places)
