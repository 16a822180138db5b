"""“Was this helpful?”: what is stored of an answer, what is not, and who reads it."""

import logging
import re
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from symptoms.models import Feedback
from symptoms.site.feedback import MAX_PER_HOUR, TOO_OFTEN
from symptoms.web import throttling
from symptoms.workflow import publishing
from symptoms.workflow.roles import create_roles
from tests.factories import (
    make_article,
    make_feedback,
    make_page,
    make_preview_link,
    make_user,
    publish,
)
from tests.inside import cached
from tests.test_visibility import VISIBLE, canaries, make_state, signed_in  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cache_that_can_be_looked_through(settings):
    """Whatever cache the tests run on; what is counted in it has the same names and values there."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def article():
    return make_article("Fatigue", live=True)


def form_of(article):
    return reverse("symptoms:feedback", args=[article.pk])


def thanks_of(article):
    return reverse("symptoms:feedback-thanks", args=[article.pk])


def send(client, article, answer="yes", comment="", **data):
    headers = data.pop("headers", {})
    data = {"answer": answer, "comment": comment} | data
    return client.post(form_of(article), data, **headers)


def stored():
    return list(Feedback.objects.order_by("pk").values_list("answer", "comment", "given_on"))


@pytest.mark.parametrize("answer", ["yes", "partly", "no"])
def test_an_answer_is_kept_with_the_day_and_the_edition(client, article, answer):
    response = send(client, article, answer, "More about rest, please.")

    assert (response.status_code, response.url) == (303, thanks_of(article))
    assert stored() == [(answer, "More about rest, please.", timezone.localdate())]
    assert Feedback.objects.get().edition == article.editions.get()
    assert "We received your answer" in client.get(response.url).content.decode()


def test_the_article_links_to_the_form_and_sets_no_cookie_itself(client, article):
    page = client.get(article.get_absolute_url())

    assert f'href="{form_of(article)}" rel="nofollow">Was this helpful? Tell us</a>' in page.text
    assert (dict(page.cookies), page["Cache-Control"]) == ({}, "public, max-age=60, s-maxage=5")


def test_only_the_form_sets_a_cookie_and_nobody_keeps_its_pages(client, article):
    form, thanks = client.get(form_of(article)), client.get(thanks_of(article))

    assert (set(form.cookies), set(thanks.cookies)) == ({"csrftoken"}, set())
    for response in (form, client.get(form_of(article)), thanks):
        assert response["Cache-Control"] == "private, no-store"
        assert '<meta name="robots" content="noindex">' in response.text


def test_neither_a_preview_nor_another_moment_asks(client, article):
    preview = make_preview_link(article).secret_path
    assert "Was this helpful?" not in client.get(preview).text

    signed_in(client, "Writer")
    client.post(reverse("admin:symptoms_article_moment"), {"at": "2050-01-01T00:00"})
    page = client.get(article.get_absolute_url()).text
    assert "You are viewing the site as of" in page
    assert "Was this helpful?" not in page


def rows_of_everything():
    return {
        f"{model._meta.label}: {row}"
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values_list()
    }


def test_no_row_and_no_log_line_tells_who_sent_an_answer(article, caplog, monkeypatch):
    """Sent by somebody signed in, from a known address, by a known browser, at a known second."""
    at = (timezone.now() + timedelta(days=1)).replace(hour=11, minute=47, second=53)
    monkeypatch.setattr(timezone, "now", lambda: at)
    client = Client(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Lynx/2.9-of-Ada")
    ada = make_user("ada@example.org")
    client.force_login(ada)
    client.get(form_of(article))
    before = rows_of_everything()
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        send(client, article, "no", "Too long.")
        send(client, article, "", "Too long.")
        client.get(thanks_of(article))
    (row,) = rows_of_everything() - before

    found = Feedback.objects.get()
    sent = (found.pk, found.edition_id, "no", "Too long.", at.date())
    of_staff = (None, "", "")
    assert row == f"symptoms.Feedback: {sent + of_staff}"
    told = f"{row} {caplog.text} {cached()}"
    for trace in ("203.0.113", "Lynx", "ada@", client.session.session_key, "11:47", "csrf"):
        assert trace not in told


def test_a_row_has_no_column_for_who_answered_and_when():
    columns = {field.name: field.get_internal_type() for field in Feedback._meta.get_fields()}

    assert columns == {
        "id": "BigAutoField",
        "edition": "ForeignKey",
        "answer": "CharField",
        "comment": "TextField",
        "given_on": "DateField",
    } | {
        "handled_at": "DateTimeField",
        "handled_by_name": "CharField",
        "note": "TextField",
    }  # staff's


# --- What it is about ----------------------------------------------------------------------------


def test_the_answer_is_about_the_version_that_was_read(client, article):
    read = re.search(r'name="edition" value="(\d+)"', client.get(form_of(article)).text)[1]
    article.title = "Fatigue, anew"
    article.save()
    publish(article)
    send(client, article, edition=read)
    send(client, article)

    titles = [feedback.edition.title for feedback in Feedback.objects.order_by("pk")]
    assert titles == ["Fatigue", "Fatigue, anew"]


def test_the_answer_is_about_nothing_else_whatever_the_form_says(client, article):
    live = article.editions.get()
    other = make_article("Sleep", live=True).editions.get()
    article.title = "Planned"
    article.save()
    planned = publish(article, at=timezone.now() + timedelta(hours=1))
    for said in (other.pk, planned.pk, "x", "\0", "9" * 30, ""):
        assert send(client, article, edition=said).status_code == 303, said

    assert {feedback.edition for feedback in Feedback.objects.all()} == {live}


@pytest.mark.parametrize("state", VISIBLE)
def test_only_a_live_article_can_be_answered_about(client, make_state, state):  # noqa: F811
    article = make_state(state)
    found = 200 if VISIBLE[state] else 404
    for address in (form_of(article), thanks_of(article)):
        seen, response = canaries(client, address)
        assert (response.status_code, seen) == (found, {VISIBLE[state]} - {None})

    assert send(client, article).status_code == (303 if VISIBLE[state] else 404)
    assert Feedback.objects.count() == (1 if VISIBLE[state] else 0)


def test_a_page_about_the_site_cannot_be_answered_about(client):
    page = make_page("Privacy", live=True)

    assert client.get(form_of(page)).status_code == 404
    assert "Was this helpful?" not in client.get(page.get_absolute_url()).text


# --- What is refused, and kept in the form ---------------------------------------------------------


@pytest.mark.parametrize("answer", ["", "maybe", "yes\0"])
def test_without_an_answer_the_comment_stays_in_the_form(client, article, answer):
    response = send(client, article, answer, "What I typed.")

    assert response.status_code == 422
    assert response.text.count("Choose yes, partly, or no.") == 2
    assert "What I typed." in response.text
    assert "<title>Error:" in response.text
    assert stored() == []


def test_a_comment_that_is_too_long_stays_in_the_form_whole(client, article):
    response = send(client, article, "partly", "x" * 501)

    assert response.status_code == 422
    assert "Use at most 500 characters. You wrote 501." in response.text
    assert "x" * 501 in response.text
    assert re.search(r'value="partly"[^>]*checked', response.text)
    assert "maxlength" not in response.text
    assert stored() == []


def test_a_line_break_counts_as_one_character(client, article):
    send(client, article, comment="x" * 498 + "\r\n" + "\ty"[1:])

    assert stored()[0][1] == "x" * 498 + "\ny"


def test_control_characters_are_refused_in_words(client, article):
    response = send(client, article, comment="a\x1b[31mb")

    assert (response.status_code, stored()) == (422, [])
    assert "control characters" in response.text


@pytest.mark.parametrize("answer", ["", "maybe"])
def test_the_database_takes_no_other_answer(article, answer):
    with pytest.raises(IntegrityError):
        Feedback.objects.create(edition=article.editions.get(), answer=answer)


# --- How often ------------------------------------------------------------------------------------


def flood(article, **headers):
    """As many answers as one place may send within an hour."""
    for _ in range(MAX_PER_HOUR):
        assert send(Client(**headers), article).status_code == 303


def test_too_many_answers_from_one_place_are_refused_in_words_and_kept(client, article):
    flood(article)
    response = send(client, article, "no", "What I typed.")

    assert response.status_code == 429
    assert str(TOO_OFTEN) in response.text and "What I typed." in response.text
    assert re.search(r'value="no"[^>]*checked', response.text)
    assert Feedback.objects.count() == MAX_PER_HOUR


def test_a_form_that_is_refused_is_not_counted(client, article):
    for _ in range(MAX_PER_HOUR + 1):
        send(client, article, "")

    assert send(client, article).status_code == 303


@pytest.mark.parametrize(
    ("address", "status"),
    [("2001:db8::1", 429), ("2001:db8::ffff:1", 429), ("2001:db8:0:1::1", 303), ("10.0.0.1", 303)],
)
def test_a_household_is_one_place_and_another_is_not(article, address, status):
    flood(article, REMOTE_ADDR="2001:db8::2")

    assert send(Client(REMOTE_ADDR=address), article).status_code == status


def test_a_made_up_forwarded_address_allows_no_more(article):
    flood(article)

    assert send(Client(HTTP_X_FORWARDED_FOR="10.0.0.9"), article).status_code == 429


def test_an_hour_later_all_is_well(client, article, monkeypatch):
    flood(article)
    now = throttling.time.time()
    monkeypatch.setattr(throttling.time, "time", lambda: now + throttling.HOUR)

    assert send(client, article).status_code == 303


def test_the_count_has_another_name_each_hour(client, article, monkeypatch):
    send(client, article)
    now = throttling.time.time()
    monkeypatch.setattr(throttling.time, "time", lambda: now + throttling.HOUR)
    send(client, article)

    assert len(cached()) == 2


def test_a_broken_cache_keeps_nobody_out_and_ends_no_limit(client, article, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise ConnectionError("The cache is down.")

    monkeypatch.setattr(LocMemCache, "add", broken)
    monkeypatch.setattr(throttling, "_here", throttling._Here())

    assert send(client, article).status_code == 303
    assert "counted in this process" in caplog.text
    for _ in range(MAX_PER_HOUR - 1):
        send(client, article)
    assert send(client, article).status_code == 429


def test_what_a_process_counts_by_itself_is_bounded(monkeypatch):
    monkeypatch.setattr(throttling, "MAX_KEYS_IN_PROCESS", 10)
    here = throttling._Here()
    numbers = [here.count(f"key {number}", throttling.HOUR, 1) for number in range(1000)]

    assert (set(numbers), len(here._counts)) == ({1}, 10)
    assert here.count("key 999", throttling.HOUR, 1) == 2


# --- The admin ------------------------------------------------------------------------------------

LIST = "/admin/symptoms/feedback/"


@pytest.fixture
def answers(article):
    sleep = make_article("Sleep", live=True)
    make_feedback(article, "yes", "Clear.")
    make_feedback(article, "no", "Too long.\n<b>really</b>")
    make_feedback(sleep, "no", "Too short.", given_on=date(2026, 1, 31))
    return article, sleep


@pytest.mark.parametrize("role", ["Writer", "Medical reviewer", "Publisher", "superuser"])
def test_staff_read_answers_but_write_none(client, answers, role):
    signed_in(client, role)
    text = client.get(LIST).text
    for words in ("Too short.", "Sleep", "January 31, 2026", "&lt;b&gt;really", "Unread"):
        assert words in text

    row = Feedback.objects.first()
    assert client.get(f"{LIST}add/").status_code == 403
    client.post(f"{LIST}{row.pk}/change/", {"answer": "yes", "comment": "Mine.", "note": ""})
    assert row.edition.title in client.get(f"{LIST}{row.pk}/change/").text
    assert Feedback.objects.filter(answer="no").count() == 2
    assert not Feedback.objects.filter(comment="Mine.").exists()


def test_answers_are_counted_by_article_while_some_are_unread(client, answers):
    fatigue, sleep = answers
    signed_in(client, "Writer")
    rows = [(str(article), unread, dict(totals)) for article, unread, totals in totals_page(client)]
    assert rows == [
        ("Fatigue", 2, {"yes": 1, "partly": 0, "no": 1}),
        ("Sleep", 1, {"yes": 0, "partly": 0, "no": 1}),
    ]
    Feedback.objects.filter(edition__article=fatigue).exclude(answer="no").mark_handled("Ann")
    Feedback.objects.filter(edition__article=sleep).mark_handled("Ann")

    [(article, unread, totals)] = totals_page(client)
    assert (article, unread, totals) == (fatigue, 1, {"yes": 1, "partly": 0, "no": 1})


def totals_page(client):
    return client.get(f"{LIST}by-article/").context["rows"]


def test_the_page_of_totals_has_pages_and_asks_as_much_for_one_as_for_many(client, article):
    signed_in(client, "Writer")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{LIST}by-article/")
        return len(queries)

    make_feedback(article)
    one = asked()
    for number in range(30):
        make_feedback(make_article(f"Other {number}", live=True))
    assert asked() == one
    assert len(totals_page(client)) == 25
    assert len(client.get(f"{LIST}by-article/?page=2").context["rows"]) == 6
    for odd in ("0", "x", "3", "9" * 30):
        assert client.get(f"{LIST}by-article/", {"page": odd}).status_code == 404


def test_an_answer_is_marked_as_handled_with_a_note_and_by_whom(client, answers):
    user = signed_in(client, "Writer")
    user.name = "Ann Editor"
    user.save()
    row = Feedback.objects.get(comment="Too short.")
    form = f"{LIST}{row.pk}/change/"
    client.post(form, {"is_handled": "on", "note": "Added two tips."})
    row.refresh_from_db()

    assert (row.handled_by_name, row.note) == ("Ann Editor", "Added two tips.")
    assert "Handled on" in client.get(form).text and "by Ann Editor" in client.get(form).text
    assert "Added two tips." not in client.get(f"/articles/{answers[1].slug}/").text
    assert "Too short." not in client.get(LIST, {"state": "unread"}).text
    assert "Too short." in client.get(LIST, {"state": "handled"}).text

    client.post(form, {"note": "Not yet."})
    row.refresh_from_db()
    assert (row.handled_at, row.handled_by_name, row.note) == (None, "", "Not yet.")


def test_a_note_on_a_handled_answer_leaves_who_handled_it(client, answers):
    Feedback.objects.mark_handled("Bea")
    row = Feedback.objects.first()
    signed_in(client, "Publisher")
    client.post(f"{LIST}{row.pk}/change/", {"is_handled": "on", "note": "More."})
    after = Feedback.objects.get(pk=row.pk)

    assert (after.handled_at, after.handled_by_name, after.note) == (row.handled_at, "Bea", "More.")


def test_a_note_that_is_too_long_is_refused_in_words(client, answers):
    row = Feedback.objects.first()
    signed_in(client, "Writer")
    response = client.post(f"{LIST}{row.pk}/change/", {"is_handled": "on", "note": "x" * 501})

    assert "at most 500 characters" in response.text
    assert Feedback.objects.handled().count() == 0


@pytest.mark.parametrize(("role", "handled"), [("Medical reviewer", 0), ("Writer", 3)])
def test_many_are_marked_at_once_by_whoever_may_write(client, answers, role, handled):
    signed_in(client, role)
    keys = list(Feedback.objects.values_list("pk", flat=True))
    client.post(LIST, {"action": "mark_handled", "_selected_action": keys})
    assert Feedback.objects.handled().count() == handled

    client.post(LIST, {"action": "mark_unread", "_selected_action": keys})
    assert Feedback.objects.handled().count() == 0


def test_answers_are_filtered_by_article(client, answers):
    signed_in(client, "Writer")
    _fatigue, sleep = answers
    text = client.get(LIST, {"article": sleep.pk}).text

    assert "Too short." in text and "Too long." not in text
    for odd in ("x", "9" * 30):
        assert client.get(LIST, {"article": odd}).status_code == 200


@pytest.mark.parametrize(
    ("role", "left"), [("Writer", 3), ("Medical reviewer", 3), ("Publisher", 2)]
)
def test_only_publishers_delete_an_answer(client, answers, role, left):
    signed_in(client, role)
    client.post(f"{LIST}{Feedback.objects.first().pk}/delete/", {"post": "yes"})

    assert Feedback.objects.count() == left


def test_readers_read_no_answers(client, answers):
    client.force_login(make_user())

    assert client.get(LIST).status_code == 302


def test_the_list_of_answers_asks_as_much_for_one_as_for_many(client, article):
    create_roles()
    signed_in(client, "Writer")

    def queries():
        with connection.execute_wrapper(lambda execute, *rest: counted.append(1) or execute(*rest)):
            counted: list[int] = []
            client.get(LIST)
        return len(counted)

    make_feedback(article)
    one = queries()
    for _ in range(20):
        make_feedback(article)
    assert queries() == one


def test_an_answer_outlives_the_article(client, answers):
    article, _sleep = answers
    publishing.withdraw(article, reason="Over.")
    signed_in(client, "Writer")

    assert "Too long." in client.get(LIST).text
