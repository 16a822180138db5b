from dataclasses import replace

import pytest

from symptoms.text import plain_language
from symptoms.text.content import ArticleContent, TipContent
from tests.text.test_merge import BASE

PLAIN = replace(
    BASE,
    body="<p>Rest when you can. Tell your nurse.</p>",
    tips=(TipContent(1, "rest", "Rest before you feel tired", "<p>Sit for ten minutes.</p>"),),
)


def advice(**changes):
    content: ArticleContent = replace(PLAIN, **changes)
    return [item[:2] for item in plain_language.advice(content)]


def test_a_plain_text_gets_no_advice():
    assert advice() == []


def test_the_short_form_of_a_tip_is_read_too_as_one_paragraph():
    words = "Sit down. Lie down. Rest. Do not utilize more. " + "You can rest " * 7 + "now."
    (tip,) = PLAIN.tips

    assert advice(tips=(replace(tip, short="Sit down. Lie down. Rest. Stop. Go."),)) == []
    assert [field for field, _sentence in advice(tips=(replace(tip, short=words),))] == [
        "tips-0-short",
        "tips-0-short",
    ]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            "<p>" + "you can rest " * 7 + "now.</p>",
            "“you can rest you can rest …” has 22 words. Can you split it?",
        ),
        (
            "<p>One day. Two days. Three days. Four days.</p>",
            "The paragraph “One day. …” has 4 sentences. Can you split it in two?",
        ),
        (
            "<ul>" + "<li><p>Rest</p></li>" * 8 + "</ul>",
            "A list has 8 items. Seven are easier to remember.",
        ),
        (
            "<p>She is wheelchair-bound.</p>",
            "Instead of “wheelchair-bound”, write: use a wheelchair.",
        ),
        ("<p>It helps 20% of people.</p>", "“20%”: can you write it like “1 in 5”?"),
        (
            "<p>Ask for an MRI.</p>",
            "Explain “MRI” the first time: write the full words, then (MRI).",
        ),
    ],
)
def test_each_hint_names_its_field_and_the_place(body, sentence):
    assert advice(body=body) == [("body", sentence)]


def test_a_text_for_scholars_is_told_its_grade():
    hard = "<p>Neuropsychological rehabilitation necessitates multidisciplinary collaboration.</p>"

    _field, sentence = advice(body=hard * 5)[0]

    assert sentence.startswith("The reading level is about grade")


def test_an_abbreviation_that_is_explained_first_is_fine():
    body = "<p>A picture of the brain (MRI) is taken. The MRI takes an hour. DMTs help.</p>"

    assert advice(body=body) == [
        ("body", "Explain “DMT” the first time: write the full words, then (DMT).")
    ]


def test_tips_are_short():
    tip = TipContent(1, "rest", "Rest " * 13, "<p>" + "Sit down now. " * 41 + "</p>")

    assert ("tips-0-title", "The title of tip 1 has 13 words. Use at most 12.") in advice(
        tips=(tip,)
    )
    assert ("tips-0-body", "Tip 1 has 123 words. Is it two tips?") in advice(tips=(tip,))


def test_the_grade_of_the_whole_comes_before_that_of_each_text():
    long = "<p>" + "Rest before you feel tired. " * 8 + "</p>"
    content = replace(PLAIN, body=long)

    assert plain_language.levels(content) == [
        ("", 44, 3, 3),
        ("body", 40, 3, 3),
        ("tips-0-body", 4, None, None),
    ]


def test_findings_are_grouped_and_name_the_words_they_are_about():
    body = "<p>Do it prior to lunch, in order to rest.</p><p>An MRI helps 20% of people.</p>"
    found = plain_language.advice(replace(PLAIN, body=body))
    groups = plain_language.grouped(found)

    assert [(about.name, [one.passage for one in of_it]) for about, of_it in groups] == [
        ("WORDS", ["in order to", "prior to"]),
        ("NUMBERS", ["20%"]),
        ("ABBREVIATIONS", ["MRI"]),
    ]


def test_an_abbreviation_is_named_where_it_stands_first():
    tip = TipContent(1, "scan", "Ask for a scan", "<p>Ask for an MRI.</p>")

    assert [one.field for one in plain_language.advice(replace(PLAIN, tips=(tip,)))] == [
        "tips-0-body"
    ]
