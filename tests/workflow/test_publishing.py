from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from symptoms.models import Address, Article, Edition, Revision
from symptoms.workflow import publishing
from symptoms.workflow.publishing import PublishingError, Then
from tests.factories import make_article, make_tag, make_user, publish

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def live_titles(at=None):
    return sorted(Edition.objects.live(at).values_list("title", flat=True))


def retitled(article, title):
    article.title = title
    article.save()
    return publishing.save_revision(article)


def test_saving_the_working_copy_changes_nothing_for_readers():
    article = make_article("Old", live=True)
    retitled(article, "New")

    assert live_titles() == ["Old"]


def test_publishing_replaces_what_is_live():
    article = make_article("Old", live=True)
    publishing.publish(retitled(article, "New"))

    assert live_titles() == ["New"]


def test_a_draft_is_not_live():
    publishing.save_revision(make_article("Draft"))
    make_article("Live", live=True)

    assert live_titles() == ["Live"]


def test_a_save_without_a_change_makes_no_revision():
    article = make_article()
    first = publishing.save_revision(article)
    article.save()

    assert publishing.save_revision(article) == first
    assert Revision.objects.count() == 1


def test_a_changed_tip_makes_a_revision():
    article = make_article(tips=1)
    publishing.save_revision(article)
    article.tips.update(body="<p>Other.</p>")

    assert publishing.save_revision(article).number == 2


def test_a_scheduled_update_starts_by_itself_to_the_second():
    article = make_article("Old", live=True)
    start = timezone.now() + DAY
    publishing.publish(retitled(article, "New"), at=start)

    assert live_titles(start - timedelta(seconds=1)) == ["Old"]
    assert live_titles(start) == ["New"]


def test_a_scheduled_first_version_is_hidden_until_it_starts():
    start = timezone.now() + DAY
    publish(make_article("Soon"), at=start)

    assert (live_titles(), live_titles(start)) == ([], ["Soon"])


def test_a_cancelled_update_never_starts():
    article = make_article("Old", live=True)
    start = timezone.now() + DAY
    edition = publishing.publish(retitled(article, "New"), at=start)
    publishing.cancel(edition)
    publishing.cancel(edition)

    assert live_titles(start + DAY) == ["Old"]


def test_what_has_started_cannot_be_cancelled():
    edition = publish(make_article("Old"))

    with pytest.raises(PublishingError, match="already public"):
        publishing.cancel(edition)
    assert live_titles() == ["Old"]


def test_the_database_refuses_to_drop_what_has_started():
    edition = publish(make_article())

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(canceled_at=timezone.now())


def test_withdrawing_takes_the_article_off_and_publishing_brings_it_back():
    article = make_article("Old", live=True)
    publishing.withdraw(article, reason="Out of date.")
    assert live_titles() == []

    publish(article)
    assert live_titles() == ["Old"]


def test_a_withdrawal_can_be_scheduled():
    article = make_article("Old", live=True)
    end = timezone.now() + DAY
    publishing.withdraw(article, reason="Only for the summer.", at=end)

    assert (live_titles(), live_titles(end)) == (["Old"], [])


def test_withdrawing_is_refused_while_an_update_would_bring_the_article_back():
    article = make_article("Old", live=True)
    later = publishing.publish(retitled(article, "New"), at=timezone.now() + DAY)
    with pytest.raises(PublishingError, match="public again"):
        publishing.withdraw(article, reason="Unsafe.")
    assert live_titles() == ["Old"]

    publishing.cancel(later)
    publishing.withdraw(article, reason="Unsafe.")
    assert live_titles(timezone.now() + 2 * DAY) == []


def test_an_update_before_a_scheduled_withdrawal_is_no_obstacle():
    article = make_article("Old", live=True)
    publishing.publish(retitled(article, "New"), at=timezone.now() + DAY)
    publishing.withdraw(article, reason="Over.", at=timezone.now() + 2 * DAY)

    assert live_titles(timezone.now() + 3 * DAY) == []


def test_a_reason_is_one_sentence():
    article = make_article("Old", live=True)

    with pytest.raises(PublishingError, match="300"):
        publishing.withdraw(article, reason="x" * 301)
    assert live_titles() == ["Old"]


def test_a_stale_row_in_hand_records_what_the_database_says():
    article = make_article("Old")
    stale = Article.objects.get(pk=article.pk)
    newer = retitled(article, "New")

    assert publishing.save_revision(stale) == newer


def test_a_lock_that_could_not_be_had_is_tried_once_more(monkeypatch):
    article, calls = make_article("Old"), []
    real = publishing._lock

    def locked_at_first(row):
        calls.append(row)
        if len(calls) == 1:
            raise OperationalError("database is locked")
        return real(row)

    monkeypatch.setattr(publishing, "_lock", locked_at_first)
    monkeypatch.setattr(publishing, "connection", SimpleNamespace(in_atomic_block=False))

    assert publishing.save_revision(article).number == 1
    assert len(calls) == 2


def test_withdrawing_needs_a_reason():
    article = make_article("Old", live=True)

    with pytest.raises(PublishingError, match="Give a reason"):
        publishing.withdraw(article, reason=" ")
    assert live_titles() == ["Old"]


def test_only_what_is_live_can_be_withdrawn():
    article = make_article()

    with pytest.raises(PublishingError, match="isn’t live"):
        publishing.withdraw(article, reason="Out of date.")
    assert Edition.objects.count() == 0


def test_a_moment_in_the_past_is_refused():
    with pytest.raises(PublishingError, match="future"):
        publish(make_article(), at=timezone.now() - DAY)
    assert Edition.objects.count() == 0


def test_two_starts_at_one_moment_are_refused():
    article = make_article("Old")
    start = timezone.now() + DAY
    publish(article, at=start)

    with pytest.raises(PublishingError, match="the same time"):
        publishing.publish(retitled(article, "New"), at=start)
    assert Edition.objects.count() == 1


def test_what_is_not_ready_is_refused_in_words():
    revision = publishing.save_revision(make_article(standfirst="", topic=None))

    with pytest.raises(PublishingError, match=r"standfirst.*topic"):
        publishing.publish(revision)
    assert (Edition.objects.count(), Address.objects.count()) == (0, 0)


def test_a_published_address_belongs_to_its_article_for_ever():
    first = make_article("First", slug="fatigue", live=True)
    Article.objects.filter(pk=first.pk).update(slug="tiredness")
    second = make_article("Second", slug="fatigue")

    with pytest.raises(PublishingError, match="another article"):
        publish(second)
    assert live_titles() == ["First"]


def test_a_correction_keeps_the_date_of_first_publication():
    article = make_article("Old")
    first = publish(article)
    second = publishing.publish(retitled(article, "New"))

    assert second.first_live_from == first.live_from
    assert second.live_from > first.live_from


def test_publishing_now_while_a_first_version_is_scheduled_moves_the_first_publication():
    article = make_article("Soon")
    scheduled = publish(article, at=timezone.now() + DAY)
    now = publishing.publish(retitled(article, "Now"), then=Then.KEEP)
    scheduled.refresh_from_db()

    assert scheduled.first_live_from == now.live_from


def test_cancelling_the_first_of_two_schedules_moves_the_first_publication():
    article = make_article("Soon")
    first = publish(article, at=timezone.now() + DAY)
    second = publishing.publish(retitled(article, "Later"), at=timezone.now() + 2 * DAY)
    publishing.cancel(first)
    second.refresh_from_db()

    assert second.first_live_from == second.live_from


def test_a_publish_on_a_slow_clock_is_still_seen(monkeypatch):
    article = make_article("Old", live=True)
    revision = retitled(article, "New")
    real = timezone.now()
    monkeypatch.setattr(publishing.timezone, "now", lambda: real + timedelta(seconds=1))
    publishing.publish(revision)
    third = retitled(article, "Newest")
    edition = publishing.publish(third)

    assert edition == Edition.objects.live(real + timedelta(seconds=2)).get()


def test_history_can_be_asked_what_was_live():
    article = make_article("Old")
    first = publish(article)
    second = publishing.publish(retitled(article, "New"))

    assert live_titles(first.live_from - timedelta(seconds=1)) == []
    assert live_titles(first.live_from) == ["Old"]
    assert live_titles(second.live_from) == ["New"]


def test_a_correction_in_front_of_a_scheduled_update_asks_what_becomes_of_it():
    article = make_article("Old", live=True)
    publishing.publish(retitled(article, "Update"), at=timezone.now() + DAY)
    correction = retitled(article, "Correction")

    with pytest.raises(PublishingError, match="Choose what to do with the update"):
        publishing.publish(correction)
    assert live_titles() == ["Old"]

    publishing.publish(correction, then=Then.KEEP)
    assert (live_titles(), live_titles(timezone.now() + DAY)) == (["Correction"], ["Update"])


def test_a_correction_can_cancel_the_update_it_was_put_in_front_of():
    article = make_article("Old", live=True)
    publishing.publish(retitled(article, "Update"), at=timezone.now() + 2 * DAY)
    publishing.publish(retitled(article, "Correction"), at=timezone.now() + DAY, then=Then.CANCEL)

    assert live_titles(timezone.now() + 3 * DAY) == ["Correction"]


def test_an_update_behind_another_asks_nothing():
    article = make_article("Old", live=True)
    publishing.publish(retitled(article, "Update"), at=timezone.now() + DAY)
    publishing.publish(retitled(article, "Second update"), at=timezone.now() + 2 * DAY)

    assert live_titles(timezone.now() + 3 * DAY) == ["Second update"]


def test_the_checklist_can_be_overridden_for_a_reason_that_is_kept():
    revision = publishing.save_revision(make_article("Old", standfirst=""))
    with pytest.raises(PublishingError, match="standfirst"):
        publishing.publish(revision, override="  ")
    edition = publishing.publish(revision, override="It must be out tonight.")

    assert edition.overridden == "Write a standfirst: the line under the title."
    assert edition.override_reason == "It must be out tonight."


def test_an_override_of_nothing_leaves_no_mark():
    edition = publishing.publish(
        publishing.save_revision(make_article("Old")), override="Just in case."
    )

    assert (edition.overridden, edition.override_reason) == ("", "")


@pytest.mark.parametrize("missing", [{"topic": None}, {"author": None}, {"body": ""}])
def test_what_makes_a_page_cannot_be_overridden(missing):
    revision = publishing.save_revision(make_article("Old", **missing))

    with pytest.raises(PublishingError):
        publishing.publish(revision, override="It must be out tonight.")
    assert Edition.objects.count() == 0


def test_an_override_does_not_replace_a_medical_review(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    revision = publishing.save_revision(make_article("Old", standfirst=""))

    with pytest.raises(PublishingError, match="medical reviewer"):
        publishing.publish(revision, override="It must be out tonight.")
    assert Edition.objects.count() == 0


def test_who_did_it_stays_on_record_when_the_account_is_deleted():
    editor = make_user("editor@example.org", is_staff=True, name="Nora Nurse")
    edition = publish(make_article(), by=editor)
    editor.delete()
    edition.refresh_from_db()

    assert (edition.created_by, edition.created_by_name) == (None, "Nora Nurse")


def test_editions_carry_what_lists_find_them_by():
    tag = make_tag("Heat")
    article = make_article("Old", tips=2, tags=[tag])
    edition = publish(article)

    assert list(edition.tags.all()) == [tag]
    assert [tip.number for tip in edition.tips.all()] == [1, 2]
