import json
from dataclasses import replace

import pytest

from symptoms.models import HandPicked, Source, Topic
from symptoms.text.content import (
    SCHEMA,
    ArticleContent,
    CalloutContent,
    QuestionContent,
    SourceContent,
    TipContent,
)
from tests.factories import (
    make_article,
    make_picture,
    make_series,
    make_sponsor,
    make_symptom,
    make_tag,
)

pytestmark = pytest.mark.django_db
FIFTH_SCHEMA_HASH = "20d030eddacba079dfa800c7050d9ec262e1fac7798456df0bd97ca89cfcdc24"
FIFTH_SCHEMA_TIP_HASH = "e0c945953babd3fd4096e2ed6848643bde54bfadf8fdf7e5a511d55824e5264f"
SECOND_SCHEMA_HASH = "1acc270c275f49b93ce98efc134746d549525d9fba3ab3dda7421475fbe9de3c"


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
    Source.objects.create(article=article, title="A study", year=2022, url="https://x.org/")
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
    assert [source.title for source in content.sources] == ["A guideline", "A study"]
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
    article.tips.get(title="Rest first").retire()

    assert [tip.title for tip in ArticleContent.of(article).tips] == ["Cool down"]


def test_an_unknown_schema_is_refused():
    text = ArticleContent.of(make_article()).to_json().replace(f'"schema":{SCHEMA}', '"schema":99')

    with pytest.raises(ValueError, match="schema 99"):
        ArticleContent.from_json(text)


def test_content_of_the_first_schema_is_read_as_todays():
    content = replace(ArticleContent.of(whole_article()), callouts=(), questions=())
    data = json.loads(content.to_json()) | {"schema": 1}
    for later in ("is_general", "callouts", "questions"):
        del data[later]

    assert ArticleContent.from_json(json.dumps(data)) == content


def test_a_text_approved_before_cards_and_questions_were_known_stays_approved():
    """The hash of the same text, as the second schema computed it."""
    content = ArticleContent(
        slug="rest",
        title="Rest",
        standfirst="Line.",
        kind="story",
        topic=None,
        series=None,
        series_part=None,
        symptoms=(),
        is_general=True,
        tags=(),
        author=None,
        sponsor=None,
        sponsor_role="",
        picture=None,
        body="<p>Body.</p>",
        tips_heading="",
        tips_intro="",
        tips=(),
        closing="",
        callouts=(),
        questions=(),
        sources=(),
        related=(),
    )

    assert content.clinical_hash() == SECOND_SCHEMA_HASH


def test_a_text_approved_before_short_forms_were_known_stays_approved():
    """The hashes of the same text, as the fifth schema computed them; a short form changes both."""
    tip = TipContent(1, "sit", "Sit", "<p>Sit down.</p>")
    content = ArticleContent(
        slug="rest",
        title="Rest",
        standfirst="Line.",
        kind="story",
        topic=None,
        series=None,
        series_part=None,
        symptoms=(),
        is_general=True,
        tags=(),
        author=None,
        sponsor=None,
        sponsor_role="",
        picture=None,
        body="<p>Body.</p>",
        tips_heading="Tips",
        tips_intro="",
        tips=(tip,),
        closing="",
        callouts=(CalloutContent("urgent", ("you fall",)),),
        questions=(QuestionContent(2, "Why?"),),
        sources=(SourceContent("A", "", None, ""),),
        related=(),
    )
    short = replace(tip, short="Sit.")

    assert content.clinical_hash() == FIFTH_SCHEMA_HASH
    assert tip.text_hash() == FIFTH_SCHEMA_TIP_HASH
    assert replace(content, tips=(short,)).clinical_hash() != FIFTH_SCHEMA_HASH
    assert short.text_hash() != FIFTH_SCHEMA_TIP_HASH


def test_content_of_the_fifth_schema_is_read_as_todays():
    content = ArticleContent.of(whole_article())
    data = json.loads(content.to_json()) | {"schema": 5}
    for tip in data["tips"]:
        del tip["short"]

    assert ArticleContent.from_json(json.dumps(data)) == content


def test_the_clinical_hash_changes_with_what_a_reviewer_answers_for_and_with_nothing_else():
    content = ArticleContent.of(whole_article())
    tip, source = content.tips[0], content.sources[0]
    clinical = [
        {"title": "Other"},
        {"standfirst": "Other."},
        {"kind": "story"},
        {"symptoms": ()},
        {"body": "<p>Other.</p>"},
        {"tips_heading": "Other"},
        {"tips_intro": "<p>Other.</p>"},
        {"tips": content.tips[::-1]},
        {"tips": (replace(tip, body="<p>Other.</p>"), *content.tips[1:])},
        {"closing": "<p>Other.</p>"},
        {"callouts": (CalloutContent("urgent", ("you have a fever",)),)},
        {"questions": (QuestionContent(1, "Why?"),)},
        {"sources": (replace(source, year=1999), *content.sources[1:])},
        {"picture": replace(content.picture, alt="Other")},
        {"picture": None},
    ]
    free = [
        {"slug": "other"},
        {"tags": ()},
        {"topic": replace(content.topic, id=99)},
        {"series_part": 9},
        {"related": ()},
        {"picture": replace(content.picture, credit="Other")},
        {"symptoms": tuple(replace(ref, name="Other") for ref in content.symptoms)},
    ]
    voids = [
        replace(content, **change).clinical_hash() != content.clinical_hash() for change in clinical
    ]
    keeps = [
        replace(content, **change).clinical_hash() == content.clinical_hash() for change in free
    ]

    assert (voids, keeps) == ([True] * len(clinical), [True] * len(free))
