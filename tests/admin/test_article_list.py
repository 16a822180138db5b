"""The list of articles: the states of one page's rows, whatever the archive holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from symptoms.models import Article, Edition
from symptoms.workflow import publishing, reviewing
from tests.factories import make_article, make_contributor

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
        ("inbody", ["Cooling"]),
        ("inatip", ["Cooling"]),
        ("boon heat", ["Heat"]),
    ],
)
def test_a_search_wants_each_word_in_the_text_a_tip_or_the_authors_name(
    client, sign_in, words, expected
):
    sign_in("Publisher")
    cooling = make_article(
        "Cooling", slug="keep-cool", standfirst="Against heat.", tips=1, body="<p>Inbody.</p>"
    )
    cooling.tips.update(title="A cold shower", body="<p>Inatip.</p>")
    make_article("Heat", standfirst="One line.", author=make_contributor("Boon Writer"))

    assert titles(client, f"?q={words.replace(' ', '+')}") == expected


@pytest.mark.parametrize("count", [3, 60])
def test_the_states_of_a_page_are_one_question(client, sign_in, count, django_assert_num_queries):
    sign_in("Publisher")
    for number in range(count):
        make_article(f"Article {number}")
    client.get(LIST)

    with django_assert_num_queries(12):
        client.get(LIST)


def test_the_list_is_filtered_by_author_and_by_the_day_of_the_next_review(client, sign_in):
    sign_in("Publisher")
    nurse = make_contributor("Nora Nurse", "clinician")
    today = timezone.localdate()
    for title, days in (("Late", 1), ("Soon", 30), ("Fresh", 300)):
        article = make_article(title, live=True, author=make_contributor(f"By {title}"))
        revision = article.revisions.get()
        reviewing.approve(revision, nurse, today + timedelta(days=days))
    Edition.objects.filter(title="Late").update(next_review=today - timedelta(days=1))

    assert titles(client, "?due=overdue") == ["Late"]
    assert titles(client, "?due=soon") == ["Late", "Soon"]
    assert titles(client, f"?author={article.author_id}") == ["Fresh"]
    assert titles(client, "?author=x") == []
