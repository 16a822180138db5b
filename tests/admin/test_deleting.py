"""A refused deletion names what uses the object, in words that an editor knows."""

import re

import pytest
from django.urls import reverse

from symptoms.models import Picture, Symptom, Tag, Topic
from symptoms.workflow import publishing
from tests.factories import (
    make_article,
    make_picture,
    make_series,
    make_sponsor,
    make_symptom,
    make_tag,
    make_topic,
    publish,
)

pytestmark = pytest.mark.django_db


def asked(client, row, **data):
    url = reverse(f"admin:symptoms_{row._meta.model_name}_delete", args=[row.pk])
    page = (client.post(url, data) if data else client.get(url)).content.decode()
    return re.findall(
        r"<li>([^<]*)</li>", page.partition('id="content"')[2].partition("<footer")[0]
    )


@pytest.fixture
def article():
    return make_article(
        "Fatigue",
        topic=make_topic("Energy"),
        symptoms=[make_symptom("Fatigue")],
        tags=[make_tag("heat")],
        series=make_series("Parts"),
        series_part=1,
        sponsor=make_sponsor(),
        sponsor_role="paid_for",
        picture=make_picture(),
        live=True,
    )


USED = {
    "topic": lambda article: article.topic,
    "symptom": lambda article: article.symptoms.get(),
    "tag": lambda article: article.tags.get(),
    "series": lambda article: article.series,
    "sponsor": lambda article: article.sponsor,
    "author": lambda article: article.author,
    "picture": lambda article: article.picture,
}


@pytest.mark.parametrize("name", USED)
@pytest.mark.parametrize("data", [{}, {"post": "yes"}])
def test_what_an_article_uses_names_the_article(client, sign_in, article, name, data):
    sign_in("Publisher")
    row = USED[name](article)

    assert asked(client, row, **data) == ["The article “Fatigue” uses it."]
    assert type(row).objects.filter(pk=row.pk).exists()


def test_what_only_a_past_text_used_says_so(client, sign_in, article):
    sign_in("Publisher")
    tag = article.tags.get()
    article.tags.clear()
    publish(article)

    assert asked(client, tag) == ["“Fatigue” used it while it was public. That record is kept."]


def test_what_a_draft_uses_names_the_draft(client, sign_in):
    sign_in("Publisher")
    publishing.save_revision(make_article("Draft", tags=[make_tag("heat")]))

    assert asked(client, Tag.objects.get()) == ["The article “Draft” uses it."]


@pytest.mark.parametrize(("model", "make"), [(Topic, make_topic), (Symptom, make_symptom), (Picture, make_picture)])  # fmt: skip
def test_what_nothing_uses_is_deleted(client, sign_in, model, make):
    sign_in("Publisher")
    row = make()
    asked(client, row, post="yes")

    assert not model.objects.filter(pk=row.pk).exists()


def test_many_at_once_are_refused_in_the_same_words(client, sign_in, article):
    sign_in("Publisher")
    url = reverse("admin:symptoms_tag_changelist")
    chosen = [article.tags.get().pk, make_tag("unused").pk]
    page = client.post(url, {"action": "delete_selected", "_selected_action": chosen})

    assert "The article “Fatigue” uses it." in page.content.decode()
    assert "your account" not in page.content.decode()


@pytest.mark.parametrize("count", [2, 30])
def test_what_many_use_names_some_and_asks_as_much(
    client, sign_in, count, django_assert_max_num_queries
):
    sign_in("Publisher")
    tag = make_tag("heat")
    for number in range(count):
        publishing.save_revision(make_article(f"Number {number:02}", tags=[tag]))
    with django_assert_max_num_queries(12):
        said = asked(client, tag)

    assert len(said) == min(count, 11)
    assert count == 2 or said[-1] == "…and 20 more like these."
