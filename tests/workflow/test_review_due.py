"""Whose review is due: the queue, the reminders, and what readers are told."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from symptoms.models import ReviewReminder
from symptoms.workflow import publishing, review_due, reviewing
from symptoms.workflow.roles import create_roles
from tests.factories import make_article, make_callout, make_contributor, make_user

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def reviewer(email):
    create_roles()
    user = make_user(email, is_staff=True)
    user.groups.add(Group.objects.get(name="Medical reviewer"))
    return user


def live(title, due_in=None, by=None, level=None, **fields):
    """A live article whose approval ends in so many days; without a number it has none."""
    article = make_article(title, **fields)
    if level:
        make_callout(article, level)
    revision = publishing.save_revision(article)
    if due_in is not None:
        nurse = make_contributor("Nora Nurse", "clinician")
        review = reviewing.approve(revision, nurse, today() + timedelta(days=100), by=by)
        type(review).objects.filter(pk=review.pk).update(next_due=today() + timedelta(days=due_in))
    publishing.publish(revision)
    return article


def send(**options):
    out = StringIO()
    call_command("sendreviewreminders", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def required(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}


def test_the_queue_is_sorted_by_risk(settings):
    live("Story", -90, kind="story")
    live("Long overdue", -50)
    live("Overdue", -5)
    live("Urgent", -1, level="urgent")
    live("Emergency", -1, level="emergency")
    live("Soon", 60, level="emergency")
    live("Later canary", 61)
    live("Never")
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    make_article("Draft canary")

    assert [edition.title for edition in review_due.queue()] == [
        "Never", "Emergency", "Urgent", "Long overdue", "Overdue", "Story", "Soon",
    ]  # fmt: skip


def test_where_no_review_is_required_what_has_none_is_not_in_the_queue(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": False}
    live("Never")
    live("Overdue", -5)

    assert [edition.title for edition in review_due.queue()] == ["Overdue"]


@pytest.mark.parametrize("count", [1, 5])
def test_the_queue_is_one_question_however_many_there_are(count, django_assert_num_queries):
    for number in range(count):
        live(f"Article {number}", -5)
    with django_assert_num_queries(1):
        review_due.queue()


def test_the_front_page_shows_the_first_and_leads_to_all(client):
    for number in range(22):
        live(f"Number {number:02}", -30 + number)
    client.force_login(reviewer("nurse@example.org"))
    front = client.get(reverse("admin:index")).content.decode()
    whole = client.get(reverse("admin:symptoms_article_reviews_due")).content.decode()

    due = front.split("Reviews overdue or due within 60 days (22)")[1]

    assert ("Number 04" in due, "Number 05" in due, "See all 22" in due) == (True, False, True)
    assert "Number 21" in whole


@pytest.mark.parametrize(
    ("due_in", "days"), [(61, None), (60, 60), (31, 60), (30, 30), (1, 30), (0, 0), (-40, 0)]
)
def test_only_the_nearest_reminder_is_sent(due_in, days):
    reviewer("nurse@example.org")
    live("Fatigue", due_in)
    mail.outbox.clear()
    send()

    assert list(ReviewReminder.objects.values_list("days", flat=True)) == (
        [] if days is None else [days]
    )
    assert len(mail.outbox) == (0 if days is None else 1)


def test_a_second_run_sends_nothing_again():
    reviewer("nurse@example.org")
    live("Fatigue", 30)
    send()
    mail.outbox.clear()

    assert send() == "0 sent.\n"
    assert mail.outbox == []


def test_a_dry_run_sends_and_keeps_nothing():
    reviewer("nurse@example.org")
    article = live("Fatigue", 30)
    mail.outbox.clear()

    assert send(dry_run=True) == f"article {article.pk}, 30 days ahead\n1 to send.\n"
    assert (mail.outbox, ReviewReminder.objects.count()) == ([], 0)


def test_the_mail_goes_to_whoever_approved_and_tells_nothing():
    nurse = reviewer("nurse@example.org")
    reviewer("other@example.org")
    article = live("Canary fatigue", 0, by=nurse)
    mail.outbox.clear()
    send()
    (sent,) = mail.outbox

    assert sent.recipients() == ["nurse@example.org"]
    assert "anary" not in sent.subject + sent.body
    assert reverse("admin:symptoms_article_publishing", args=[article.pk]) in sent.body


def test_when_they_may_no_longer_review_it_goes_to_all_who_may():
    nurse = reviewer("nurse@example.org")
    reviewer("a@example.org")
    reviewer("b@example.org")
    live("Fatigue", 0, by=nurse)
    nurse.groups.clear()
    mail.outbox.clear()
    send()

    assert sorted(mail.outbox[0].recipients()) == ["a@example.org", "b@example.org"]


def test_a_mail_that_fails_is_sent_by_the_next_run_and_the_others_at_once(monkeypatch):
    reviewer("nurse@example.org")
    live("One", 0)
    live("Two", 0)
    mail.outbox.clear()
    real, calls = EmailBackend.send_messages, []

    def fails_once(self, messages):
        calls.append(1)
        if len(calls) == 1:
            raise OSError("No route to the mail server.")
        return real(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", fails_once)
    with pytest.raises(CommandError, match="1 could not be sent"):
        send()
    assert (len(mail.outbox), ReviewReminder.objects.count()) == (1, 1)

    assert send().endswith("1 sent.\n")
    assert (len(mail.outbox), ReviewReminder.objects.count()) == (2, 2)


def test_on_a_site_with_a_superuser_alone_the_reminder_goes_to_them():
    make_user("owner@example.org", is_staff=True, is_superuser=True)
    live("Fatigue", 0)
    mail.outbox.clear()

    assert send().endswith("1 sent.\n")
    assert [message.recipients() for message in mail.outbox] == [["owner@example.org"]]


def test_where_nobody_may_review_the_command_says_so():
    make_user("reader@example.org")
    make_user("closed@example.org", is_staff=True, is_superuser=True, is_active=False)
    live("Fatigue", 0)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("sendreviewreminders", stdout=out)

    assert str(review_due.NOBODY) in out.getvalue()
    assert ReviewReminder.objects.count() == 0


@pytest.mark.parametrize(
    ("policy", "due_in", "is_shown"),
    [("line", -1, False), ("notice", -1, True), ("notice", 0, False)],
)
def test_a_site_chooses_whether_an_overdue_page_gets_a_notice(
    client, settings, policy, due_in, is_shown
):
    settings.SYMPTOMS = settings.SYMPTOMS | {"WHEN_REVIEW_IS_OVERDUE": policy}
    article = live("Fatigue", due_in, tips=["Rest"])
    pages = [
        client.get(address).content.decode()
        for address in (article.get_absolute_url(), article.tips.get().get_absolute_url())
    ]

    assert ["We haven’t reviewed this page since" in page for page in pages] == [is_shown] * 2
    assert ["haven’t done so yet" in page for page in pages] == [due_in < 0] * 2


def test_a_long_queue_is_paged_in_the_database(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(review_due, "SORTED", 2)
    monkeypatch.setattr(review_due, "PER_PAGE", 3)
    live("Soon", 30)
    live("Overdue", -5)
    live("Emergency", -1, level="emergency")
    live("Long overdue", -50)
    live("Later canary", 61)

    with django_assert_num_queries(2):
        first = review_due.page(1)
    second = review_due.page(2)

    assert [edition.title for edition in first.items] == ["Emergency", "Long overdue", "Overdue"]
    assert [edition.title for edition in second.items] == ["Soon"]
    assert (first.has_next, second.has_next) == (True, False)
    client.force_login(reviewer("ada@example.org"))
    address = reverse("admin:symptoms_article_reviews_due")
    said = client.get(address).content.decode()
    assert "Long overdue" in said and "Soon" not in said and "?page=2" in said
    assert "Soon" in client.get(f"{address}?page=2").content.decode()
    assert client.get(f"{address}?page=3").status_code == 404


def test_a_short_queue_is_sorted_as_a_whole(monkeypatch):
    monkeypatch.setattr(review_due, "PER_PAGE", 1)
    live("Overdue", -50)
    live("Emergency", -1, level="emergency")

    assert [review_due.page(number).items[0].title for number in (1, 2)] == ["Emergency", "Overdue"]
