"""Short forms of tips for paper, in content folders."""

import pytest

from symptoms.models import Article, Revision

pytestmark = pytest.mark.django_db
ART = "articles/rest-well.md"
END = "Stop before you must.\n"


def test_a_short_form_is_read_apart_from_the_text_and_recorded(folder):
    folder.change(ART, END, f"{END}\n### Short form\n\nStop early. Do not wait.\n")
    folder.load()
    tip = Article.objects.get(slug="rest-well").tips.last()
    recorded = Revision.objects.filter(article=tip.article).first().as_content().tips[-1]

    assert (tip.body, tip.short) == ("<p>Stop before you must.</p>", "Stop early. Do not wait.")
    assert recorded.short == tip.short


def test_a_short_form_that_the_file_leaves_out_is_empty_again(folder):
    folder.change(ART, END, f"{END}\n### Short form\n\nStop early.\n")
    folder.load()
    folder.change(ART, "### Short form\n\nStop early.\n", "")
    folder.load()

    assert Article.objects.get(slug="rest-well").tips.last().short == ""


def test_another_heading_in_a_tip_is_still_a_problem(folder):
    folder.change(ART, END, f"{END}\n### In short\n\nStop early.\n")

    assert len(folder.problems()) == 1
