from dataclasses import replace

import pytest

from symptoms.content import ArticleContent
from symptoms.models import HandPicked, Source, Topic
from tests.factories import (
    make_article,
    make_picture,
    make_series,
    make_sponsor,
    make_symptom,
    make_tag,
)

pytestmark = pytest.mark.django_db


def whole_article():
    article = make_article(
        "Fatigue",
        tips=["Rest first", "Cool down"],
        symptoms=[make_symptom("Fatigue")],
        tags=[make_tag("Heat")],
        series=make_series("Symptom Series", intro="<p>Hello.</p>"),
        series_part=2,
        sponsor=make_sponsor(),
        sponsor_role="paid_for",
        picture=make_picture(),
        tips_intro="<p>Try these.</p>",
        closing="<p>The end.</p>",
    )
    Source.objects.create(article=article, title="A guideline", year=2022, url="https://x.org/")
    HandPicked.objects.create(article=article, related=make_article("Sleep"))
    return article


def test_content_survives_being_written_and_read():
    content = ArticleContent.of(whole_article())

    assert ArticleContent.from_json(content.to_json()) == content


def test_equal_contents_give_equal_text():
    article = whole_article()

    assert ArticleContent.of(article).to_json() == ArticleContent.of(article).to_json()


def test_content_holds_every_part_of_the_working_copy():
    article = whole_article()
    content = ArticleContent.of(article)

    assert (content.series.name, content.series_part) == ("Symptom Series", 2)
    assert [tip.title for tip in content.tips] == ["Rest first", "Cool down"]
    assert [tip.id for tip in content.tips] == [tip.pk for tip in article.tips.all()]
    assert [source.title for source in content.sources] == ["A guideline"]
    assert content.related == tuple(p.related_id for p in article.hand_picked.all())
    assert content.picture.file == article.picture.file.name


def test_a_renamed_topic_is_no_edit_of_its_articles():
    article = whole_article()
    before = ArticleContent.of(article)
    Topic.objects.filter(pk=article.topic_id).update(name="Everyday life", slug="everyday")
    article.refresh_from_db()
    after = ArticleContent.of(article)

    assert after != before
    assert after.is_same_as(before)


def test_another_topic_is_an_edit():
    content = ArticleContent.of(whole_article())

    assert not content.is_same_as(replace(content, topic=replace(content.topic, id=999)))


def test_retired_tips_are_not_part_of_the_content():
    article = make_article("Fatigue", tips=["Rest first", "Cool down"], live=True)
    article.tips.get(title="Rest first").take_out()

    assert [tip.title for tip in ArticleContent.of(article).tips] == ["Cool down"]


def test_an_unknown_schema_is_refused():
    text = ArticleContent.of(make_article()).to_json().replace('"schema":1', '"schema":99')

    with pytest.raises(ValueError, match="schema 99"):
        ArticleContent.from_json(text)
