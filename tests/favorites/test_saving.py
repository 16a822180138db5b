import pytest
from django.test import Client
from django.utils.html import strip_tags

from symptoms.models import Favorite, Tip
from symptoms.workflow import publishing
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    make_article("Other", tips=1, live=True)
    return make_article("Fatigue", tips=["Rest"], live=True)


@pytest.fixture
def reader(client):
    user = make_user("reader@example.org")
    client.force_login(user)
    return user


def item(thing, **more):
    return {"kind": "tip" if isinstance(thing, Tip) else "article", "id": thing.pk} | more


def kept(user):
    return sorted(Favorite.objects.of(user).values_list("article__title", "tip__title"), key=str)


def test_a_reader_saves_an_article_and_a_tip(client, article, reader):
    client.post("/favorites/add/", item(article))
    client.post("/favorites/add/", item(article.tips.get()))

    assert kept(reader) == [("Fatigue", None), (None, "Rest")]


def test_saving_again_changes_nothing(client, article, reader):
    client.post("/favorites/add/", item(article))
    first = Favorite.objects.get()
    client.post("/favorites/add/", item(article))

    assert (Favorite.objects.get(), Favorite.objects.get().created_at) == (first, first.created_at)


def test_removing_again_changes_nothing(client, article, reader):
    client.post("/favorites/add/", item(article))
    statuses = [client.post("/favorites/remove/", item(article)).status_code for _ in range(2)]

    assert (statuses, kept(reader)) == ([302, 302], [])


def test_the_reader_comes_back_to_the_page_with_a_message_and_an_undo(client, article, reader):
    page = article.get_absolute_url()
    response = client.post("/favorites/add/", item(article, next=page, at_button="y"), follow=True)
    text = response.content.decode()

    assert response.redirect_chain == [(f"{page}#message", 302)]
    assert 'role="status"' in text
    assert "Added to your favorites:" in text
    assert "Undo" in text
    assert "Added to your favorites:" not in client.get(page).content.decode()


def test_a_removed_item_can_be_put_back(client, article, reader):
    client.post("/favorites/add/", item(article))
    client.get("/")
    response = client.post("/favorites/remove/", item(article), follow=True)

    assert "Undo" in response.content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/#tip", "//evil.example/#tip", "", "/"])
def test_after_a_bad_way_back_the_message_still_comes(client, article, reader, target):
    response = client.post("/favorites/add/", item(article, next=target), follow=True)
    text = response.content.decode()

    assert "Added to your favorites:" in text
    assert "evil" not in text


def test_removing_what_is_gone_says_so_and_offers_no_way_to_put_it_back(client, article, reader):
    tip = article.tips.get()
    for thing in (article, tip):
        client.post("/favorites/add/", item(thing))
    client.get("/")
    publishing.withdraw(article, reason="Out of date.")
    for thing in (article, tip):
        response = client.post("/favorites/remove/", item(thing), follow=True)
        text = " ".join(strip_tags(response.content.decode()).split())
        assert f"Removed from your favorites: {thing.title}." in text
        assert "Undo" not in text


def test_removing_what_was_never_public_says_nothing(client, reader):
    draft = make_article("Secret plan", tips=["Secret tip"])
    for thing in (draft, draft.tips.get()):
        response = client.post("/favorites/remove/", item(thing), follow=True)
        assert "Secret" not in response.content.decode()


def test_the_button_says_what_will_happen(client, article, reader):
    page = article.get_absolute_url()
    client.post("/favorites/add/", item(article))
    text = client.get(page).content.decode()

    assert text.count("data-to-remove>Remove from your favorites<") == 1
    assert (
        text.count("data-to-add>Add to your favorites<") == 2
    )  # the tip, and the related article's card


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "article"},
        {"kind": "article", "id": "0"},
        {"kind": "article", "id": "-1"},
        {"kind": "article", "id": str(10**30)},
        {"kind": "article", "id": "1\0"},
        {"kind": "article", "id": "x" * 100_000},
        {"kind": "user", "id": "1"},
        {"kind": "tip", "id": "999999"},
        {"kind": "\ud800", "id": "1"},
    ],
)
@pytest.mark.parametrize("verb", ["add", "remove"])
def test_what_does_not_exist_is_not_found_and_changes_nothing(client, article, reader, verb, data):
    Favorite.objects.create(user=reader, article=article)
    data = {key: value.encode("utf-8", "surrogatepass") for key, value in data.items()}
    response = client.post(f"/favorites/{verb}/", data)

    assert response.status_code in ({400, 404, 413} if verb == "add" else {302, 400, 404, 413})
    assert kept(reader) == [("Fatigue", None)]


def test_a_draft_cannot_be_saved_and_is_not_hinted_at(client, reader):
    draft = make_article("Draft", tips=1)
    gone = make_article("Gone", live=True)
    publishing.withdraw(gone, reason="Old.")
    statuses = {
        client.post("/favorites/add/", item(thing)).status_code
        for thing in (draft, draft.tips.get(), gone)
    }

    assert (statuses, kept(reader)) == ({404}, [])


def test_nobody_changes_another_readers_list(client, article, reader):
    other = make_user("other@example.org")
    Favorite.objects.create(user=other, article=article)
    sent = item(article, user=other.pk, user_id=other.pk, owner=other.pk)
    client.post(f"/favorites/remove/?user={other.pk}", sent)
    client.post(f"/favorites/add/?user={other.pk}", item(article.tips.get(), user=other.pk))

    assert kept(other) == [("Fatigue", None)]
    assert kept(reader) == [(None, "Rest")]


def test_a_get_changes_nothing(client, article, reader):
    for verb in ("add", "remove"):
        assert client.get(f"/favorites/{verb}/", item(article)).status_code == 405
    assert kept(reader) == []


@pytest.mark.parametrize("verb", ["add", "remove"])
@pytest.mark.parametrize("signed_in", [False, True])
def test_a_get_is_answered_with_words_and_a_way_on(client, article, verb, signed_in):
    if signed_in:
        client.force_login(make_user())
    response = client.get(f"/favorites/{verb}/", item(article))
    text = response.content.decode()

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert text.count("<h1") == 1
    assert "Nothing was changed" in text
    assert 'href="/symptoms/"' in text.partition("<main")[2]
    assert "csrfmiddlewaretoken" not in text.partition("<main")[2]


def test_a_post_without_a_token_changes_nothing(article):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())

    assert client.post("/favorites/add/", item(article)).status_code == 403
    assert Favorite.objects.count() == 0


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "///evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        " //evil.example",
        "\t//evil.example",
        "/\t/evil.example",
        "https:evil.example",
        "http://testserver@evil.example/",
        "evil.example",
        "\0",
        "",
    ],
)
def test_the_way_back_never_leaves_the_site(client, article, reader, target):
    response = client.post("/favorites/add/", item(article, next=target))

    assert response.url == f"{article.get_absolute_url()}#message"


def test_what_another_tab_removes_while_it_is_put_back_stays_removed(
    client, article, reader, monkeypatch
):
    client.post("/favorites/add/", item(article))
    client.post("/favorites/remove/", item(article))
    # As if it were gone again before its note is written.
    monkeypatch.setattr(type(Favorite.objects), "save_item", lambda *args, **kwargs: None)

    assert client.post("/favorites/add/", item(article)).status_code == 302
    assert kept(reader) == []
