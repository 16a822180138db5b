from datetime import timedelta

import pytest
from django.utils import timezone

from symptoms.models import Article, Edition, Plan
from symptoms.workflow import publishing, reviewing, scheduling
from symptoms.workflow.publishing import PublishingError, Then
from tests.factories import make_article, make_contributor, publish

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def changed(article, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    return publishing.save_revision(article)


def live_at(article, days):
    edition = article.editions.live(timezone.now() + days * DAY).first()
    return edition and (edition.title, edition.content.body)


def test_what_is_moved_starts_at_the_new_moment_and_not_at_the_old_one():
    article = make_article("Old", live=True)
    update = publishing.publish(changed(article, title="Update"), at=timezone.now() + DAY)
    scheduling.move(update, timezone.now() + 3 * DAY)

    titles = [live_at(article, days)[0] for days in (2, 4)]
    assert titles == ["Old", "Update"]


def test_a_plan_can_be_moved_to_an_earlier_moment():
    article = make_article("Old", live=True)
    update = publishing.publish(changed(article, title="Update"), at=timezone.now() + 3 * DAY)
    scheduling.move(update, timezone.now() + DAY)

    assert live_at(article, 2)[0] == "Update"
    assert Edition.objects.scheduled().count() == 1


def test_a_withdrawal_can_be_moved():
    article = make_article("Old", live=True)
    end = publishing.withdraw(article, reason="Over.", at=timezone.now() + DAY)
    moved = scheduling.move(end, timezone.now() + 3 * DAY)

    assert (live_at(article, 2)[0], live_at(article, 4)) == ("Old", None)
    assert moved.reason == "Over."


@pytest.mark.parametrize("days", [-1, 2])
def test_a_move_that_is_refused_changes_nothing(days):
    article = make_article("Old", live=True)
    start = timezone.now() + DAY
    update = publishing.publish(changed(article, title="Update"), at=start)
    publishing.publish(changed(article, title="Other"), at=start + DAY)
    before = list(Edition.objects.order_by("pk").values())

    with pytest.raises(PublishingError):
        scheduling.move(update, start + (days - 1) * DAY)
    assert list(Edition.objects.order_by("pk").values()) == before


def test_what_has_started_or_was_cancelled_cannot_be_moved():
    article = make_article("Old")
    live = publish(article)
    update = publishing.publish(changed(article, title="Update"), at=timezone.now() + DAY)
    publishing.cancel(update)

    for edition in (live, update):
        with pytest.raises(PublishingError):
            scheduling.move(edition, timezone.now() + 2 * DAY)


def test_an_override_moves_with_what_it_was_for():
    revision = publishing.save_revision(make_article("Old", standfirst=""))
    edition = publishing.publish(revision, at=timezone.now() + DAY, override="Tonight.")
    moved = scheduling.move(edition, timezone.now() + 2 * DAY)

    assert moved.override_reason == "Tonight."


@pytest.fixture
def article():
    """Live, with an update to the title scheduled for tomorrow; the newest text is as it was."""
    article = make_article("Old", live=True)
    publishing.publish(changed(article, title="Update"), at=timezone.now() + DAY)
    return article


def test_an_update_is_written_anew_with_the_correction(article):
    correction = changed(article, title="Old", body="<p>Corrected.</p>")
    _edition, [rebased] = scheduling.publish_and_rebase(correction)

    assert (live_at(article, 0), live_at(article, 2)) == (
        ("Old", "<p>Corrected.</p>"),
        ("Update", "<p>Corrected.</p>"),
    )
    assert (rebased.conflicts, rebased.refused) == ([], "")
    assert article.revisions.first() == rebased.revision


def test_every_later_update_gets_the_correction(article):
    second = changed(article, title="Update", standfirst="Second.")
    publishing.publish(second, at=timezone.now() + 2 * DAY)
    correction = changed(article, title="Old", standfirst="About Old.", body="<p>Corrected.</p>")
    _edition, rebased = scheduling.publish_and_rebase(correction)

    assert [(r.conflicts, r.refused) for r in rebased] == [([], ""), ([], "")]
    assert live_at(article, 1.5) == ("Update", "<p>Corrected.</p>")
    last = article.editions.live(timezone.now() + 3 * DAY).get().content
    assert (last.title, last.standfirst, last.body) == ("Update", "Second.", "<p>Corrected.</p>")


def test_a_conflict_is_never_scheduled_by_itself(article):
    correction = changed(article, title="Corrected")
    _edition, [rebased] = scheduling.publish_and_rebase(correction)

    assert (rebased.conflicts, rebased.refused) == (
        ["title"],
        "Both texts changed the same passage.",
    )
    assert live_at(article, 2)[0] == "Corrected"
    assert Edition.objects.scheduled().count() == 0


def test_a_rewritten_update_needs_its_own_medical_review(article, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    correction = changed(article, title="Old", body="<p>Corrected.</p>")
    doctor = make_contributor("Dr. Ito", kind="clinician")
    reviewing.approve(correction, doctor, reviewing.default_due())
    _edition, [rebased] = scheduling.publish_and_rebase(correction)

    assert rebased.refused == publishing.NOT_APPROVED
    assert live_at(article, 2) == ("Old", "<p>Corrected.</p>")
    assert article.revisions.first().as_content().title == "Update"


def test_a_correction_that_is_refused_leaves_the_update_as_it_was(article):
    correction = changed(article, topic=None)
    before = list(Edition.objects.order_by("pk").values())

    with pytest.raises(PublishingError, match="topic"):
        scheduling.publish_and_rebase(correction)
    assert list(Edition.objects.order_by("pk").values()) == before
    assert article.revisions.first() == correction


def test_a_correction_can_be_scheduled_and_carried_over_as_well(article):
    correction = changed(article, title="Old", body="<p>Corrected.</p>")
    soon = timezone.now() + timedelta(hours=1)
    scheduling.publish_and_rebase(correction, at=soon)

    assert live_at(article, 0)[1] == "<p>Body.</p>"
    assert live_at(article, 0.5) == ("Old", "<p>Corrected.</p>")
    assert live_at(article, 2) == ("Update", "<p>Corrected.</p>")


def test_a_withdrawal_behind_the_update_stays(article):
    publishing.withdraw(article, reason="Over.", at=timezone.now() + 3 * DAY)
    scheduling.publish_and_rebase(changed(article, title="Old", body="<p>Corrected.</p>"))

    assert live_at(article, 4) is None


def test_keeping_says_so_on_purpose(article):
    publishing.publish(changed(article, title="Corrected"), then=Then.KEEP)

    assert live_at(article, 2)[0] == "Update"


@pytest.fixture
def planned(article):
    """The article after a correction that stands against its update, which waits as a plan."""
    scheduling.publish_and_rebase(changed(article, title="Corrected"))
    return Plan.objects.waiting().get()


def test_what_is_not_scheduled_again_waits_as_a_plan_for_its_moment(article):
    [update] = Edition.objects.scheduled()
    scheduling.publish_and_rebase(changed(article, title="Corrected"))
    [plan] = Plan.objects.waiting()

    # Nothing of it is left beside the correction, so it waits in its own words.
    assert (plan.starts, plan.revision) == (update.live_from, update.revision)
    assert plan.waits_because == "Both texts changed the same passage."


def test_what_both_texts_leave_of_an_update_is_the_plans_draft(article):
    [update] = Edition.objects.scheduled()
    publishing.cancel(update)
    second = changed(article, title="Update", closing="<p>New.</p>")
    publishing.publish(second, at=update.live_from)
    correction = changed(article, title="Corrected", closing="")
    scheduling.publish_and_rebase(correction)
    [plan] = Plan.objects.waiting()
    draft = plan.revision.as_content()

    assert plan.revision == article.revisions.first()
    assert (draft.title, draft.closing) == ("Corrected", "<p>New.</p>")


def test_what_is_scheduled_again_leaves_no_plan(article):
    scheduling.publish_and_rebase(changed(article, title="Old", body="<p>Corrected.</p>"))

    assert Plan.objects.count() == 0


def test_a_plan_outlives_whatever_else_is_saved_and_published(article, planned):
    publishing.publish(changed(article, title="Another correction"))
    publishing.publish(changed(article, title="A later one"), at=timezone.now() + 3 * DAY)

    assert list(Plan.objects.waiting()) == [planned]


def test_a_plan_is_met_by_its_own_words_whatever_their_number(article, planned):
    draft = planned.revision.as_content()
    changed(article, title="Something else")
    again = changed(article, title=draft.title, body=draft.body)
    publishing.publish(again, at=planned.starts + DAY)

    assert again.number > planned.revision.number
    assert Plan.objects.waiting().count() == 0
    assert Plan.objects.get().settled_how == "scheduled"


def test_a_plan_is_met_by_whatever_starts_at_its_moment(article, planned):
    publishing.publish(changed(article, title="Edited on"), at=planned.starts)

    assert Plan.objects.waiting().count() == 0


def test_a_plan_is_scheduled_with_its_note(article, planned):
    Plan.objects.update(change_note="A new dose.")
    planned.refresh_from_db()
    edition = scheduling.schedule_plan(planned, planned.revision, planned.starts)

    assert (edition.live_from, edition.change_note) == (planned.starts, "A new dose.")
    assert Plan.objects.waiting().count() == 0


def test_a_plan_that_cannot_be_scheduled_waits_on(article, planned, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    with pytest.raises(PublishingError, match="approve"):
        scheduling.schedule_plan(planned, planned.revision, planned.starts)

    assert list(Plan.objects.waiting()) == [planned]


def test_a_plan_is_dropped_once(planned):
    scheduling.drop_plan(planned)
    with pytest.raises(PublishingError, match="already scheduled or canceled"):
        scheduling.drop_plan(planned)

    assert Plan.objects.get().settled_how == "dropped"


def test_a_plan_is_written_anew_on_top_of_the_next_correction(article, planned):
    Article.objects.filter(pk=article.pk).update(title="Corrected")
    correction = changed(article, closing="<p>Call first.</p>")
    scheduling.publish_and_rebase(correction)
    [plan] = Plan.objects.waiting()

    assert (plan.starts, plan.waits_because) == (planned.starts, planned.waits_because)
    assert plan.revision.as_content().closing == "<p>Call first.</p>"
    assert Edition.objects.scheduled().count() == 0


def test_publishing_the_same_words_again_is_nothing_new(article):
    live = article.editions.live().get()
    changed(article, title="Something else")
    same = changed(article, title="Old")

    assert publishing.publish(same, then=Then.KEEP) == live


def test_the_same_words_are_no_other_text_that_would_be_undone(article):
    [update] = Edition.objects.scheduled()
    changed(article, title="Something else")
    same = changed(article, title="Update")

    assert list(article.editions.would_undo(same)) == []
    assert publishing.publish(same).revision == same
    assert list(Edition.objects.scheduled()) == [update]


def test_what_a_reviewer_wants_changed_does_not_start_by_itself(article):
    [update] = Edition.objects.scheduled()
    [plan] = scheduling.hold(update.revision, "Changes are wanted.")

    assert Edition.objects.scheduled().count() == 0
    assert (plan.starts, plan.revision) == (update.live_from, update.revision)
