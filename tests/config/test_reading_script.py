"""One script on readers' pages, from files that know nothing of each other."""

import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from config.reading_script import PARTS, SCRIPT, ReadingScriptFinder, script
from tests.factories import make_article

JS = Path(django_settings.BASE_DIR, "static", "js")


def test_each_part_stands_in_a_block_of_its_own():
    whole = script(JS)
    for name in PARTS:
        text = (JS / name).read_text()
        assert f"{{\n{text}}}\n" in whole
        assert not re.search(r"^(import|export)\b", text, re.MULTILINE), "a block can't hold it"


@pytest.mark.django_db
def test_an_article_asks_for_one_script(client):
    page = client.get(
        make_article("Fatigue", tips=1, live=True).get_absolute_url()
    ).content.decode()

    assert re.findall(r'<script[^>]* src="([^"]+)"', page) == [f"/static/{SCRIPT}"]


def test_the_script_is_offered_by_its_name():
    finder = ReadingScriptFinder()

    assert Path(finder.find(SCRIPT)).read_text() == script(JS)
    assert finder.find("js/other.js") == []
