"""A form of the desk that was sent after the session had ended survives signing in."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from config import unsent
from symptoms import publishing
from symptoms.models import Article, Edition
from tests.admin.forms import posted
from tests.factories import make_article, make_user, picture_file

pytestmark = pytest.mark.django_db
PASSWORD = "calm seas and long walks"


@pytest.fixture
def editor():
    user = make_user("editor@example.org", PASSWORD, is_staff=True, is_superuser=True)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def article():
    article = make_article("Fatigue", tips=["Rest"])
    publishing.record(article)
    return article


def change_url(article):
    return reverse("admin:symptoms_article_change", args=[article.pk])


def sign_in(client, address):
    return client.post(address, {"login": "editor@example.org", "password": PASSWORD}, follow=True)


def signed_out_save(client, editor, article, **changes):
    """Open the form, lose the session, send it, and sign in; returns the page after that."""
    client.force_login(editor)
    form = posted(client.get(change_url(article)), **changes)
    client.logout()
    response = client.post(change_url(article), form, follow=True)
    return sign_in(client, response.redirect_chain[-1][0])


def fields_of(response):
    """The first form's fields, as a browser would send them."""
    first = response.content.decode().partition("Send it now")[0].rpartition("<form")[2]
    pairs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', first)
    data = {}
    for name, value in pairs:
        data.setdefault(html.unescape(name), []).append(html.unescape(value))
    return data


def test_what_was_typed_is_offered_after_signing_in_and_saved(client, editor, article):
    typed = '<p>A "long" text & more.</p>'
    page = signed_out_save(client, editor, article, title="Typed", tips__0__body=typed)
    assert "It is all still here." in page.content.decode()
    assert Article.objects.get().title == "Fatigue"

    client.post(change_url(article), fields_of(page))
    saved = Article.objects.get()
    assert (saved.title, saved.tips.get().body) == ("Typed", '<p>A "long" text &amp; more.</p>')
    assert "It is all still here." not in client.get(change_url(article)).content.decode()


def test_it_can_be_thrown_away(client, editor, article):
    signed_out_save(client, editor, article, title="Typed")
    response = client.post(change_url(article), {"_throw_away_unsent": "1"}, follow=True)

    assert response.redirect_chain == [(change_url(article), 302)]
    assert response.context["adminform"].form.initial["title"] == "Fatigue"
    assert Article.objects.get().title == "Fatigue"


def test_a_press_of_publish_waits_too_and_is_not_done_by_looking(client, editor, article):
    address = reverse("admin:symptoms_article_publish", args=[article.pk])
    response = client.post(address, {"revision": 1}, follow=True)
    page = sign_in(client, response.redirect_chain[-1][0])
    assert Edition.objects.count() == 0

    client.post(address, fields_of(page))
    assert Edition.objects.live().get().title == "Fatigue"


def test_other_pages_of_the_desk_are_as_always(client, editor, article):
    signed_out_save(client, editor, article, title="Typed")
    other = client.get(reverse("admin:symptoms_article_changelist"))

    assert other.context["cl"].result_count == 1


def test_whoever_has_no_permission_cannot_send_it_either(client, article):
    address = change_url(article)
    client.post(address, {"title": "Typed"})
    session = client.session
    kept = session[unsent.KEY]
    reader = make_user()
    client.force_login(reader)
    session = client.session
    session[unsent.KEY] = kept
    session.save()

    assert client.post(address, {"title": "Typed"}).status_code == 302
    assert Article.objects.get().title == "Fatigue"


def test_a_post_without_a_token_keeps_nothing(article):
    client = Client(enforce_csrf_checks=True)

    assert client.post(change_url(article), {"title": "Typed"}).status_code == 403
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/admin/accounts/user/add/", {"email": "x@example.org", "password1": "secret words"}),
        ("/admin/symptoms/picture/add/", {"title": "x", "upload": None}),
        ("/admin/symptoms/tag/add/", {"name": "x" * (unsent.LONGEST + 1)}),
        ("/admin/symptoms/tag/add/", {}),
    ],
    ids=["passwords", "files", "too large", "nothing"],
)
def test_what_is_not_kept(client, address, data):
    if "upload" in data:
        data = data | {"upload": picture_file()}
    client.post(address, data)

    assert unsent.KEY not in client.session
