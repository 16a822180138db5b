import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from symptoms.models import Favorite
from tests.accounts.steps import at, make_reader, sign_in, signed_in
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    make_reader()
    sign_in(client)
    return client


def test_a_link_to_signing_out_only_asks(reader):
    response = reader.get(at("account_logout"))
    assert response.status_code == 200
    assert "Do you want to sign out on this device?" in response.text
    assert signed_in(reader)


def test_signing_out_clears_what_the_browser_kept(reader):
    response = reader.post(at("account_logout"))
    assert (response.status_code, response.url) == (302, at("account_signed_out"))
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert response.cookies["sessionid"]["max-age"] == 0
    assert "You are signed out" in reader.get(response.url).text


def test_signing_out_without_being_signed_in_clears_nothing(client):
    response = client.post(at("account_logout"))
    assert response.url == at("account_signed_out")
    assert "Clear-Site-Data" not in response


def test_after_signing_out_nothing_personal_can_be_read(reader):
    user = get_user_model().objects.get()
    Favorite.objects.save_item(user, article=make_article("Fatigue", live=True).pk)
    assert "Fatigue" in reader.get("/favorites/").text
    reader.post(at("account_logout"))

    for page in ("/favorites/questions/", at("account_home"), at("account_email")):
        assert reader.get(page).url == f"/accounts/login/?next={page}"
    assert reader.get("/favorites/").text == Client().get("/favorites/").text


def test_after_signing_out_no_cookie_is_left_on_the_pages_that_are_read(reader):
    reader.post(at("account_logout"))
    reader.get(at("account_signed_out"))
    assert reader.cookies.pop("sessionid").value == ""  # as a browser does when it has expired
    assert reader.get("/").cookies == {}


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(reader):
    stolen = Client()
    stolen.cookies["sessionid"] = reader.cookies["sessionid"].value
    assert stolen.get(at("account_home")).status_code == 200
    reader.post(at("account_logout"))
    assert stolen.get(at("account_home")).status_code == 302


def test_signing_out_needs_the_token_of_the_page():
    make_reader()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_reader("two@example.org"))
    assert client.post(at("account_logout")).status_code == 403
    assert signed_in(client)


def test_personal_pages_are_not_cached(reader):
    for page in ("/favorites/", at("account_home"), at("account_logout"), at("account_email")):
        assert reader.get(page).headers["Cache-Control"] == "private, no-store"


def test_the_page_that_says_signed_out_asks_whoever_is_signed_in(reader):
    assert reader.get(at("account_signed_out")).url == at("account_logout")
