"""The home page: where people who are new to MS start."""

import pytest

from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def start_with_what_is_ms(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"START_WITH": "what-is-ms"}


def invitation(client):
    page = client.get("/").content.decode()
    return page.partition("New to MS? Start with ")[2].partition("</p>")[0]


def test_someone_new_to_ms_is_led_to_the_first_article(client):
    make_article("What is MS?", slug="what-is-ms", live=True)

    assert invitation(client) == '<a href="/articles/what-is-ms/">What is MS?</a>'


def test_a_title_is_shown_as_text(client):
    make_article("<i>MS</i>", slug="what-is-ms", live=True)

    assert invitation(client).endswith("&lt;i&gt;MS&lt;/i&gt;</a>")


def test_a_draft_is_no_place_to_start(client):
    make_article("What is MS?", slug="what-is-ms")

    assert invitation(client) == ""
