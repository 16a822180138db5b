"""What the public record of an article says. test_sequences.py shows that it matches what was
served.
"""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symptoms.workflow import publishing, reviewing
from symptoms.workflow.audit import as_json, record_of
from tests.factories import make_article, make_contributor, make_user, publish

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def retitled(article, title):
    article.title = title
    article.save()
    return publishing.save_revision(article)


def test_an_article_that_was_never_public_has_an_empty_record():
    assert record_of(make_article("Draft")) == []


def test_the_record_tells_versions_plans_cancelled_plans_and_withdrawals():
    editor = make_user("editor@example.org")
    article = make_article("One")
    first = publish(article, by=editor)
    second = publishing.publish(retitled(article, "Two"), by=editor, at=timezone.now() + DAY)
    canceled = publishing.publish(
        retitled(article, "Canary"), by=editor, at=timezone.now() + 2 * DAY
    )
    publishing.cancel(canceled)
    canceled.refresh_from_db()
    end = publishing.withdraw(article, reason="Out of date.", at=timezone.now() + 3 * DAY)

    assert [
        (e.state, e.start, e.end, e.canceled_at, e.revision, e.title, e.reason, e.published_by)
        for e in record_of(article)
    ] == [
        ("live", first.live_from, second.live_from, None, 1, "One", "", str(editor)),
        ("live", second.live_from, end.live_from, None, 2, "Two", "", str(editor)),
        ("canceled", canceled.live_from, None, canceled.canceled_at, 3, "Canary", "", str(editor)),
        ("withdrawn", end.live_from, None, None, None, "", "Out of date.", ""),
    ]  # fmt: skip


def test_the_record_names_who_answered_for_each_text_and_for_no_other():
    nurse = make_contributor("Mei Nurse", kind="clinician")
    account = make_user("nurse@example.org")
    article = make_article("One")
    revision = publishing.save_revision(article)
    due = timezone.localdate() + timedelta(days=400)
    reviewing.approve(revision, nurse, due, by=account)
    publishing.publish(revision)
    publishing.publish(retitled(article, "Two"))
    one, two = record_of(article)

    assert [(a.by, a.account, a.next_due) for a in one.approvals] == [
        ("Mei Nurse", str(account), due)
    ]
    assert two.approvals == ()


def test_the_record_says_what_was_overridden_and_why():
    article = make_article("One", standfirst="")
    publishing.publish(publishing.save_revision(article), override="It is urgent.")
    (entry,) = record_of(article)

    assert entry.override_reason == "It is urgent."
    assert "standfirst" in entry.overridden


def test_the_record_as_json_is_plain_data_in_utc():
    article = make_article("One", live=True)
    plain = json.loads(json.dumps(as_json(article, record_of(article))))

    assert (plain["article"], plain["time_zone"]) == (article.pk, "UTC")
    assert plain["record"][0]["start"].endswith("+00:00")
    assert plain["record"][0]["address"] == "/articles/one/"


def test_the_record_can_be_read_and_downloaded_by_who_may_see_the_article(client):
    article = make_article("One", live=True)
    client.force_login(make_user(is_staff=True, is_superuser=True))
    page = client.get(reverse("admin:symptoms_article_record", args=[article.pk]))
    download = client.get(reverse("admin:symptoms_article_record_json", args=[article.pk]))

    assert "/articles/one/" in page.content.decode()
    assert download.json() == as_json(article, record_of(article))
    assert download["Content-Disposition"].startswith("attachment")
