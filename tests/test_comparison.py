from dataclasses import replace

import pytest

from symptoms import comparison
from symptoms.comparison import Piece
from symptoms.content import ArticleContent
from symptoms.models import Source
from tests.factories import (
    make_article,
    make_picture,
    make_sponsor,
    make_symptom,
    make_tag,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def content():
    article = make_article(
        "Fatigue",
        tips=["Rest", "Cool down", "Sit"],
        symptoms=[make_symptom("Fatigue")],
        tags=[make_tag("heat")],
        picture=make_picture(),
        sponsor=make_sponsor(),
        sponsor_role="paid_for",
    )
    Source.objects.create(article=article, title="A study", year=2020)
    return ArticleContent.of(article)


def told(before, after):
    return [(change.label, change.what) for change in comparison.changes(before, after)]


def test_the_same_is_not_different(content):
    assert comparison.changes(content, content) == []


def test_changed_words_are_marked():
    assert comparison.marked("Rest before noon.", "Rest after noon.") == [
        Piece("same", "Rest "),
        Piece("del", "before"),
        Piece("ins", "after"),
        Piece("same", " noon."),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("a", ""),
        ("", "a"),
        ("a b c", "c b a"),
        ("x  y\nz", "x y z"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    pieces = comparison.marked(before, after)

    assert "".join(p.text for p in pieces if p.how != "ins").split() == before.split()
    assert "".join(p.text for p in pieces if p.how != "del") == after


@pytest.mark.parametrize(
    ("changes", "label", "what"),
    [
        ({"title": "Other"}, "Title", "changed"),
        ({"standfirst": ""}, "Standfirst", "removed"),
        ({"closing": "<p>The end.</p>"}, "Closing", "added"),
        ({"tags": ()}, "Tags", "removed"),
        ({"symptoms": ()}, "Symptoms", "removed"),
        ({"sources": ()}, "Sources", "removed"),
        ({"picture": None}, "Picture", "removed"),
        ({"sponsor": None}, "Sponsor", "removed"),
        ({"related": (5,)}, "Related articles", "added"),
        ({"is_general": True}, "About no symptom in particular", "added"),
        ({"body": '<p>Body <a href="/x/">link</a>.</p>'}, "Body", "changed"),
    ],
)
def test_each_field_is_told_by_its_name(content, changes, label, what):
    assert told(content, replace(content, **changes)) == [(label, what)]


def test_every_field_of_an_article_has_a_name():
    fields = set(ArticleContent.__dataclass_fields__) - {"schema", "tips"}

    assert set(comparison.LABELS) == fields


def test_a_link_that_leads_elsewhere_is_a_change(content):
    before = replace(content, body='<p>See <a href="https://a.org/">the guide</a>.</p>')
    after = replace(content, body='<p>See <a href="https://b.org/">the guide</a>.</p>')

    assert told(before, after) == [("Body", "changed")]


def test_tips_are_told_as_changed_added_removed_and_moved(content):
    rest, cool, sit = content.tips
    new = replace(rest, id=99, title="Drink")
    renamed = replace(cool, title="Cool off")

    assert told(content, replace(content, tips=(rest, renamed, sit))) == [
        ("Tip “Cool off”", "changed")
    ]
    assert told(content, replace(content, tips=(rest, cool, sit, new))) == [
        ("Tip “Drink”", "added")
    ]
    assert told(content, replace(content, tips=(rest, sit))) == [("Tip “Cool down”", "removed")]
    assert told(content, replace(content, tips=(sit, rest, cool))) == [("Tip “Sit”", "moved")]


def test_a_topic_of_another_name_is_told(content):
    other = replace(content.topic, id=99, name=make_topic("Work").name)

    assert told(content, replace(content, topic=other)) == [("Topic", "changed")]
