"""What a card crops in a real browser: never the focal point."""

import io

import pytest
from PIL import Image, ImageDraw

from symptoms.models import Picture
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def spotted(size, x, y):
    """A grey picture with a red spot at x and y percent, which are its focus."""
    image = Image.new("RGB", size, (200, 200, 200))
    across, down = size[0] * x / 100, size[1] * y / 100
    ImageDraw.Draw(image).circle((across, down), 30, fill=(255, 0, 0))
    file = io.BytesIO()
    image.save(file, "PNG")
    file.size = len(file.getvalue())
    picture = Picture(title="Spot", alt="A spot", focus_x=x, focus_y=y)
    picture.store(file)
    picture.save()
    return picture


def is_red(pixel):
    return pixel[0] > 200 and pixel[1] < 90 and pixel[2] < 90


@pytest.mark.parametrize(
    ("size", "x", "y"),
    [((1500, 300), 4, 50), ((1500, 300), 34, 50), ((1500, 300), 96, 50), ((300, 1500), 50, 3), ((300, 1500), 50, 76)],
)  # fmt: skip
@pytest.mark.parametrize("width", [320, 1280])
def test_the_focus_is_seen_however_a_card_cuts(visit, size, x, y, width):
    make_article("Live", picture=spotted(size, x, y), live=True)
    page = visit(width=width)
    page.goto("/")
    shown = page.locator("img.card-picture")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('img.card-picture').complete")
    seen = Image.open(io.BytesIO(shown.screenshot())).convert("RGB")

    assert ".avif" in shown.evaluate("image => image.currentSrc")
    assert any(is_red(pixel) for pixel in seen.get_flattened_data())
    assert page.complaints == []


def test_a_click_on_the_picture_chooses_its_focus(visit):
    picture = spotted((1200, 600), 50, 50)
    page = visit(user=make_user(is_staff=True, is_superuser=True))
    page.goto(f"/admin/symptoms/picture/{picture.pk}/change/")
    image = page.locator("[data-focus-chooser] img")
    box = image.bounding_box()
    image.click(position={"x": box["width"] * 0.2, "y": box["height"] * 0.9})

    assert page.input_value("#id_focus_x") == "20"
    assert page.input_value("#id_focus_y") == "90"
    assert page.locator(".focus-mark circle").first.get_attribute("cx") == "20%"
    page.click("[name=_save]")
    picture.refresh_from_db()
    assert (picture.focus_x, picture.focus_y) == (20, 90)
    assert page.complaints == []
