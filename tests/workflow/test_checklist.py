from dataclasses import replace

import pytest

from symptoms.models import Source
from symptoms.text.content import ArticleContent
from symptoms.workflow import checklist
from tests.factories import make_article, make_symptom

pytestmark = pytest.mark.django_db


@pytest.fixture
def content():
    article = make_article("Fatigue", tips=1, symptoms=[make_symptom("Fatigue")])
    return ArticleContent.of(article)


def fields(content, **changes):
    return [block.field for block in checklist.blocks(replace(content, **changes))]


def test_what_is_whole_is_not_blocked(content):
    assert fields(content) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"standfirst": " "}, "standfirst"),
        ({"topic": None}, "topic"),
        ({"symptoms": ()}, "symptoms"),
        ({"author": None}, "author"),
        ({"body": ""}, "body"),
        ({"body": "<h3>Small first</h3><p>x</p>"}, "body"),
        ({"tips_heading": ""}, "tips_heading"),
        ({"sources": ()}, "sources-group"),
        ({"closing": '<p><a href="https://x.org/">here</a></p>'}, "closing"),
        ({"body": '<p><a href="https://x.org/">Read more</a></p>'}, "body"),
        ({"tips_intro": '<p><a href="/articles/nothing/">the other article</a></p>'}, "tips_intro"),
        ({"body": '<p><a href="/symptoms/nothing/">that symptom</a></p>'}, "body"),
    ],
)
def test_each_fact_blocks_and_names_its_field(content, changes, field):
    assert fields(content, **changes) == [field]


def test_none_in_particular_is_an_answer(content):
    assert fields(content, symptoms=(), is_general=True) == []


def test_a_story_needs_no_source(content):
    assert fields(content, kind="story", sources=()) == []


def test_links_that_lead_somewhere_are_fine(content):
    make_article("Sleep", live=True)
    links = '<p><a href="/articles/sleep/#tip-x">how to sleep</a> <a href="/symptoms/fatigue/">fatigue</a> <a href="/symptoms/">all symptoms</a> <a href="#tip-x">the tip below</a></p>'

    assert fields(content, body=links) == []


def test_a_link_to_a_draft_is_broken_for_readers(content):
    draft = make_article("Draft")
    Source.objects.create(article=draft, title="x")

    assert fields(content, body='<p><a href="/articles/draft/">the draft</a></p>') == ["body"]


def test_a_link_to_what_goes_live_with_it_is_fine(content):
    body = '<p><a href="/articles/sleep/">how to sleep</a></p>'
    blocks = checklist.blocks(replace(content, body=body), coming=frozenset({"sleep"}))

    assert blocks == []


def test_a_tip_is_named_by_its_place_in_the_form(content):
    tip = replace(content.tips[0], body='<p><a href="https://x.org/">this</a></p>')

    assert fields(content, tips=(tip,)) == ["tips-0-body"]
