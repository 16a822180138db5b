"""Health information in fewer words: at the end of a sentence, and never half a warning."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symptoms.text import sanitizer, sentences

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rest. Walk! Why? “Yes.” Go on", ["Rest.", "Walk!", "Why?", "“Yes.”", "Go on"]),
        ("Ask Dr. Berg at 8 a.m. Take 2.5 mg.", ["Ask Dr. Berg at 8 a.m. Take 2.5 mg."]),
        ("See e.g. Fatigue. See more.", ["See e.g. Fatigue.", "See more."]),
        ("one. two", ["one. two"]),
        ("", []),
    ],
)
def test_sentences_are_parted(text, parts):
    assert sentences.split(text) == parts


@given(st.text(alphabet="aB.!? ”\n"), st.integers(5, 50))
def test_no_word_is_invented_or_lost_by_parting(text, longest):
    line = " ".join(text.split())

    assert " ".join(sentences.split(line)) == line
    assert line.startswith(sentences.beginning(line, longest).removesuffix("…").rstrip())


@pytest.mark.parametrize(
    ("html", "longest", "said"),
    [
        ("<p>Rest first. Do not push on when it hurts.</p>", 30, "Rest first."),
        ("<p>Do not push on when it hurts.</p>", 20, "Do not push on when it hurts."),
        ("<p>Don’t push on when it hurts so much and more.</p>", 20, ""),
        (
            "<p>Stretch in the morning, never at night.</p>",
            25,
            "Stretch in the morning, never at night.",
        ),
        ("<p>Stretch slowly every single day.</p>", 20, "Stretch slowly …"),
        ("<p>Do not:</p><ul><li>run</li><li>use ice</li></ul>", 12, "Do not: run, use ice."),
        ("<p>Rest.</p><p>Avoid:</p><ul><li>Heat.</li><li>Ice.</li></ul>", 14, "Rest."),
        ("<p>Avoid:</p><ul><li>Heat.</li><li>Ice.</li></ul>", 14, "Avoid: Heat. Ice."),
        ("<p>A &lt;b&gt; list:</p><ul><li>x &amp; y</li></ul>", 99, "A <b> list: x & y."),
    ],
)
def test_a_summary_ends_with_a_sentence_and_no_warning_is_cut(html, longest, said):
    assert sanitizer.summary(html, longest) == said


NEGATIONS = [
    "Do not",
    "Don’t",
    "Don't",
    "Never",
    "You cannot",
    "Avoid",
    "Walk without",
    "Stop unless",
]


@pytest.mark.parametrize("words", NEGATIONS)
@pytest.mark.parametrize("longest", range(5, 80, 5))
def test_what_follows_a_negation_is_there_or_the_negation_is_not(words, longest):
    warning = f"{words} lean on the rail when you feel dizzy or weak, ever."
    for text in (warning, f"Hold on. {warning} Sit.", f"{'Walk on. ' * 3}{warning}"):
        for said in (
            sentences.beginning(text, longest),
            sentences.around(text, len(text) // 2, longest),
        ):
            assert (words in said) == (warning in said)


def test_a_point_of_a_list_keeps_the_words_that_lead_to_it():
    html = "<p>Do not:</p><ul><li>run</li><li><p>use ice</p></li></ul><p>Rest.</p><ul><li>Sit</li></ul>"

    assert sanitizer.paragraphs(html) == [
        "Do not:", "Do not: run", "Do not: use ice", "Rest.", "Sit",
    ]  # fmt: skip


# What cuts words off, and the texts of editors, administrators and programs that it may cut.
CUTS = re.compile(r"\b(?:shorten|Truncator|truncatewords|truncatechars|truncatewords_html)\b")


def test_only_one_module_shortens_health_information():
    code = [p for room in ("symptoms", "accounts", "config") for p in (ROOT / room).rglob("*.py")]
    names = {
        path.relative_to(ROOT).as_posix()
        for path in code
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom | ast.Name | ast.Attribute)
        and CUTS.search(ast.unparse(node))
    }
    templates = [
        p.name
        for p in (ROOT / "templates").rglob("*")
        if p.is_file() and re.search(r"\|truncat|\|slice", p.read_text())
    ]

    assert names == {"symptoms/text/sentences.py"}
    assert templates == ["_entry.html"]  # the reader's own note, in a list
