"""A form that was submitted after the session ended is not lost."""

import html
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config import unsaved_forms
from symptoms.models import Article, Edition, Favorite, OwnQuestion
from symptoms.web import anonymous_sessions, last_account
from symptoms.workflow import publishing
from tests.accounts import steps
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
    publishing.save_revision(article)
    return article


def change_url(article):
    return reverse("admin:symptoms_article_change", args=[article.pk])


def sign_in(client, address):
    return client.post(address, {"login": "editor@example.org", "password": PASSWORD}, follow=True)


def end_session(client):
    """End the session, as after two weeks; the browser keeps its other cookies."""
    Session.objects.all().delete()
    del client.cookies["sessionid"]


def signed_out_save(client, editor, article, **changes):
    """Open the form, lose the session, send it, and sign in; returns the page after that."""
    client.force_login(editor)
    form = posted(client.get(change_url(article)), **changes)
    end_session(client)
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


def test_it_can_be_discarded(client, editor, article):
    signed_out_save(client, editor, article, title="Typed")
    response = client.post(change_url(article), {"_throw_away_unsent": "1"}, follow=True)

    assert response.redirect_chain == [(change_url(article), 302)]
    assert response.context["adminform"].form.initial["title"] == "Fatigue"
    assert Article.objects.get().title == "Fatigue"


def test_a_press_of_publish_waits_too_and_is_not_done_by_looking(client, editor, article):
    address = reverse("admin:symptoms_article_publish", args=[article.pk])
    client.force_login(editor)
    client.get(change_url(article))
    end_session(client)
    response = client.post(address, {"revision": 1, "baseline": 0}, follow=True)
    page = sign_in(client, response.redirect_chain[-1][0])
    assert Edition.objects.count() == 0

    client.post(address, fields_of(page))
    assert Edition.objects.live().get().title == "Fatigue"


def test_other_admin_pages_are_unchanged(client, editor, article):
    signed_out_save(client, editor, article, title="Typed")
    other = client.get(reverse("admin:symptoms_article_changelist"))

    assert other.context["cl"].result_count == 1


def test_whoever_has_no_permission_cannot_send_it_either(client, article):
    address = change_url(article)
    reader = make_user()
    client.force_login(reader)
    session = client.session
    owner = last_account.account_key(reader)
    session[unsaved_forms.KEY] = {"path": address, "owner": owner, "fields": [["title", "Typed"]]}
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
        ("/admin/symptoms/tag/add/", {"name": "x" * (unsaved_forms.MAX_BYTES + 1)}),
        ("/admin/symptoms/tag/add/", {}),
    ],
    ids=["passwords", "files", "too large", "nothing"],
)
def test_what_is_not_kept(client, editor, article, address, data):
    client.force_login(editor)
    client.get(change_url(article))
    end_session(client)
    if "upload" in data:
        data = data | {"upload": picture_file()}
    client.post(address, data)

    assert unsaved_forms.KEY not in client.session


# --- The next person on the same browser ---------------------------------------------------------


def question_after_the_session(client, user, text="Is my secret safe?"):
    """`user` reads their questions, the session ends, and they send one more."""
    client.force_login(user)
    client.get("/favorites/questions/")
    end_session(client)
    return client.post("/favorites/questions/", {"text": text})


@pytest.fixture
def first(client):
    steps.make_reader("second@example.org")
    return steps.make_reader("first@example.org")


def test_the_next_person_is_not_shown_what_the_first_had_typed(client, first):
    question_after_the_session(client, first)
    assert client.session[unsaved_forms.KEY]["fields"]
    steps.sign_in(client, "second@example.org")
    page = client.get("/favorites/questions/").content.decode()

    assert "secret" not in page and "It is all still here" not in page
    assert unsaved_forms.KEY not in client.session


def test_the_first_is_offered_it_and_may_send_it(client, first):
    question_after_the_session(client, first)
    steps.sign_in(client, "first@example.org")
    page = client.get("/favorites/questions/")
    assert "Is my secret safe?" in page.content.decode()
    client.post("/favorites/questions/", fields_of(page))

    assert OwnQuestion.objects.get().user == first


@pytest.mark.parametrize("who", ["first", "second"])
def test_what_was_pressed_after_the_session_is_saved_for_the_first_alone(client, first, who):
    article = make_article("Fatigue", live=True)
    client.force_login(first)
    client.get("/favorites/questions/")
    end_session(client)
    client.post("/favorites/add/", {"kind": "article", "id": article.pk})
    steps.sign_in(client, f"{who}@example.org")
    page = client.get("/favorites/").content.decode()

    assert Favorite.objects.of(first).exists() == ("Fatigue" in page) == (who == "first")
    assert Favorite.objects.count() == (who == "first")
    assert ("Another account was used on this device last." in page) == (who == "second")


def test_signing_out_forgets_whose_browser_it_was(client, first):
    steps.sign_in(client, "first@example.org")
    assert client.cookies[last_account.COOKIE]["httponly"]
    client.post("/accounts/logout/")

    assert not client.cookies[last_account.COOKIE].value


@pytest.mark.parametrize("value", ["", "x", "a" * 64, "a" * 64 + ":" + "b" * 43])
def test_a_stranger_can_leave_nothing(client, value):
    client.cookies[last_account.COOKIE] = value
    client.post("/favorites/questions/", {"text": "x" * 60_000})

    assert Session.objects.count() == 0


def test_sixty_four_kibibytes_are_the_most_as_the_database_counts(client, first):
    question_after_the_session(client, first, text="\u20ac" * 22_000)

    assert unsaved_forms.KEY not in client.session


def test_one_place_leaves_so_many_messages_an_hour_and_saves_all_the_same(client, monkeypatch):
    monkeypatch.setattr(anonymous_sessions, "MAX_AN_HOUR", 3)
    article = make_article("Fatigue", live=True)
    item = {"kind": "article", "id": article.pk}
    answers = [Client().post("/favorites/add/", item) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [302] * 5
    assert all("kept" in answer.cookies for answer in answers)
    assert Session.objects.count() == 3


def test_a_long_next_address_is_not_stored(client):
    article = make_article("Fatigue", live=True)
    client.cookies["kept"] = "own"
    place = "/" + "a" * 100_000 + "#x"
    client.post("/favorites/add/", {"kind": "article", "id": article.pk, "next": place})

    assert len(Session.objects.get().session_data) < 1_000


def test_sessions_that_have_ended_are_swept_by_the_way(client):
    past = timezone.now() - timedelta(days=1)
    rows = [Session(session_key=f"old{n}", session_data="x", expire_date=past) for n in range(9)]
    Session.objects.bulk_create(rows)
    article = make_article("Fatigue", live=True)
    client.post("/favorites/add/", {"kind": "article", "id": article.pk})

    assert Session.objects.count() == 1


def ways_to_leave_something():
    words = " ".join(["word"] * 100)
    way_back = "/" + "a" * 1900
    return [
        ("get", f"/admin/?q={words}", {}),
        ("get", f"/admin/symptoms/article/?q={words}", {}),
        ("post", "/accounts/login/code/confirm/", {"code": "00000000"}),
        ("post", "/accounts/confirm-email/", {"code": "00000000"}),
        ("post", f"/accounts/password/reset/?next={way_back}", {"email": "x@example.org"}),
    ]


@pytest.mark.parametrize(("method", "address", "data"), ways_to_leave_something())
def test_no_page_lets_a_stranger_leave_more(monkeypatch, method, address, data):
    """Every session of somebody who is not signed in is counted, or limited by its mail."""
    monkeypatch.setattr(anonymous_sessions, "MAX_AN_HOUR", 3)
    for _ in range(8):
        getattr(Client(), method)(address, data)

    assert Session.objects.count() <= 3
