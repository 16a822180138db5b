"""Pressing save while signed out: the item is saved on return, however the reader signs in."""

from html import unescape
from urllib.parse import quote

import pytest

from symptoms.models import Favorite
from symptoms.workflow import publishing
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "calm seas and long walks"


@pytest.fixture
def article():
    return make_article("Fatigue", tips=["Rest"], live=True)


@pytest.fixture
def reader():
    user = make_user("reader@example.org", PASSWORD)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def sign_in(client, address):
    return client.post(address, {"login": "reader@example.org", "password": PASSWORD}, follow=True)


def test_the_button_leads_to_a_page_that_says_what_signing_in_is_for(client, article):
    tip = article.tips.get()
    response = client.get(f"/favorites/sign-in/?kind=tip&id={tip.pk}")

    assert response.status_code == 200
    assert "Rest" in response.content.decode()
    assert "favorite_pending" not in client.session


def test_a_tip_inside_an_article_is_saved_and_the_reader_is_back_at_its_place(
    client, article, reader
):
    tip = article.tips.get()
    place = f"/articles/fatigue/#tip-{tip.slug}"
    link = f"/favorites/sign-in/?kind=tip&id={tip.pk}&next={quote(place)}"
    assert link in unescape(client.get("/articles/fatigue/").content.decode())
    text = client.get(link).content.decode()
    assert f'href="{place}">Go back without saving' in text
    assert f'name="next" value="{place}"' in text
    data = {"kind": "tip", "id": tip.pk, "next": place, "sign-in": ""}
    response = client.post("/favorites/sign-in/", data)
    response = sign_in(client, response.url)

    assert response.redirect_chain[-1][0] == place
    assert Favorite.objects.get().tip == tip
    assert client.get(link).url == place


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example/"])
def test_the_way_back_from_signing_in_never_leaves_the_site(client, article, reader, target):
    item = {"kind": "article", "id": article.pk, "next": target}
    assert "evil" not in client.get("/favorites/sign-in/", item).content.decode()
    assert "evil" not in client.post("/favorites/sign-in/", item | {"sign-in": ""}).url
    client.force_login(reader)
    assert client.get("/favorites/sign-in/", item).url == article.get_absolute_url()


def test_the_item_is_saved_at_sign_in_and_the_reader_is_back_on_it(client, article, reader):
    tip = article.tips.get()
    response = client.post("/favorites/sign-in/", {"kind": "tip", "id": tip.pk, "sign-in": ""})
    response = sign_in(client, response.url)

    assert response.redirect_chain[-1][0] == tip.get_absolute_url()
    assert "Added to your favorites:" in response.content.decode()
    assert Favorite.objects.get().tip == tip


def test_a_save_pressed_after_the_session_expired_is_not_lost(client, article, reader):
    data = {"kind": "article", "id": article.pk, "next": "/symptoms/"}
    response = client.post("/favorites/add/", data)
    response = sign_in(client, response.url)

    assert response.redirect_chain[-1][0] == "/symptoms/"
    assert Favorite.objects.get().article == article


def test_it_is_saved_once_and_not_for_whoever_signs_in_next(client, article, reader):
    client.post("/favorites/sign-in/", {"kind": "article", "id": article.pk, "sign-in": ""})
    sign_in(client, "/accounts/login/")
    client.post("/accounts/logout/")
    client.force_login(make_user())

    assert Favorite.objects.get().user == reader


def test_what_was_withdrawn_meanwhile_is_not_saved(client, article, reader):
    client.post("/favorites/sign-in/", {"kind": "article", "id": article.pk, "sign-in": ""})
    publishing.withdraw(article, reason="Old.")
    sign_in(client, "/accounts/login/")

    assert Favorite.objects.count() == 0


def test_someone_already_signed_in_goes_to_the_page(client, article, reader):
    client.force_login(reader)
    response = client.get(f"/favorites/sign-in/?kind=article&id={article.pk}")

    assert response.url == article.get_absolute_url()


def test_creating_an_account_leads_to_sign_up(client, article):
    response = client.post(
        "/favorites/sign-in/", {"kind": "article", "id": article.pk, "create": ""}
    )

    assert response.url.startswith("/accounts/signup/?next=/articles/fatigue/")
