"""Short addresses that people type from paper."""

import pytest

from symptoms.workflow import publishing
from tests.factories import make_article, make_page

pytestmark = pytest.mark.django_db


def test_they_lead_to_the_page_of_a_tip_and_of_an_article(client):
    article = make_article("Fatigue", tips=["Rest"], live=True)
    tip = article.tips.get()

    assert client.get(f"/t/{tip.pk}/").url == f"/tips/{tip.pk}-rest/"
    assert client.get(f"/a/{article.pk}/").url == "/articles/fatigue/"


def test_typed_without_the_last_slash_they_work_too(client):
    article = make_article("Fatigue", tips=["Rest"], live=True)
    tip = article.tips.get()

    assert client.get(f"/t/{tip.pk}", follow=True).request["PATH_INFO"] == f"/tips/{tip.pk}-rest/"


def test_what_was_withdrawn_says_so(client):
    article = make_article("Fatigue", tips=["Rest"], live=True)
    publishing.withdraw(article, reason="Old.")

    assert client.get(f"/a/{article.pk}/", follow=True).status_code == 410
    assert client.get(f"/t/{article.tips.get().pk}/", follow=True).status_code == 410


def test_a_draft_and_a_page_about_the_site_have_none(client):
    draft = make_article("Secret", tips=["Hidden"])
    page = make_page(live=True)
    paths = [f"/a/{draft.pk}/", f"/t/{draft.tips.get().pk}/", f"/a/{page.pk}/", "/t/9/", "/a/9/"]

    assert [client.get(path).status_code for path in paths] == [404] * 5
