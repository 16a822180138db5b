"""A form in any state is read as a content, and nothing is written."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from symptoms.admin import typed
from symptoms.models import Article, Tag
from symptoms.text.content import ArticleContent
from tests.admin.forms import posted
from tests.factories import (
    make_article,
    make_callout,
    make_contributor,
    make_picture,
    make_question,
    make_series,
    make_sponsor,
    make_symptom,
    make_tag,
)

pytestmark = pytest.mark.django_db


def form(values):
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    return data


@pytest.fixture
def full():
    article = make_article(
        "Fatigue",
        tips=["Rest", "Cool down"],
        symptoms=[make_symptom("Fatigue"), make_symptom("Pain")],
        tags=[make_tag("heat")],
        series=make_series("Parts"),
        series_part=3,
        sponsor=make_sponsor(),
        sponsor_role="paid_for",
        picture=make_picture(),
        author=make_contributor("Mei Lin", "clinician", role="MS nurse"),
        body="<h2>Why</h2><p>You are tired.</p>",
    )
    make_callout(article, "urgent", "you fall\nyou can’t see")
    make_question(article, "Why me?")
    return Article.objects.get(pk=article.pk)


def test_an_untouched_form_says_what_is_saved(client, sign_in, full):
    sign_in("Writer")
    page = client.get(reverse("admin:symptoms_article_change", args=[full.pk]))

    assert typed.content_of(form(posted(page)), full) == ArticleContent.of(full)


def test_what_was_typed_replaces_what_is_saved(client, sign_in, full):
    sign_in("Writer")
    page = client.get(reverse("admin:symptoms_article_change", args=[full.pk]))
    other = make_contributor("Ada Writer")
    data = posted(
        page,
        title="Typed",
        author=str(other.pk),
        tags=["new tag"],
        tips__0__position="30",
        tips__1__title="Cool off",
    )
    content = typed.content_of(form(data), full)

    assert (content.title, content.author.name) == ("Typed", "Ada Writer")
    assert [tag.name for tag in content.tags] == ["new tag"]
    assert [tip.title for tip in content.tips] == ["Cool off", "Rest"]
    assert not Tag.objects.filter(name="new tag").exists()


HOSTILE = [
    {},
    {"title": "\0", "kind": "nothing", "topic": "x", "picture": "9" * 50, "series_part": "-1"},
    {"first_published": "2026-99-99", "sponsor": "1", "sponsor_role": "nobody"},
    {"body": "<div>" * 100, "closing": "<p>" + "a" * 300_000 + "</p>"},
    {"body": '<p><a href="java script:alert(1)">x</a></p><script>alert(1)</script>'},
    {"tips-TOTAL_FORMS": "9" * 30, "tips-0-title": "x", "tips-0-id": "x"},
    {"callouts-TOTAL_FORMS": "2", "callouts-0-level": "calm", "callouts-0-signs": "x"},
]


@pytest.mark.parametrize("values", HOSTILE)
def test_a_form_that_no_page_sends_is_read_as_far_as_it_can_be(full, values):
    for article in (full, None):
        content = typed.content_of(form(values), article)

        assert "<script" not in content.body
        assert content.to_json()
