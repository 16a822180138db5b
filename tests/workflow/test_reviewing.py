from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from symptoms.models import Edition, Plan, Review
from symptoms.workflow import (
    duplicating,
    publishing,
    restoring,
    reviewing,
    scheduling,
    setting_aside,
)
from symptoms.workflow.publishing import PublishingError
from symptoms.workflow.reviewing import ReviewError
from tests.factories import make_article, make_contributor, make_tag, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}


@pytest.fixture
def nurse():
    return make_contributor("Nora Nurse", "clinician")


def due(days=100):
    return timezone.localdate() + timedelta(days=days)


def recorded(**fields):
    article = make_article("Fatigue", tips=["Rest"], **fields)
    return article, publishing.save_revision(article)


def live_titles():
    return list(Edition.objects.live().values_list("title", flat=True))


def test_what_nobody_approved_cannot_be_published(nurse):
    _article, revision = recorded()
    with pytest.raises(PublishingError, match="approve this exact text"):
        publishing.publish(revision)
    with pytest.raises(PublishingError, match="approve this exact text"):
        publishing.publish(revision, at=timezone.now() + timedelta(days=1))
    assert Edition.objects.count() == 0

    reviewing.approve(revision, nurse, due())
    publishing.publish(revision)
    assert live_titles() == ["Fatigue"]


def test_a_change_of_the_text_voids_the_approval_and_changing_it_back_restores_it(nurse):
    article, revision = recorded()
    reviewing.approve(revision, nurse, due())
    tip = article.tips.get()
    before, tip.body = tip.body, "<p>Something else.</p>"
    tip.save()
    changed = publishing.save_revision(article)
    with pytest.raises(PublishingError, match="approve"):
        publishing.publish(changed)

    tip.body = before
    tip.save()
    publishing.publish(publishing.save_revision(article))
    assert live_titles() == ["Fatigue"]


def test_a_tag_or_a_save_without_a_change_leaves_the_approval(nurse):
    article, revision = recorded()
    reviewing.approve(revision, nurse, due())
    article.save()
    article.tags.set([make_tag("heat")])
    tagged = publishing.save_revision(article)

    assert tagged != revision
    assert publishing.publish(tagged).title == "Fatigue"


def test_asking_for_changes_takes_an_approval_back(nurse):
    _article, revision = recorded()
    reviewing.approve(revision, nurse, due())
    reviewing.ask_for_changes(revision, reason="A study says otherwise.")

    with pytest.raises(PublishingError, match="approve"):
        publishing.publish(revision)


def test_an_approval_of_another_article_with_the_same_text_does_not_count(nurse):
    _article, revision = recorded()
    other = make_article("Fatigue", tips=["Rest"], slug="other")
    reviewing.approve(publishing.save_revision(other), nurse, due())

    assert reviewing.approval_of(revision) is None


def test_nobody_approves_what_they_wrote(nurse):
    writer = make_user(is_staff=True)
    article = make_article("Fatigue")
    revision = publishing.save_revision(article, by=writer)

    with pytest.raises(ReviewError, match="Another person"):
        reviewing.approve(revision, nurse, due(), by=writer, reason="I know it is right.")
    assert Review.objects.count() == 0


def test_nobody_approves_what_they_wrote_before_somebody_elses_comma(nurse):
    writer, other = make_user(), make_user()
    article = make_article("Fatigue")
    publishing.save_revision(article, by=writer)
    article.standfirst = "A comma, more."
    article.save()
    revision = publishing.save_revision(article, by=other)

    with pytest.raises(ReviewError, match="Another person"):
        reviewing.approve(revision, nurse, due(), by=writer)


def test_who_wrote_a_text_that_somebody_else_restored_does_not_approve_it(nurse):
    writer, other = make_user(), make_user()
    article, _first = recorded()
    article.title = "Tiredness"
    article.save()
    mine = publishing.save_revision(article, by=writer)
    article.title = "Being tired"
    article.save()
    reviewing.approve(publishing.save_revision(article, by=other), nurse, due(), by=make_user())
    restored, _missing = restoring.restore(mine, by=other)
    assert (restored.number, restored.created_by) == (4, other)

    with pytest.raises(ReviewError, match="You wrote part of this text"):
        reviewing.approve(restored, nurse, due(), by=writer)
    assert not reviewing.approve(restored, nurse, due(), by=make_user()).is_own_text


def put_back(article, writer, other, nurse):
    """The draft of `writer` is set aside for a correction that is approved, and then put back."""
    article.standfirst = "Rest first."
    article.save()
    publishing.save_revision(article, by=writer)
    _loaded, aside = setting_aside.edit_live(article, by=other)
    article.refresh_from_db()
    article.tips_heading = "Tips to try"
    article.save()
    correction = publishing.save_revision(article, by=other)
    reviewing.approve(correction, nurse, due(), by=make_user())
    publishing.publish(correction, by=other)
    return setting_aside.put_back(aside, by=other).revision


def duplicated(article, writer, other, nurse):
    article.standfirst = "Rest first."
    article.save()
    publishing.save_revision(article, by=writer)
    return duplicating.duplicate(article, by=other).revisions.get()


def duplicated_twice(article, writer, other, nurse):
    copy = duplicated(article, writer, other, nurse).article
    return duplicating.duplicate(copy, by=other).revisions.get()


def rebased(article, writer, other, nurse):
    """An update of `writer` that waits as a plan is merged with a correction."""
    live = publishing.save_revision(article, by=other)
    article.standfirst = "Rest first."
    article.save()
    update = publishing.save_revision(article, by=writer)
    tomorrow = timezone.now() + timedelta(days=1)
    Plan.objects.create(article=article, revision=update, starts=tomorrow, waits_because="Review.")
    restoring.restore(live, by=other)
    article.refresh_from_db()
    article.tips_heading = "Tips to try"
    article.save()
    correction = publishing.save_revision(article, by=other)
    reviewing.approve(correction, nurse, due(), by=make_user())
    _edition, (one,) = scheduling.publish_and_rebase(correction, by=other)
    return one.revision


@pytest.mark.parametrize("way", [put_back, duplicated, duplicated_twice, rebased])
def test_who_wrote_a_text_that_somebody_else_moved_does_not_approve_it(nurse, way):
    writer, other = make_user(), make_user()
    article = make_article("Fatigue")
    first = publishing.save_revision(article, by=other)
    reviewing.approve(first, nurse, due(), by=make_user())
    publishing.publish(first, by=other)
    article.refresh_from_db()

    moved = way(article, writer, other, nurse)

    assert "Rest first." in moved.content
    assert moved.created_by == other
    with pytest.raises(ReviewError, match="You wrote part of this text"):
        reviewing.approve(moved, nurse, due(), by=writer)
    assert not reviewing.approve(moved, nurse, due(), by=make_user()).is_own_text


def test_who_wrote_an_approved_text_may_approve_its_copy(nurse):
    writer, other = make_user(), make_user()
    article = make_article("Fatigue")
    reviewing.approve(publishing.save_revision(article, by=writer), nurse, due(), by=make_user())
    copy = duplicating.duplicate(article, by=other).revisions.get()

    assert not reviewing.has_a_hand_in(copy, writer)
    assert reviewing.has_a_hand_in(copy, other)


def test_copies_of_copies_are_followed_by_a_bounded_number_of_questions(
    nurse, django_assert_max_num_queries
):
    writer, other = make_user(), make_user()
    article = make_article("Fatigue")
    publishing.save_revision(article, by=writer)
    for _number in range(30):
        article = duplicating.duplicate(article, by=other)

    revision, stranger = article.revisions.get(), make_user()
    with django_assert_max_num_queries(4 * reviewing.MAX_SOURCES):
        assert not reviewing.has_a_hand_in(revision, stranger)


def test_who_wrote_only_what_was_approved_since_may_approve_the_next_change(nurse):
    first_writer, second = make_user(), make_user()
    article = make_article("Fatigue")
    reviewing.approve(publishing.save_revision(article, by=first_writer), nurse, due(), by=second)
    article.standfirst = "Changed."
    article.save()
    revision = publishing.save_revision(article, by=second)

    assert reviewing.approve(revision, nurse, due(), by=first_writer).is_own_text is False


def test_a_superuser_may_approve_their_own_text_with_a_reason_on_record(nurse):
    owner = make_user(is_staff=True, is_superuser=True)
    revision = publishing.save_revision(make_article("Fatigue"), by=owner)
    with pytest.raises(ReviewError, match="Enter a reason"):
        reviewing.approve(revision, nurse, due(), by=owner)
    review = reviewing.approve(revision, nurse, due(), by=owner, reason="Nobody else is here.")

    assert (review.is_own_text, review.reason) == (True, "Nobody else is here.")


@pytest.mark.parametrize("kind", ["staff", "community"])
def test_only_a_clinician_signs(kind):
    _article, revision = recorded()

    with pytest.raises(ReviewError, match="clinician"):
        reviewing.approve(revision, make_contributor("Sam", kind), due())


@pytest.mark.parametrize("days", [-1, 0, 365 * 3 + 40])
def test_the_next_review_is_within_36_months(nurse, days):
    _article, revision = recorded()

    with pytest.raises(ReviewError, match="36 months"):
        reviewing.approve(revision, nurse, due(days))


@pytest.mark.parametrize(
    ("months", "day", "expected"),
    [
        (1, date(2026, 1, 31), date(2026, 2, 28)),
        (1, date(2028, 1, 31), date(2028, 2, 29)),
        (12, date(2028, 2, 29), date(2029, 2, 28)),
        (36, date(2026, 11, 22), date(2029, 11, 22)),
        (2, date(2026, 12, 31), date(2027, 2, 28)),
    ],
)
def test_months_are_counted_by_the_calendar(months, day, expected):
    assert reviewing.in_months(months, day) == expected


def test_asking_for_changes_needs_a_reason():
    _article, revision = recorded()

    with pytest.raises(ReviewError, match="what the writer has to change"):
        reviewing.ask_for_changes(revision, reason=" ")


def test_what_is_in_review_or_approved_is_not_submitted_again(nurse):
    _article, revision = recorded()
    reviewing.submit(revision)
    with pytest.raises(ReviewError, match="already in review"):
        reviewing.submit(revision)
    reviewing.approve(revision, nurse, due())
    with pytest.raises(ReviewError, match="already approved"):
        reviewing.submit(revision)


def test_the_database_refuses_a_review_that_makes_no_sense(nurse):
    _article, revision = recorded()
    for fields in (
        {"verdict": "approved"},
        {"verdict": "approved", "reviewer": nurse},
        {"verdict": "submitted", "reviewer": nurse, "next_due": due()},
        {"verdict": "changes"},
        {"verdict": "maybe", "reason": "x"},
        {"verdict": "approved", "reviewer": nurse, "next_due": due(), "is_own_text": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.create(revision=revision, **fields)


def test_mail_goes_to_whoever_is_next_and_names_nothing(
    nurse, django_capture_on_commit_callbacks, client
):
    from django.contrib.auth.models import Group

    from symptoms.workflow.roles import create_roles

    create_roles()
    people = {}
    for role in ("Writer", "Medical reviewer", "Publisher"):
        people[role] = make_user(is_staff=True)
        people[role].groups.add(Group.objects.get(name=role))
    revision = publishing.save_revision(make_article("Fatigue"), by=people["Writer"])
    steps = [
        (lambda: reviewing.submit(revision), "Medical reviewer"),
        (lambda: reviewing.ask_for_changes(revision, reason="Too long."), "Writer"),
        (lambda: reviewing.approve(revision, nurse, due()), "Publisher"),
    ]
    for step, role in steps:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            step()
        assert [m.to for m in mail.outbox] == [[people[role].email]]
        assert "fatigue" not in (mail.outbox[0].subject + mail.outbox[0].body).lower()


def test_superusers_are_told_of_every_step_once(nurse, django_capture_on_commit_callbacks):
    from django.contrib.auth.models import Group

    from symptoms.workflow.roles import create_roles

    create_roles()
    make_user("owner@example.org", is_staff=True, is_superuser=True)
    both = make_user("both@example.org", is_staff=True, is_superuser=True)
    both.groups.set(Group.objects.all())
    make_user("closed@example.org", is_staff=True, is_superuser=True, is_active=False)
    make_user("reader@example.org")
    _article, revision = recorded()
    told = []
    for step in (
        lambda: reviewing.submit(revision),
        lambda: reviewing.approve(revision, nurse, due()),
    ):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            step()
        told.append(sorted(message.to for message in mail.outbox))

    assert told == [[["both@example.org"], ["owner@example.org"]]] * 2


def test_the_page_says_who_checked_it_and_until_when(client, nurse):
    article, revision = recorded()
    reviewing.approve(revision, nurse, due())
    publishing.publish(revision)
    for address in (article.get_absolute_url(), article.tips.get().get_absolute_url()):
        text = client.get(address).content.decode()
        assert "Reviewed by Nora Nurse" in text
        assert "Page last reviewed:" in text
        assert "Next review due:" in text


def test_only_a_new_review_moves_the_dates(client, nurse):
    article, revision = recorded()
    reviewing.approve(revision, nurse, date(2027, 5, 5))
    publishing.publish(revision)
    article.tags.set([make_tag("heat")])
    publishing.publish(publishing.save_revision(article))
    assert "May 5, 2027" in client.get(article.get_absolute_url()).content.decode()

    reviewing.approve(revision, nurse, date(2028, 6, 6))
    assert "June 6, 2028" in client.get(article.get_absolute_url()).content.decode()


def test_an_overdue_page_says_so_plainly(client, nurse, monkeypatch):
    article, revision = recorded()
    reviewing.approve(revision, nurse, due(10))
    publishing.publish(revision)
    later = timezone.now() + timedelta(days=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    text = client.get(article.get_absolute_url()).content.decode()

    assert "haven’t done so yet" in text
    assert "Next review due:" not in text
