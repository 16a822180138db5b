"""Error pages have the site's layout, and depend on as little as possible."""

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.views.defaults import server_error

from symptoms.workflow import publishing
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def test_a_missing_page_suggests_other_pages(client):
    response = client.get("/nothing/")
    text = response.content.decode()

    assert response.status_code == 404
    assert text.count("<h1") == 1
    assert reverse("symptoms:symptoms") in text and reverse("symptoms:search") in text


def test_a_withdrawn_article_says_so_and_why(client):
    article = make_article("Fatigue", live=True)
    publishing.withdraw(article, reason="A study found that this does not help.")
    response = client.get(article.get_absolute_url())
    text = response.content.decode()

    assert response.status_code == 410
    assert "A study found that this does not help." in text


def test_a_tip_that_was_taken_out_says_so_and_leads_to_its_article(client):
    article = make_article("Fatigue", tips=["Rest", "Cool down"], live=True)
    tip = article.tips.get(title="Rest")
    tip.retire()
    publishing.publish(publishing.save_revision(article))
    response = client.get(tip.get_absolute_url())

    assert response.status_code == 410
    assert article.get_absolute_url() in response.content.decode()


def test_a_form_that_was_open_too_long_gets_an_explanation():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())
    response = client.post(reverse("favorites:add"), {"kind": "article", "id": 1})

    assert response.status_code == 403
    assert response.content.decode().count("<h1") == 1


def test_a_server_error_page_needs_neither_database_nor_context(rf):
    response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert response.content.decode().count("<h1") == 1


def test_a_failing_database_gives_that_page_and_no_details(monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("secret details")

    monkeypatch.setattr("symptoms.web.pagination.Page.of", broken)
    response = Client(raise_request_exception=False).get("/")

    assert response.status_code == 500
    assert b"secret details" not in response.content
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/nothing/", "/articles/nothing/"])
def test_error_pages_are_not_cached(client, address):
    assert client.get(address).headers["Cache-Control"] == "no-store"
