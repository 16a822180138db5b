"""Change what is scheduled: move it to another moment, or rebase it on a correction. A rebased
update that can't be scheduled automatically becomes a plan, which waits for a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from symptoms.models import Article, Edition, Plan, Revision
from symptoms.text import merge
from symptoms.workflow import publishing, restoring
from symptoms.workflow.publishing import PublishingError, Then

if TYPE_CHECKING:
    from accounts.models import User


def move(edition: Edition, at: datetime, by: User | None = None) -> Edition:
    """Reschedule `edition` to start at the future moment `at` instead.

    The record has a canceled edition and a new one. Raises PublishingError when it has started, or
    when it can't be scheduled for `at`; then it stays as it was.
    """
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if edition.canceled_at:
            raise PublishingError(_("It is already canceled."))
        publishing.cancel(edition)
        if edition.revision is None:
            return publishing.withdraw(edition.article, by=by, reason=edition.reason, at=at)
        return publishing.publish(
            edition.revision,
            by=by,
            at=at,
            then=Then.KEEP,
            override=edition.override_reason,
            change_note=edition.change_note,
        )


class Update(NamedTuple):
    """A text that was to start later: a scheduled edition, or a plan with the reason why it waits."""

    revision: Revision
    starts: datetime
    change_note: str
    override_reason: str
    waits_because: str


def plans_beside(article: Article, revision: Revision) -> list[Plan]:
    """The waiting plans whose text differs from `revision`."""
    waiting = article.plans.waiting().select_related("revision")
    return [plan for plan in waiting if plan.revision.content != revision.content]


def hold(revision: Revision, because: str, by: User | None = None) -> list[Plan]:
    """Keep anything with the text of `revision` from starting automatically: its scheduled editions
    become plans.
    """
    article = revision.article
    with transaction.atomic():
        same = article.editions.scheduled().filter(revision__clinical_hash=revision.clinical_hash)
        editions = list(same.select_related("revision"))
        for edition in editions:
            publishing.cancel(edition)
        return [
            _plan(article, update, update.revision, because, by)
            for update in map(_update_of, editions)
        ]


def schedule_plan(plan: Plan, revision: Revision, at: datetime, by: User | None = None) -> Edition:
    """Schedule the planned `revision` for the moment `at`. Editions that are already scheduled
    stay.

    Raises PublishingError as `publish` does, and when the plan no longer waits.
    """
    with transaction.atomic():
        edition = publishing.publish(
            revision,
            by=by,
            at=at,
            then=Then.KEEP,
            override=plan.override_reason,
            change_note=plan.change_note,
        )
        # Publishing has already settled it if the text or the moment is the plan's.
        Plan.objects.filter(pk=plan.pk).settle(Plan.Settled.SCHEDULED, by)
    return edition


def drop_plan(plan: Plan, by: User | None = None) -> None:
    """Drop the plan. Its text stays in the history. Raises PublishingError when it does not wait."""
    if not Plan.objects.filter(pk=plan.pk).settle(Plan.Settled.DROPPED, by):
        raise PublishingError(_("This plan was already scheduled or canceled."))


class Rebased(NamedTuple):
    """One update after a correction: its new revision, the moment it was planned for, the fields
    with conflicts, and why it is not scheduled again ("" when it is).
    """

    revision: Revision
    starts: datetime
    conflicts: list[str]
    refused: str


def publish_and_rebase(
    correction: Revision,
    by: User | None = None,
    at: datetime | None = None,
    override: str = "",
    change_note: str = "",
) -> tuple[Edition, list[Rebased]]:
    """Publish `correction`, and rebase what is scheduled after it.

    Each update becomes a new revision, and the last of them the working copy. One without conflicts
    that may be published is scheduled for its old moment; the others wait as plans for that moment,
    so that a machine's guess never undoes the correction, and the moment is never lost. Waiting
    plans are rebased as well. Raises PublishingError as `publish` does.
    """
    article = correction.article
    with transaction.atomic():
        before = article.editions.live(at).select_related("revision").first()
        plans = plans_beside(article, correction)
        updates = _updates(article.editions.would_undo(correction, at), plans)
        Plan.objects.filter(pk__in=[plan.pk for plan in plans]).settle(Plan.Settled.REWRITTEN, by)
        # Their changes are in the working copy afterward, so nobody has to put them back.
        article.set_aside.filter(draft__in=[update.revision for update in updates]).delete()
        edition = publishing.publish(
            correction,
            by=by,
            at=at,
            then=Then.CANCEL,
            override=override,
            change_note=change_note,
        )
        base = before.content if before else correction.as_content()
        onto, rebased, held_back = correction.as_content(), [], False
        for update in updates:
            said = update.revision.as_content()
            merged, conflicts = merge.rebase(said, base, onto)
            revision, _missing = restoring.rewrite(
                article, merged, by=by, made_from=update.revision
            )
            held_back = held_back or bool(conflicts)
            refused = update.waits_because or _schedule_again(update, revision, held_back, by)
            if refused:
                # If the correction won everywhere, only the update's own text still has the change.
                nothing_left = revision.content == correction.content
                draft = update.revision if nothing_left else revision
                _plan(article, update, draft, refused, by)
            rebased.append(Rebased(revision, update.starts, conflicts, refused))
            base, onto = said, revision.as_content()
    return edition, rebased


def _updates(editions: QuerySet[Edition], plans: Iterable[Plan]) -> list[Update]:
    scheduled = [_update_of(edition) for edition in editions.select_related("revision")]
    waiting = [
        Update(p.revision, p.starts, p.change_note, p.override_reason, p.waits_because)
        for p in plans
    ]
    return sorted(scheduled + waiting, key=lambda update: update.starts)


def _update_of(edition: Edition) -> Update:
    e = edition
    if e.revision is None:
        raise ValueError("A withdrawal has no text to start later.")
    return Update(e.revision, e.live_from, e.change_note, e.override_reason, "")


def _plan(
    article: Article, update: Update, revision: Revision, reason: str, by: User | None
) -> Plan:
    return Plan.objects.create(
        article=article,
        revision=revision,
        starts=update.starts,
        change_note=update.change_note,
        override_reason=update.override_reason,
        waits_because=reason,
        created_by=by,
        created_by_name=str(by or ""),
    )


def _schedule_again(update: Update, revision: Revision, is_held_back: bool, by: User | None) -> str:
    """Why `revision` does not start when `update` was to; "" when it does."""
    if is_held_back:
        return gettext_noop("Both texts changed the same passage.")
    try:
        with transaction.atomic():
            publishing.publish(
                revision,
                by=by,
                at=update.starts,
                then=Then.KEEP,
                override=update.override_reason,
                change_note=update.change_note,
            )
    except PublishingError as error:
        return str(error)
    return ""
