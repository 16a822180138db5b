"""What changed between two contents, in sentences for readers."""

from dataclasses import replace

import pytest

from symptoms.text import changed_parts
from symptoms.text.content import ArticleContent, CalloutContent, QuestionContent, TipContent
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def content():
    return ArticleContent.of(make_article("Fatigue", tips=["Rest", "Cool", "Plan"]))


def said(before, **changes):
    return changed_parts.in_sentences(before, replace(before, **changes))


def test_the_same_says_nothing(content):
    assert said(content) == []


@pytest.mark.parametrize("field", ["title", "standfirst", "body", "tips_intro", "closing"])
def test_every_text_counts(content, field):
    assert said(content, **{field: "New."}) == ["The text was changed."]


def test_tips_are_counted(content):
    first, second, third = content.tips
    new = TipContent(10**6, "new", "New", "<p>New.</p>")
    changed = tuple(replace(tip, body="<p>Else.</p>") for tip in (first, second))

    assert said(content, tips=(*changed, third)) == ["Two tips were changed."]
    assert said(content, tips=(changed[0], third, new)) == [
        "One tip was changed.",
        "One tip was added.",
        "One tip was removed.",
    ]
    assert said(content, tips=(third, second, first)) == []


def test_the_most_pressing_comes_first(content):
    found = said(
        content,
        body="<p>New.</p>",
        callouts=(CalloutContent("urgent", ("you have a fever",)),),
        questions=(QuestionContent(1, "Why?"),),
        sources=(),
    )

    assert found == [
        "“When to get help” was changed.",
        "The text was changed.",
        "The questions to ask were changed.",
        "The sources were changed.",
    ]
