"""Lists of a term and related cards are found in the order of an index, however large the archive is."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from symptoms.models import Edition, EditionSymptom, EditionTag, HandPicked, related
from symptoms.workflow import publishing, scheduling
from tests.factories import (
    make_article,
    make_series,
    make_sponsor,
    make_symptom,
    make_tag,
    make_topic,
    publish,
)

pytestmark = pytest.mark.django_db
MOST = 3


def related_by_reading_everything(edition):
    """What related cards are, said without regard to what it costs."""
    content = edition.content
    symptoms = EditionSymptom.objects.filter(
        edition=OuterRef("pk"), symptom__in=[ref.id for ref in content.symptoms]
    )
    tags = EditionTag.objects.filter(
        edition=OuterRef("pk"), tag__in=[ref.id for ref in content.tags]
    )
    closeness = Case(
        *(When(article_id=pk, then=Value(rank)) for rank, pk in enumerate(content.related)),
        When(Exists(symptoms), then=Value(1000)),
        When(Exists(tags), then=Value(1001)),
        When(topic=edition.topic_id, then=Value(1002)),
        default=None,
        output_field=IntegerField(),
    )
    unasked = Q(closeness__gte=1000, sponsor__isnull=False)
    return (
        Edition.objects.live()
        .articles()
        .exclude(article=edition.article_id)
        .annotate(closeness=closeness)
        .filter(closeness__isnull=False)
        .annotate(is_unasked_for=Case(When(unasked, then=True), default=False))
        .order_by("is_unasked_for", "closeness", "-first_live_from", "-pk")
    )


SECTION = Case(
    When(sponsor__isnull=False, then=Value(2)), When(kind="story", then=Value(1)), default=Value(0)
)


def about_by_counting(symptom):
    """The list of a symptom, said without regard to what it costs."""
    others = EditionSymptom.objects.filter(edition=OuterRef("pk")).order_by()
    breadth = others.values("edition").annotate(count=Count("pk")).values("count")
    return (
        Edition.objects.live()
        .articles()
        .filter(symptoms=symptom)
        .annotate(breadth=Subquery(breadth), section=SECTION)
        .order_by(
            "section", "breadth", F("series_part").asc(nulls_last=True), "-first_live_from", "-pk"
        )
    )


@pytest.fixture
def archive():
    """Thirty articles of every kind: sponsored, in a series, hand-picked, updated, withdrawn, planned."""
    dice = random.Random(16)
    symptoms = [make_symptom(f"Symptom {n}") for n in range(3)]
    tags = [make_tag(f"tag {n}") for n in range(4)]
    topics = [make_topic(f"Topic {n}") for n in range(3)]
    sponsor, series = make_sponsor(), make_series("Parts")
    articles = []
    for number in range(30):
        fields = {"sponsor": sponsor, "sponsor_role": "paid_for"} if dice.random() < 0.4 else {}
        fields |= {"kind": "story"} if dice.random() < 0.2 else {}
        if dice.random() < 0.3:
            fields |= {"series": series, "series_part": number + 1}
        article = make_article(
            f"Article {number}",
            symptoms=dice.sample(symptoms, dice.choice([1, 1, 2])),
            tags=dice.sample(tags, dice.choice([0, 1, 2])),
            topic=dice.choice(topics),
            **fields,
        )
        for position, other in enumerate(dice.sample(articles, min(len(articles), number % 3))):
            HandPicked.objects.create(article=article, related=other, position=position)
        later = timezone.now() + timedelta(days=number + 1)
        publish(article, **({"at": later} if number % 7 == 6 else {}))
        articles.append(article)
    for article in [one for one in articles[::5] if one.editions.live().exists()]:
        article.title += ", updated"
        article.save()
        publish(article)
    for article in articles[3::8]:
        if article.editions.live().exists():
            publishing.withdraw(article, reason="Old.")
    return articles


def test_related_cards_are_those_of_the_whole_archive(archive):
    for edition in Edition.objects.exclude(revision=None).select_related("revision"):
        expected = list(related_by_reading_everything(edition)[:MOST])
        found = Edition.objects.related_to(edition, MOST)

        assert found == expected
        flags = [[bool(one.is_unasked_for) for one in some] for some in (found, expected)]
        assert flags[0] == flags[1]


def test_a_symptom_lists_its_articles_in_the_same_order_as_if_they_were_counted(archive):
    for link in EditionSymptom.objects.distinct().order_by("symptom").select_related("symptom"):
        found = Edition.objects.live().articles().about(link.symptom)
        assert list(found) == list(about_by_counting(link.symptom))


@pytest.mark.parametrize("field", ["symptoms", "tags", "topic", "author"])
def test_the_newest_of_a_term_are_in_the_order_of_all_that_is_new(archive, field):
    terms = set(Edition.objects.exclude(**{field: None}).values_list(field, flat=True))
    for term in terms:
        found = Edition.objects.live().newest_of(field, term)
        assert list(found) == list(Edition.objects.live().filter(**{field: term}).newest_first())


def test_links_say_what_their_editions_say_whatever_was_moved_or_canceled(archive):
    planned = Edition.objects.scheduled().exclude(revision=None)
    for edition in list(planned[:2]):
        scheduling.move(edition, edition.live_from - timedelta(hours=5))
    publishing.cancel(planned.last())

    for link in (EditionSymptom, EditionTag):
        has_sponsor = Q(edition__sponsor__isnull=False)
        wrong = ~Q(first_live_from=F("edition__first_live_from")) | ~Q(is_sponsored=has_sponsor)
        assert link.objects.exists()
        assert not link.objects.filter(wrong).exists()


def plan_of(editions):
    return editions.explain().splitlines()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole.")
@pytest.mark.parametrize("name", ["symptom", "newest", "symptoms", "tags", "topic", "author"])
def test_lists_are_neither_sorted_nor_read_whole(archive, name):
    live, link = Edition.objects.live().articles().for_cards(), EditionSymptom.objects.first()
    if name == "symptom":
        editions = live.about(link.symptom)
    elif name == "newest":
        editions = live.newest_first()
    else:
        editions = live.newest_of(name, 1)
    plan = plan_of(editions[:13])

    assert not [line for line in plan if "TEMP B-TREE" in line]
    assert not [line for line in plan if "SCAN" in line and "edition_newest_first" not in line]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole.")
def test_related_cards_are_found_by_indexes_and_only_those_are_sorted(archive):
    edition = Edition.objects.live().exclude(tag_links=None).select_related("revision").first()
    sql, parameters = related.statement(Edition, edition, MOST)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        plan = [str(row) for row in cursor.fetchall()]

    assert not [line for line in plan if "SCAN symptoms_" in line]
    assert len([line for line in plan if "TEMP B-TREE" in line]) == 1
    assert [line for line in plan if "edition_symptom_newest" in line]
