import re
from html import unescape

import pytest

from symptoms.favorites.notebook.entries import entries
from symptoms.models import Favorite
from symptoms.workflow import publishing
from tests.factories import make_article, make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = make_user()
    client.force_login(user)
    return user


def shown(client):
    return client.get("/favorites/").context["entries"]


def test_the_list_is_newest_first(client, reader):
    for title in ("First", "Second"):
        Favorite.objects.create(user=reader, article=make_article(title, live=True))

    assert [entry.title for entry in shown(client)] == ["Second", "First"]


def test_only_the_owner_sees_the_list(client, reader):
    Favorite.objects.create(user=make_user(), article=make_article("Secret", live=True))

    assert shown(client) == []
    assert "Secret" not in client.get("/favorites/").content.decode()


def test_a_saved_item_shows_what_is_live_now(client, reader):
    article = make_article("Old", tips=["Rest"], live=True)
    Favorite.objects.create(user=reader, article=article)
    article.title = "New"
    article.save()
    publish(article)

    assert [entry.title for entry in shown(client)] == ["New"]


def test_a_withdrawn_article_stays_as_a_marker_with_its_reason(client, reader):
    article = make_article("Fatigue", tips=["Rest"], live=True)
    Favorite.objects.create(user=reader, article=article)
    Favorite.objects.create(user=reader, tip=article.tips.get())
    publishing.withdraw(article, reason="Out of date.")

    assert [(e.title, e.gone) for e in shown(client)] == [
        ("Rest", "This article was withdrawn. Out of date."),
        ("Fatigue", "This article was withdrawn. Out of date."),
    ]


def test_a_retired_tip_stays_as_a_marker(client, reader):
    article = make_article("Fatigue", tips=["Rest", "Cool"], live=True)
    tip = article.tips.get(title="Rest")
    Favorite.objects.create(user=reader, tip=tip)
    tip.retire()
    assert [e.gone for e in shown(client)] == [""]  # readers still see the last edition

    publish(article)
    assert [(e.title, e.gone) for e in shown(client)] == [
        ("Rest", "This tip is no longer recommended.")
    ]


def test_a_marker_can_be_removed(client, reader):
    article = make_article(live=True)
    Favorite.objects.create(user=reader, article=article)
    publishing.withdraw(article, reason="Out of date.")
    client.post("/favorites/remove/", {"kind": "article", "id": article.pk})

    assert shown(client) == []


def test_a_republished_article_is_readable_again(client, reader):
    article = make_article("Fatigue", live=True)
    Favorite.objects.create(user=reader, article=article)
    publishing.withdraw(article, reason="Out of date.")
    publish(article)

    assert [e.gone for e in shown(client)] == [""]


def test_a_long_list_has_pages(client, reader, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"FAVORITES_PER_PAGE": 2}
    for number in range(3):
        Favorite.objects.create(user=reader, article=make_article(f"A{number}", live=True))

    second = client.get("/favorites/?page=2")
    assert len(shown(client)) == 2
    assert len(second.context["entries"]) == 1
    assert "<h1>Your favorites (3), page 2</h1>" in second.content.decode()


def test_removing_the_only_entry_of_the_last_page_leads_to_the_page_before(
    client, reader, settings
):
    settings.SYMPTOMS = settings.SYMPTOMS | {"FAVORITES_PER_PAGE": 1}
    for number in range(3):
        Favorite.objects.create(user=reader, article=make_article(f"A{number}", live=True))
    ways_back = []
    for number in (3, 2, 1):
        page = client.get(f"/favorites/?page={number}")
        (entry,) = page.context["entries"]
        way_back = re.findall('name="next" value="(.*?)"', page.content.decode())[-1]
        ways_back.append(unescape(way_back))
        data = {"kind": "article", "id": entry.pk, "next": ways_back[-1]}
        assert client.post("/favorites/remove/", data, follow=True).status_code == 200

    assert ways_back == ["/favorites/?page=2", "/favorites/?page=1", "/favorites/?page=1"]


@pytest.mark.parametrize("page", ["nonsense", "0", "2", "99999"])
def test_a_page_of_the_list_that_does_not_exist_is_not_found(client, reader, page):
    Favorite.objects.create(user=reader, article=make_article(live=True))

    assert client.get(f"/favorites/?page={page}").status_code == 404


def test_no_favorites_ask_no_more(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert entries([]) == []
