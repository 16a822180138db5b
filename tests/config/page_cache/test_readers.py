"""Pages of readers with a list: kept once for all of them, and byte for byte what the view would say."""

import re
import sqlite3

import pytest
from django.conf import settings as configured
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client
from django.utils import timezone

from config.page_cache import known_readers
from config.page_cache.connections import current
from config.page_cache.requests import parameters_of
from symptoms.models import Article, Favorite, OwnQuestion, Question
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
            # With the cache as the first who asks, from what was kept, and as a reader who is known.
            answers = []
            for client in (plain, cached, cached, cached):
                client.cookies.load(cookies)  # an answer may delete one
                answers.append(said(client.get(page)))
            if any(answer != answers[0] for answer in answers):
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
    client.get("/")
    client.get(article.get_absolute_url())
    before = client.rendered
    with asked_of_the_database() as queries:
        page = client.get(article.get_absolute_url())
    tables = [re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"]) for query in queries]

    assert list(filter(None, tables)) == [
        ["symptoms_favorite", "symptoms_ownquestion", "django_session", "accounts_user"]
    ]
    assert client.rendered == before
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


@pytest.fixture
def known(article):
    """A client whose reader is answered before Django, the address that it asks for, and its user."""
    user = make_user("known@example.org")
    client = CachedClient()
    client.force_login(user)
    for _ in range(3):
        client.get(article.get_absolute_url())
    before = client.rendered
    client.get(article.get_absolute_url())
    assert client.rendered == before
    return client, article.get_absolute_url(), user


def favorite_elsewhere(user):
    Favorite.objects.create(user=user, tip=Article.objects.get().tips.last())


def adopted_elsewhere(user):
    OwnQuestion.objects.create(user=user, text="Why?", adopted=Question.objects.first())


def signed_out_elsewhere(user):
    Session.objects.all().delete()


def expired(user):
    Session.objects.update(expire_date=timezone.now())


def another_password(user):
    user.set_password("another word for it")
    user.save()


def closed(user):
    type(user).objects.filter(pk=user.pk).update(is_active=False)


def made_an_editor(user):
    type(user).objects.filter(pk=user.pk).update(is_staff=True)


def erased(user):
    user.delete()


def message_waits(user):
    session = SessionStore(Session.objects.get().session_key)
    session["_messages"] = '[["__json_message",0,25,"It was done.",""]]'
    session.save()


def published(user):
    article = Article.objects.get()
    article.title = "Sleeping better"
    article.save()
    publish(article)


@pytest.mark.parametrize(
    "change",
    [
        favorite_elsewhere, adopted_elsewhere, signed_out_elsewhere, expired, another_password, closed,
        made_an_editor, erased, message_waits, published,
    ],
)  # fmt: skip
def test_whatever_changes_of_a_known_reader_shows_at_the_next_request(known, change):
    client, address, user = known
    before = client.rendered

    change(user)

    plain = Client()
    plain.cookies = client.cookies.copy()
    if change is message_waits:
        assert b"It was done." in client.get(address).content
        assert b"It was done." not in client.get(address).content
        return
    answers = [said(client.get(address)), said(plain.get(address))]
    assert answers[0] == answers[1]
    assert client.rendered > before


def test_who_is_known_is_not_answered_without_all_of_the_cookies(known):
    client, address, _user = known
    stranger = CachedClient(shares=client)
    stranger.handler.cache.readers = client.handler.cache.readers
    stranger.cookies["sessionid"] = client.cookies["sessionid"].value[:-1] + "x"

    assert b"Sign out" in client.get(address).content
    assert b"Sign out" not in stranger.get(address).content


def test_a_known_reader_gets_another_token_each_time(known):
    client, address, _user = known

    tokens = {tuple(TOKEN.findall(client.get(address).content)) for _ in range(2)}

    assert len(tokens) == 2


def test_only_so_many_readers_are_known(known, monkeypatch):
    monkeypatch.setattr(known_readers, "MOST", 1)
    client, address, _user = known
    other = CachedClient(shares=client)
    other.handler.cache.readers = client.handler.cache.readers
    other.force_login(make_user("other@example.org"))
    for _ in range(3):
        other.get(address)

    assert len(client.handler.cache.readers._known) == 1


def test_a_known_reader_without_the_cookie_of_forms_gets_one(known):
    client, address, _user = known
    del client.cookies["csrftoken"]
    client.get(address)
    del client.cookies["csrftoken"]
    before = client.rendered

    page = client.get(address)

    assert client.rendered == before
    assert int(page.cookies["csrftoken"]["max-age"]) == configured.CSRF_COOKIE_AGE
    tokens = TOKEN.findall(page.content)
    assert tokens
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post("/accounts/logout/", {"csrfmiddlewaretoken": "a" * 64}).status_code == 403
    assert (
        strict.post("/accounts/logout/", {"csrfmiddlewaretoken": tokens[0].decode()}).status_code
        == 302
    )


def test_a_replaced_database_file_is_opened_anew(tmp_path):
    place = tmp_path / "site.sqlite3"
    for words in ("before", "after"):
        with sqlite3.connect(tmp_path / words) as made:
            made.execute("CREATE TABLE said (words)")
            made.execute("INSERT INTO said VALUES (?)", [words])
    (tmp_path / "before").rename(place)
    settings_of = connections["default"].settings_dict
    if connections["default"].vendor != "sqlite":
        pytest.skip("PostgreSQL has no file")
    database = type(connections["default"])(settings_of | {"NAME": str(place)}, "default")

    def read():
        with current(database) as opened, opened.cursor() as cursor:
            return cursor.execute("SELECT words FROM said").fetchall()

    assert read() == [("before",)]
    (tmp_path / "after").rename(place)
    assert read() == [("after",)]
    database.close()
