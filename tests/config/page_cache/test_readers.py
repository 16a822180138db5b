"""Pages of readers with a list: kept once for all of them, and byte for byte what the view would say."""

import re

import pytest
from django.conf import settings as configured
from django.contrib.auth.models import Group
from django.test import Client

from config.page_cache.requests import parameters_of
from symptoms.models import Favorite, OwnQuestion, Question
from symptoms.workflow.roles import create_roles
from tests.behind_the_cache import CachedClient
from tests.factories import make_article, make_question, make_user, publish

pytestmark = pytest.mark.django_db
# Masked anew for each answer.
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}')


@pytest.fixture
def article():
    article = make_article("Sleeping well", tips=2, live=True)
    make_question(article, "Why?")
    publish(article)
    return article


def clients_of(user, shares=None, **cookies):
    """The same reader with and without the cache."""
    clients = CachedClient(shares=shares), Client()
    for client in clients:
        if user:
            client.force_login(user)
        for name, value in cookies.items():
            client.cookies[name] = value
    return clients


def said(response):
    """What is compared: everything, but for the masks of tokens and the times of cookies."""
    cookies = {name: len(morsel.value) for name, morsel in response.cookies.items()}
    headers = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
    return response.status_code, TOKEN.sub(b"", response.content), headers, cookies


def readers(article):
    """Readers of every kind, as (user, cookies)."""
    with_list, without, editor = make_user("a@example.org"), make_user(), make_user(is_staff=True)
    create_roles()
    editor.groups.add(Group.objects.get(name="Publisher"))
    Favorite.objects.create(user=with_list, article=article)
    Favorite.objects.create(user=with_list, tip=article.tips.first())
    OwnQuestion.objects.create(user=with_list, text="Why?", adopted=Question.objects.first())
    kept = f"own.a{article.pk}-2000"
    return [
        (with_list, {}),
        (without, {}),
        (without, {"reading": "theme-dark.text-150", "other": "1"}),
        (editor, {}),
        (None, {"kept": kept}),
        (None, {"kept": f"shared.t{article.tips.last().pk}-2000", "reading": "theme-dark"}),
        (with_list, {"kept": kept}),
        (None, {"sessionid": "0123456789abcdef0123456789abcdef"}),
    ]


def test_a_filled_page_is_what_the_view_says(article, public_pages):
    pages = [*public_pages, article.get_absolute_url(), article.tips.first().get_absolute_url()]
    pages = [page for page in pages if parameters_of(page.partition("?")[0]) is not None]
    first, different = None, []
    for user, cookies in readers(article):
        cached, plain = clients_of(user, first, **cookies)
        first = first or cached
        for page in (*pages, f"{pages[-1]}?utm_source=mail", "/articles/nothing/"):
            # With the cache once as the first who asks, and once from what was kept.
            answers = []
            for client in (plain, cached, cached):
                client.cookies.load(cookies)  # an answer may delete one
                answers.append(said(client.get(page)))
            if not answers[0] == answers[1] == answers[2]:
                different.append((user and user.email, cookies, page))
    assert different == []
    assert sum(bool(key.reader) for key in first.handler.cache.pages._answers) > 30


def test_of_a_filled_page_only_the_reader_is_asked_for(article, asked_of_the_database):
    first = CachedClient(seconds=60)
    first.force_login(make_user("first@example.org"))
    first.get(article.get_absolute_url())
    reader = make_user()
    client = CachedClient(shares=first)
    client.force_login(reader)
    client.get("/")
    with asked_of_the_database() as queries:
        page = client.get(article.get_absolute_url())
    tables = [re.search(r'FROM "(\w+)"', query["sql"]) for query in queries]

    assert [found[1] for found in tables if found] == [
        "django_session",
        "accounts_user",
        "symptoms_favorite",
        "symptoms_ownquestion",
    ]
    assert page["Cache-Control"] == "private, no-store"


def test_a_press_shows_at_the_next_request(article):
    reader = make_user()
    client, _plain = clients_of(reader)
    address, item = article.get_absolute_url(), {"kind": "article", "id": article.pk}
    counts = [client.get(address).content.count(b"button--favorite is-saved")]
    client.post("/favorites/add/", item | {"next": address, "at_button": "yes"})
    said_so = client.get(address).content
    counts += [
        page.count(b"button--favorite is-saved") for page in (said_so, client.get(address).content)
    ]

    assert counts == [0, 1, 1]
    assert b"Added to your favorites" in said_so
    assert b"Added to your favorites" not in client.get(address).content


def test_a_new_edition_shows_to_readers_at_the_next_request(article):
    client, _plain = clients_of(make_user())
    client.get(article.get_absolute_url())
    article.title = "Tiredness"
    article.save()
    publish(article)

    assert "Tiredness" in client.get(article.get_absolute_url()).content.decode()


def test_a_filled_page_is_kept_once_for_two_readers(article):
    one, _plain = clients_of(make_user("one@example.org"))
    two, _plain = clients_of(make_user("two@example.org"), one)
    for client in (one, two, one):
        page = client.get(article.get_absolute_url()).content
        assert configured.SESSION_COOKIE_NAME.encode() not in page
    kept = [key.reader for key in one.handler.cache.pages._answers]

    assert kept == ["account"]
