"""The table of what readers type: queries.txt, on the demo content."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command

TABLE = Path(__file__).with_name("queries.txt")
CARD = 'id="crisis"'


def rows():
    lines = TABLE.read_text("utf-8").splitlines()
    pairs = (line.partition(" => ") for line in lines if " => " in line)
    return [(query, first.removeprefix("!"), first.startswith("!")) for query, _to, first in pairs]


def title_of(result):
    return result.tip.title if result.tip else result.edition.title


def problem(client, query, first, is_crisis):
    """What is wrong with the page for `query`, or None."""
    cache.clear()  # of the limit on searches
    response = client.get("/search/", {"q": query})
    titles = [title_of(result) for result in response.context["results"]]
    if (CARD in response.content.decode()) != is_crisis:
        return query, "has a card" if not is_crisis else "has no card"
    if first == "-":
        return (query, titles[0]) if titles else None
    if first == "." or (titles and titles[0].startswith(first)):
        return None
    return query, first, titles[:2]


@pytest.fixture
def demo(db, settings, tmp_path, crisis_words):
    settings.MEDIA_ROOT = tmp_path
    settings.SYMPTOMS = settings.SYMPTOMS | {"EMERGENCY_NUMBER": "112"}
    call_command("loadcontent", "symptoms/demo", verbosity=0)


def test_what_must_come_first_comes_first(client, demo):
    found = [problem(client, *row) for row in rows()]

    assert [one for one in found if one] == []
    assert len(found) >= 150
