"""The offline copy: what is in it, whose it is, and that nobody else is offered one."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.templatetags.static import static
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from symptoms.models import Favorite, OwnQuestion
from symptoms.workflow import publishing, reviewing
from tests.factories import (
    make_article,
    make_callout,
    make_contributor,
    make_sponsor,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db
PAGE, COPY = "/favorites/offline/", "/favorites/offline/copy/"


@pytest.fixture
def reader(client):
    user = make_user("reader@example.org")
    client.force_login(user)
    return user


@pytest.fixture
def article():
    article = make_article(
        "Fatigue",
        standfirst="Why you tire.",
        body="<p>Body words.</p>",
        tips=["Rest"],
        sponsor=make_sponsor(),
        sponsor_role="paid_for",
    )
    make_callout(article, "emergency", "you cannot breathe")
    publish(article)
    return article


@pytest.fixture
def full(reader, article):
    Favorite.objects.save_item(reader, article=article.pk)
    Favorite.objects.save_item(reader, tip=article.tips.get().pk)
    Favorite.objects.update(note="Own words.")
    Favorite.objects.filter(tip__isnull=False).update(status="helped")
    OwnQuestion.objects.create(user=reader, text="May I swim?", star=1)
    stranger = make_user()
    Favorite.objects.save_item(stranger, article=make_article("Strange", live=True).pk)
    OwnQuestion.objects.create(user=stranger, text="Strange question?")
    return reader


def owner_in(client, address):
    """Whose copy may stay on the device, as a page says it."""
    found = re.search(r'data-(?:copy-)?owner="([^"]*)"', client.get(address).content.decode())
    return found and found[1]


def test_the_copy_holds_the_list_and_the_text_of_tips(client, full):
    text = client.get(COPY).content.decode()

    assert "You have no connection. This copy was saved on" in text
    assert "Your favorites (2)" in text and "Fatigue" in text and "Why you tire." in text
    assert "<p>Rest before you feel tired.</p>" in text
    assert text.count("<strong>Sponsored: Acme</strong>") == 2
    assert "Talk to your healthcare team" in text
    assert "Call 112 now if:" in text and "you cannot breathe" in text
    assert "Body words." not in text and "Strange" not in text


def test_the_copy_says_when_things_were_reviewed(client, full, article):
    revision = article.revisions.first()
    nurse = make_contributor("Nora Nurse", "clinician")
    reviewing.approve(revision, nurse, timezone.localdate() + timedelta(days=100))
    text = client.get(COPY).content.decode()

    assert text.count("Page last reviewed:") == text.count("Next review due:") == 2


def test_own_words_are_in_it_only_if_asked_for(client, full):
    without = client.get(COPY).content.decode()
    with_words = client.get(f"{COPY}?words=yes").content.decode()

    for words in ("Own words.", "It helped me", "May I swim?"):
        assert words not in without and words in with_words
    assert "Your notes and questions are not in this copy." in without
    assert "Strange" not in with_words


def test_own_words_are_not_even_asked_for_without_that(client, full):
    with CaptureQueriesContext(connection) as asked:
        client.get(COPY)
    said = " ".join(query["sql"] for query in asked)

    assert "symptoms_favorite" in said
    assert '"note"' not in said and '"status"' not in said and "ownquestion" not in said


def test_what_was_withdrawn_is_named_without_its_text(client, full, article):
    publishing.withdraw(article, reason="Wrong dose.")
    text = client.get(COPY).content.decode()

    assert text.count("This article was withdrawn. Wrong dose.") == 2
    assert "Why you tire." not in text and "Rest before" not in text and "112" not in text


def test_the_copy_needs_nothing_that_it_does_not_name(client, full):
    text = client.get(COPY).content.decode()
    needs = re.search(r'data-needs="([^"]*)"', text)[1].split()
    loaded = re.findall(r'(?:<link[^>]* href|<script[^>]* src)="([^"]*)"', text)

    assert set(loaded) <= set(needs)
    fonts = re.findall(r"fonts/[\w-]+\.woff2", Path(finders.find("css/base.css")).read_text())
    assert sorted(n for n in needs if n.endswith(".woff2")) == sorted(map(static, fonts))
    assert len(fonts) == 3
    assert "csrf" not in text and "Sign out" not in text


def test_the_copy_is_its_owners_and_kept_by_no_cache_on_the_way(client, full):
    response = client.get(COPY)
    assert response["Cache-Control"] == "private, no-store"
    for address in (PAGE, COPY):
        assert Client().get(address).url == f"/accounts/login/?next={address}"


def test_pages_say_whose_copy_may_stay_without_saying_who(client, full):
    owners = {owner_in(client, address) for address in ("/", "/favorites/", PAGE, COPY)}
    again, other = Client(), Client()
    again.force_login(full)
    other.force_login(make_user())

    assert len(owners) == 1 and re.fullmatch("[0-9a-f]{64}", *owners)
    assert owners == {owner_in(again, "/")}
    assert owners != {owner_in(other, "/")}
    assert owner_in(Client(), "/") is None


def test_a_list_without_an_account_leaves_no_room_for_a_copy(client, article):
    client.cookies["kept"] = f"own.a{article.pk}-2000"

    assert owner_in(client, "/favorites/") == ""


def test_a_device_that_others_use_keeps_no_copy(client, full):
    session = client.session
    session.set_expiry(0)
    session.save()
    text = client.get(PAGE).content.decode()

    assert "You said that others use this device, so you can’t save a copy here." in text
    assert "data-keep-copy" not in text
    assert owner_in(client, "/favorites/") == ""


def test_the_page_says_who_can_open_it_and_offers_a_file_instead(client, full):
    text = client.get(PAGE).content.decode()

    assert "Anyone who uses this device can open the copy, without signing in." in text
    assert "data-copy-tools hidden" in text
    assert "/favorites/yours/my-list.html" in text


def test_the_worker_is_the_same_for_everybody_and_its_scope_is_the_list(client, full):
    response = Client().get("/favorites/worker.js")

    assert response["Content-Type"] == "text/javascript"
    assert response["Cache-Control"] == "private, no-store"
    assert "Service-Worker-Allowed" not in response
    assert dict(response.cookies) == {}
    assert response.content == client.get("/favorites/worker.js").content


def test_reading_pages_have_nothing_to_do_with_copies(client, article):
    for address in ("/", article.get_absolute_url(), "/accounts/login/"):
        assert "copy.js" not in client.get(address).content.decode()


def test_deleting_the_list_clears_the_copy(client, full):
    assert client.post("/favorites/yours/delete/")["Clear-Site-Data"] == '"storage"'
    for address in ("/favorites/yours/delete/", "/accounts/delete/", "/accounts/", "/"):
        assert "data-forgets-copy" in client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 50])
def test_the_copy_asks_as_much_for_one_as_for_many(
    client, reader, count, django_assert_num_queries
):
    for number in range(count):
        article = make_article(f"A{number}", tips=1, live=True)
        Favorite.objects.save_item(reader, article=article.pk)
        Favorite.objects.save_item(reader, tip=article.tips.get().pk)

    with django_assert_num_queries(7):
        client.get(f"{COPY}?words=yes")


def test_a_device_that_others_use_is_given_no_copy(client, reader):
    client.force_login(reader)
    session = client.session
    session.set_expiry(0)
    session.save()

    assert client.get("/favorites/offline/copy/").status_code == 404
