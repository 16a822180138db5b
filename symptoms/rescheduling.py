"""What is scheduled, changed: moved to another moment, or written anew on top of a correction."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from symptoms import publishing, rebasing, restoring
from symptoms.models import Edition, Revision
from symptoms.publishing import PublishingError, Then


def move(edition: Edition, at: datetime, by=None) -> Edition:
    """Let what `edition` was to start at its moment start at the future moment `at` instead.

    A cancelled plan and a new one are on record. Raises PublishingError when it has started, or when
    it could not be planned for `at`; then it stays as it was.
    """
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if edition.dropped_at:
            raise PublishingError("It was cancelled already.")
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


class Rebased(NamedTuple):
    """One update after a correction: the revision it is now, the moment it was planned for, the
    fields where both changed the same place, and why it is not scheduled again ("" when it is)."""

    revision: Revision
    starts: datetime
    conflicts: list[str]
    refused: str


def publish_and_rebase(
    correction: Revision, by=None, at=None, override: str = "", change_note: str = ""
) -> tuple[Edition, list[Rebased]]:
    """Publish `correction`, and write what is scheduled after it anew on top of it.

    Each update becomes a new revision, and the last of them the working copy. One without conflicts
    that may be published is scheduled for its old moment; the others wait for an editor, unscheduled,
    so that the correction is never undone by a machine's guess. Raises PublishingError as `publish`.
    """
    article = correction.article
    with transaction.atomic():
        before = article.editions.live(at).select_related("revision").first()
        updates = list(article.editions.would_undo(correction, at).select_related("revision"))
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
            merged, conflicts = rebasing.rebase(update.content, base, onto)
            revision, _missing = restoring.rewrite(article, merged, by=by)
            held_back = held_back or bool(conflicts)
            refused = _schedule_again(update, revision, held_back, by)
            rebased.append(Rebased(revision, update.live_from, conflicts, refused))
            base, onto = update.content, revision.as_content()
    return edition, rebased


def _schedule_again(update, revision, is_held_back, by):
    """Why `revision` does not start when `update` was to; "" when it does."""
    if is_held_back:
        return "Both texts changed the same place."
    try:
        with transaction.atomic():
            publishing.publish(
                revision,
                by=by,
                at=update.live_from,
                then=Then.KEEP,
                override=update.override_reason,
                change_note=update.change_note,
            )
    except PublishingError as error:
        return str(error)
    return ""
