"""Related articles: hand-picked, then symptom, tag, topic; live ones, each once, and not itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from symptoms.models import HandPicked
from symptoms.workflow import publishing
from tests.factories import (
    make_article,
    make_sponsor,
    make_symptom,
    make_tag,
    make_topic,
    publish,
)

pytestmark = pytest.mark.django_db


def paid(title, **fields):
    return make_article(title, sponsor=make_sponsor(), sponsor_role="paid_for", live=True, **fields)


def pick(article, *others):
    for position, other in enumerate(others, start=1):
        HandPicked.objects.create(article=article, related=other, position=position * 10)


def related(client, article):
    return [card.title for card in client.get(article.get_absolute_url()).context["related"]]


@pytest.fixture
def terms():
    return {"symptoms": [make_symptom("Fatigue")], "tags": [make_tag("heat")]}


def test_the_closest_come_first_and_each_once(client, terms):
    elsewhere = {"topic": make_topic("Elsewhere")}
    make_article("Topic", live=True)
    tag = make_article("Tag", tags=terms["tags"], live=True, **elsewhere)
    make_article("Symptom", symptoms=terms["symptoms"], live=True, **elsewhere)
    picked = make_article("Picked", **terms, live=True)
    make_article("Unrelated", live=True, **elsewhere)
    article = make_article("Here", **terms)
    pick(article, picked)
    publish(article)

    assert related(client, article) == ["Picked", "Symptom", "Tag"]
    publishing.withdraw(tag, reason="Old.")
    assert related(client, article) == ["Picked", "Symptom", "Topic"]


def test_hand_picked_ones_keep_the_order_of_the_editor(client):
    articles = [make_article(title, live=True) for title in ("One", "Two", "Three")]
    article = make_article("Here", topic=make_topic("Elsewhere"))
    pick(article, articles[2], articles[0], articles[1])
    publish(article)

    assert related(client, article) == ["Three", "One", "Two"]


def test_what_is_not_live_is_not_related(client, terms):
    draft = make_article("Draft", **terms)
    gone = make_article("Gone", **terms, live=True)
    publishing.withdraw(gone, reason="Old.")
    plan = make_article("Plan", **terms)
    publish(plan, at=timezone.now() + timedelta(days=1))
    article = make_article("Here", **terms)
    pick(article, draft, gone, plan)
    publish(article)

    assert related(client, article) == []


def test_sponsored_ones_come_after_all_others(client, terms):
    make_article("Topic", live=True)
    paid("Paid", **terms)
    article = make_article("Here", **terms, live=True)

    assert related(client, article) == ["Topic", "Paid"]


def test_sponsored_ones_alone_are_not_shown(client, terms):
    paid("Paid", **terms)
    article = make_article("Here", **terms, live=True)

    assert related(client, article) == []


def test_a_sponsored_one_that_an_editor_picked_keeps_its_place(client, terms):
    make_article("Symptom", symptoms=terms["symptoms"], live=True)
    picked = paid("Picked and paid")
    paid("Paid", **terms)
    article = make_article("Here", **terms)
    pick(article, picked)
    publish(article)

    assert related(client, article) == ["Picked and paid", "Symptom", "Paid"]
