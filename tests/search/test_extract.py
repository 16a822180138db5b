"""The words of a search are marked where they occur, and never treated as markup."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from symptoms.search.extract import LONGEST, Marks, extract_of, extract_of_tip, marked
from symptoms.search.words import terms_in
from symptoms.text.content import ArticleContent
from tests.factories import make_article, make_question

pytestmark = pytest.mark.django_db


def marks(text, query):
    return [piece.text for piece in marked(text, Marks(terms_in(query))) if piece.is_match]


def content_of(**fields):
    article = make_article("Help", **fields)
    make_question(article, "Which shoes?")
    return ArticleContent.of(article)


def shown(pieces):
    return "".join(f"[{piece.text}]" if piece.is_match else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        ("Stretching, stretches, stretched.", "stretch", ["Stretching", "stretches", "stretched"]),
        ("Stretch", "stretching", ["Stretch"]),
        ("A café", "cafe", ["café"]),
        ("Muscles and muscle", "MUSCLES", ["Muscles", "muscle"]),
        ("Spasticity", "spast", ["Spasticity"]),
        ("Fast walks", "walk fast", ["Fast", "walks"]),
        ("Walk fast", "wal fast", ["fast"]),
        ("Running", "run", ["Running"]),
        ("A string of stress", "stress", ["stress"]),
        ("Anything", "", []),
        ("Anything at all", "a", []),
    ],
)
def test_words_are_marked_in_all_their_forms(text, query, words):
    assert marks(text, query) == words


def test_the_pieces_are_the_text():
    text = "  Heat, <b>heat</b> & heating.\n"
    assert "".join(piece.text for piece in marked(text, Marks(["heat"]))) == text


def test_marks_are_escaped_and_only_ours():
    pieces = marked("<mark>Heat</mark> & heat", Marks(["heat"]))
    html = render_to_string("site/articles/_pieces.html", {"pieces": pieces})

    assert html.strip() == ("&lt;mark&gt;<mark>Heat</mark>&lt;/mark&gt; &amp; <mark>heat</mark>")


def test_an_article_shows_the_line_under_its_title():
    content = content_of(standfirst="About rest.", body="<p>Sleep.</p>")

    assert shown(extract_of(content, Marks(["rest"]))) == "About [rest]."
    assert shown(extract_of(content, Marks(["nothing"]))) == "About rest."


def test_an_article_shows_the_paragraph_that_has_the_most_words():
    body = "<h2>Heat</h2><p>Rest in the <strong>heat</strong>.</p><ul><li>Rest.</li></ul>"
    content = content_of(standfirst="Rest.", body=body)

    assert shown(extract_of(content, Marks(["rest", "heat"]))) == "[Rest] in the [heat]."
    assert shown(extract_of(content, Marks(["shoe"]))) == "Which [shoes]?"


def test_a_long_paragraph_is_cut_between_words_around_the_match():
    body = f"<p>{'before ' * 60}needle {'after ' * 60}</p>"
    text = shown(extract_of(content_of(body=body), Marks(["needle"])))

    assert text.startswith("…before ")
    assert text.endswith(" after…")
    assert "[needle]" in text
    assert len(text) <= LONGEST + len("……[]")


def test_it_is_whole_sentences_where_they_fit():
    body = f"<p>{'Walk a little each day. ' * 12}Rest your needle arm. {'Go on. ' * 40}</p>"
    text = shown(extract_of(content_of(body=body), Marks(["needle"])))

    assert text.startswith("… Walk a little each day.") or text.startswith("… Rest your")
    assert "Rest your [needle] arm." in text
    assert text.endswith(" Go on. …")


def test_a_warning_is_whole_or_not_quoted():
    long = f"Do not use a needle {'or a pin ' * 30}alone."
    too_long = f"Do not use a needle {'or a pin ' * 90}alone."
    content = content_of(standfirst="About rest.", body=f"<p>{long}</p>")
    other = replace(content, body=f"<p>{too_long}</p>")

    assert shown(extract_of(content, Marks(["needle"]))) == long.replace("needle", "[needle]")
    assert shown(extract_of(other, Marks(["needle"]))) == "About rest."


def test_a_point_of_a_list_is_not_quoted_without_the_words_that_lead_to_it():
    content = content_of(body="<p>Do not:</p><ul><li>push on</li><li>use ice</li></ul><p>Rest.</p>")

    assert shown(extract_of(content, Marks(["ice"]))) == "Do not: use [ice]"
    assert shown(extract_of(content, Marks(["rest"]))) in {"[Rest].", "About [rest]."}


def test_a_word_that_is_too_long_is_cut_all_the_same():
    body = f"<p>needle{'x' * 1000}</p>"

    assert len(shown(extract_of(content_of(body=body), Marks(["needle"])))) <= LONGEST + 4


def test_a_tip_shows_its_own_words():
    content = content_of(body="<p>Rest, rest.</p>", tips=["Pause"])

    assert (
        shown(extract_of_tip(content.tips[0], Marks(["rest"]))) == "[Rest] before you feel tired."
    )
    assert extract_of_tip(content.tips[0], Marks([])) != []
