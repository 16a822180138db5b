"""A picture's new alt text, reviewed once for all articles that show the picture.

The alt text is part of each article's clinical text, so a new one voids their approvals. Where
nothing else has changed, one review of the words confirms all of them. It confirms only these
words: the date of the whole text's last review, its reviewer, and its next review stay as they
were.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from symptoms.models import Article, Contributor, Picture, Review, Revision
from symptoms.workflow import reviewing

if TYPE_CHECKING:
    from accounts.models import User


class Waiting(NamedTuple):
    """An article whose newest text differs from the approved one in the alt text alone."""

    article: Article
    revision: Revision
    approval: Review

    @property
    def read(self) -> str:
        """What a person read before confirming it: article, revision and baseline."""
        return f"{self.article.pk}-{self.revision.number}-{self.approval.revision.number}"

    @property
    def words(self) -> list[str]:
        """The alt text that was approved, and the new one."""
        pictures = (r.as_content().picture for r in (self.approval.revision, self.revision))
        return [(picture.alt if picture else "") or _("none: decorative") for picture in pictures]


def showing(picture: Picture) -> tuple[list[Waiting], list[Article]]:
    """The articles that show `picture` and are not approved: those that one review can confirm, and
    those in which something else changed as well, or that were never approved.
    """
    together, alone = [], []
    for article in Article.objects.filter(picture=picture).order_by("title", "pk"):
        revision = article.revisions.first()
        if revision is None or reviewing.approval_of(revision):
            continue
        approval = _approval_but_for_the_words(revision)
        if approval:
            together.append(Waiting(article, revision, approval))
        else:
            alone.append(article)
    return together, alone


def differs_by_the_words_alone(revision: Revision) -> bool:
    return not reviewing.approval_of(revision) and bool(_approval_but_for_the_words(revision))


def _approval_but_for_the_words(revision: Revision) -> Review | None:
    """The approval that would be valid for `revision` with the approved alt text."""
    baseline = reviewing.baseline_of(revision)
    if baseline is None:
        return None
    was, content = baseline.as_content().picture, revision.as_content()
    if not (was and content.picture):
        return None
    with_old_words = replace(content, picture=replace(content.picture, alt=was.alt))
    same = with_old_words.clinical_hash() == baseline.clinical_hash
    return reviewing.approval_of(baseline) if same else None


def confirm(
    picture: Picture,
    read: Iterable[str],
    reviewer: Contributor,
    by: User | None = None,
    reason: str = "",
) -> list[Review]:
    """Approve the new alt text in all articles that `showing` says can be confirmed together.
    `read` is what the person saw of each (`Waiting.read`). Raises ReviewError when that no longer
    matches all of them, and whenever `reviewing.confirm` does; then none is confirmed.
    """
    with transaction.atomic():
        together, _alone = showing(picture)
        if not together or {waiting.read for waiting in together} != set(read):
            raise reviewing.ReviewError(
                _(
                    "The articles changed after you opened this page. Read the newest texts "
                    "below before you decide."
                )
            )
        return [
            reviewing.confirm(waiting.revision, waiting.approval, reviewer, by, reason)
            for waiting in together
        ]
