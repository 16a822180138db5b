"""The list of articles: the states of one page's rows, whatever the archive holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from symptoms.models import Article
from symptoms.workflow import publishing
from tests.factories import make_article

pytestmark = pytest.mark.django_db
LIST = "/admin/symptoms/article/"


def titles(client, query=""):
    return [article.title for article in client.get(f"{LIST}{query}").context["cl"].result_list]


@pytest.fixture
def shelf(sign_in):
    sign_in("Publisher")
    make_article("Live", live=True)
    make_article("Draft")
    changed = make_article("Changed", live=True)
    Article.objects.filter(pk=changed.pk).update(standfirst="Another line.")
    publishing.save_revision(changed)
    planned = make_article("Planned")
    tomorrow = timezone.now() + timedelta(days=1)
    publishing.publish(publishing.save_revision(planned), at=tomorrow)
    publishing.withdraw(make_article("Gone", live=True), reason="Old.")


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("live", ["Changed", "Live"]),
        ("changed", ["Changed"]),
        ("scheduled", ["Planned"]),
        ("withdrawn", ["Gone"]),
        ("draft", ["Draft", "Planned"]),
        ("other", ["Changed", "Draft", "Gone", "Live", "Planned"]),
    ],
)
def test_a_state_lists_the_articles_in_it(client, shelf, state, expected):
    assert titles(client, f"?state={state}") == expected


def test_each_row_says_its_state(client, shelf):
    page = client.get(LIST).content.decode()
    for words in ("Live, with changes in a draft", "Withdrawn", "Draft"):
        assert words in page


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("heat", ["Cooling", "Heat"]),
        ("keep-cool", ["Cooling"]),
        ("HEAT line", ["Heat"]),
        ("shower", ["Cooling"]),
        ("heat nowhere", []),
    ],
)
def test_a_search_wants_each_word_in_the_title_slug_standfirst_or_a_tips_title(
    client, sign_in, words, expected
):
    sign_in("Publisher")
    cooling = make_article("Cooling", slug="keep-cool", standfirst="Against heat.", tips=1)
    cooling.tips.update(title="A cold shower")
    make_article("Heat", standfirst="One line.")

    assert titles(client, f"?q={words.replace(' ', '+')}") == expected


@pytest.mark.parametrize("count", [3, 60])
def test_the_states_of_a_page_are_one_question(client, sign_in, count, django_assert_num_queries):
    sign_in("Publisher")
    for number in range(count):
        make_article(f"Article {number}")
    client.get(LIST)

    with django_assert_num_queries(11):
        client.get(LIST)
