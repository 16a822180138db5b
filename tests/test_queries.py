"""How many queries a page makes: the same for one row as for many.

One query of every page is for the pages about the site in its footer.
"""

import pytest
from django.db import connection
from django.urls import reverse

from symptoms.models import Favorite
from tests.behind_the_cache import CachedClient
from tests.factories import (
    make_article,
    make_contributor,
    make_series,
    make_symptom,
    make_tag,
    make_topic,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


def library(count, tips=1):
    """`count` live articles that share every term; returns the last."""
    symptom, series, tag = make_symptom("Fatigue"), make_series("Parts"), make_tag("heat")
    for number in range(1, count + 1):
        article = make_article(
            f"Article number {number}",
            tips=tips,
            symptoms=[symptom],
            series=series,
            series_part=number,
            tags=[tag],
            live=True,
        )
    return article


PAGES = {
    "symptoms:home": ([], 6),
    "symptoms:symptoms": ([], 2),
    "symptoms:symptom": (["fatigue"], 7),
    "symptoms:symptom-articles": (["fatigue"], 3),
    "symptoms:series": (["parts"], 3),
    "symptoms:topic": (["daily-life"], 3),
    "symptoms:tag": (["heat"], 3),
    "symptoms:contributor": (["ada-writer"], 3),
    "symptoms:feed": ([], 1),
    "symptoms:symptom-feed": (["fatigue"], 2),
    "symptoms:series-feed": (["parts"], 2),
    "symptoms:topic-feed": (["daily-life"], 2),
    "symptoms:sitemap": ([], 7),
    "symptoms:sitemap-part": (["topics"], 2),
}


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("name", PAGES)
def test_lists_ask_as_much_for_one_as_for_many(client, django_assert_num_queries, name, count):
    library(count)
    arguments, queries = PAGES[name]

    with django_assert_num_queries(queries):
        assert client.get(reverse(name, args=arguments)).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_search_asks_as_much_for_one_as_for_many(client, django_assert_num_queries, count):
    library(count, tips=0)

    with django_assert_num_queries(9):
        assert client.get("/search/?q=article").status_code == 200


@pytest.mark.parametrize(("count", "tips"), [(1, 1), (30, 3)])
def test_tips_and_filters_cost_a_search_one_question_each(
    client, django_assert_num_queries, count, tips
):
    library(count, tips)

    with django_assert_num_queries(10):
        assert client.get("/search/?q=article").status_code == 200
    with django_assert_num_queries(11):
        assert client.get("/search/?q=article&symptom=fatigue&sponsored=hide").status_code == 200


@pytest.mark.parametrize(("count", "tips"), [(2, 1), (9, 1), (9, 9)])
def test_an_article_of_a_series_asks_seven_questions(
    client, django_assert_num_queries, count, tips
):
    article = library(count, tips)

    with django_assert_num_queries(7):
        client.get(article.get_absolute_url())


@pytest.mark.parametrize("count", [1, 9])
def test_an_article_of_no_series_asks_six_questions(client, django_assert_num_queries, count):
    library(count)
    article = make_article("Alone", symptoms=[make_symptom("Fatigue")], tips=count, live=True)

    with django_assert_num_queries(6):
        client.get(article.get_absolute_url())


@pytest.mark.parametrize(("count", "tips"), [(2, 1), (9, 9)])
def test_an_article_asks_ten_questions_for_someone_signed_in(
    client, django_assert_num_queries, count, tips
):
    article = library(count, tips)
    reader = make_user()
    Favorite.objects.create(user=reader, article=article)
    client.force_login(reader)

    with django_assert_num_queries(10):
        client.get(article.get_absolute_url())


@pytest.mark.parametrize("tips", [1, 9])
def test_a_tip_asks_four_questions(client, django_assert_num_queries, tips):
    article = library(1, tips)
    tip = article.tips.first()

    with django_assert_num_queries(4):
        client.get(tip.get_absolute_url())


@pytest.mark.parametrize("count", [0, 1, 20])
def test_the_favorites_ask_at_most_twelve_questions(client, django_assert_max_num_queries, count):
    reader = make_user()
    for number in range(count):
        article = make_article(f"Saved {number}", tips=1, live=True)
        Favorite.objects.create(user=reader, article=article)
        Favorite.objects.create(user=reader, tip=article.tips.get())
    client.force_login(reader)

    with django_assert_max_num_queries(12):
        client.get("/favorites/")


@pytest.mark.parametrize("name", PAGES)
def test_a_kept_page_asks_one_question_a_second(django_assert_num_queries, name):
    """What the version of the site is; between two of these, none. Who is first asks when the next
    edition starts and the next words of a term do, and once more when the page is made."""
    library(1)
    arguments, queries = PAGES[name]
    for seconds, first, asked in ((0, 5, 1), (60, 4, 0)):
        client = CachedClient(seconds=seconds)
        # On PostgreSQL the test client itself asks one, so that one transaction can be many moments.
        own = connection.vendor == "postgresql"
        with django_assert_num_queries(queries + first + own):
            client.get(reverse(name, args=arguments))
        with django_assert_num_queries(asked + own):
            client.get(reverse(name, args=arguments))


def test_of_old_editions_only_the_one_before_costs_a_question(client, django_assert_num_queries):
    article = library(2)
    for number in range(10):
        article.title = f"Retitled {number}"
        article.save()
        publish(article)

    with django_assert_num_queries(8):
        client.get(article.get_absolute_url())


def test_terms_of_other_articles_cost_nothing(client, django_assert_num_queries):
    article = library(1)
    for number in range(5):
        make_article(
            topic=make_topic(f"Topic {number}"), author=make_contributor(f"C {number}"), live=True
        )

    with django_assert_num_queries(3):
        client.get(reverse("symptoms:topic", args=[article.topic.slug]))
