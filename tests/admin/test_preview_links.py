from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from symptoms.models import PreviewLink
from symptoms.workflow import publishing
from tests.factories import make_article, make_preview_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article("Fatigue")


def url(name, *arguments):
    return reverse(f"admin:symptoms_article_{name}", args=arguments)


def fields(article, **changes):
    return {
        "revision": publishing.save_revision(article).pk,
        "reader": "Dr. Berg",
        "days": "7",
    } | changes


def test_a_writer_makes_a_link_that_opens_without_an_account(client, sign_in, article):
    user = sign_in("Writer")
    page = client.post(url("preview_links", article.pk), fields(article), follow=True)
    link = PreviewLink.objects.get()
    text = page.content.decode()

    assert f"http://testserver{link.secret_path}" in text
    assert link.expires_at - link.created_at == timedelta(days=7)
    assert (link.created_by, link.created_by_name) == (user, "Writer")
    said = LogEntry.objects.get().change_message
    assert said.startswith("The preview link for Revision 1 for Dr. Berg is ready.")
    assert link.signature not in LogEntry.objects.get().change_message
    assert type(client)().get(link.secret_path).status_code == 200


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"reader": " "}, "Enter the name of the person the link is for."),
        ({"days": "365"}, "not one of the available choices"),
        ({"days": "x"}, "not one of the available choices"),
        ({"revision": "999999"}, "not one of the available choices"),
        ({"reader": "x" * 121}, "at most 120"),
    ],
)
def test_a_refused_link_says_why_and_is_not_made(client, sign_in, article, change, complaint):
    sign_in("Writer")
    response = client.post(url("preview_links", article.pk), fields(article, **change))

    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert not PreviewLink.objects.exists()


def test_another_articles_revision_is_not_linked(client, sign_in, article):
    sign_in("Writer")
    other = make_article("Other")
    response = client.post(url("preview_links", article.pk), fields(other))

    assert (response.status_code, PreviewLink.objects.count()) == (422, 0)


def test_a_closed_link_leads_nowhere(client, sign_in, article):
    sign_in("Writer")
    link = make_preview_link(article)
    other = make_preview_link(article)
    for _ in range(2):
        client.post(url("close_preview_link", article.pk, link.pk))

    assert type(client)().get(link.secret_path).status_code == 410
    assert type(client)().get(other.secret_path).status_code == 200
    assert link.secret_path not in client.get(url("preview_links", article.pk)).content.decode()


def test_a_get_closes_nothing(client, sign_in, article):
    sign_in("Writer")
    link = make_preview_link(article)

    assert client.get(url("close_preview_link", article.pk, link.pk)).status_code == 302
    assert PreviewLink.objects.open().get() == link


def test_a_link_is_closed_only_at_its_own_article(client, sign_in, article):
    sign_in("Writer")
    link = make_preview_link(make_article("Other"))

    assert client.post(url("close_preview_link", article.pk, link.pk)).status_code == 404
    assert PreviewLink.objects.open().get() == link


def test_a_reviewer_sees_links_and_makes_none(client, sign_in, article):
    sign_in("Medical reviewer")
    link = make_preview_link(article)
    page = client.get(url("preview_links", article.pk)).content.decode()

    assert link.secret_path in page
    assert "Create preview link" not in page
    assert client.post(url("preview_links", article.pk), fields(article)).status_code == 403
    assert client.post(url("close_preview_link", article.pk, link.pk)).status_code == 403
    assert PreviewLink.objects.open().get() == link


@pytest.mark.parametrize("count", [1, 9])
def test_the_list_asks_as_much_for_one_as_for_many(
    client, sign_in, article, count, django_assert_num_queries
):
    sign_in("superuser")
    for _ in range(count):
        make_preview_link(article, created_at=timezone.now())
    client.get(url("preview_links", article.pk))
    with django_assert_num_queries(7):
        client.get(url("preview_links", article.pk))
