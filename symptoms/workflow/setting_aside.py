"""Correct what readers see while a newer text waits: the newer one is set aside, and put back later.

    edit_live  load the live text into the working copy; the newer text is set aside
    put_back   load what was set aside again, on top of what was corrected meanwhile
    forget     stop offering it; it stays in the history

None of them changes what readers see, and each text stays a revision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from symptoms.models import Article, Revision, SetAside
from symptoms.text import merge
from symptoms.workflow import publishing, restoring
from symptoms.workflow.publishing import PublishingError

if TYPE_CHECKING:
    from accounts.models import User


class Loaded(NamedTuple):
    """The revision that is now in the working copy; what could not be restored, because it was
    deleted since; and the fields in which the correction won over the draft.
    """

    revision: Revision
    missing: list[str]
    conflicts: list[str]


def edit_live(article: Article, by: User | None = None) -> tuple[Loaded, SetAside]:
    """Replace the working copy by the live text, including its address, and set the newer text aside.

    Raises PublishingError when nothing is live, or when the working copy says what is live.
    """
    with transaction.atomic():
        newest = publishing.save_revision(article, by=by)
        live = article.editions.live().select_related("revision").first()
        if live is None:
            raise PublishingError(_("Readers don’t see this article now."))
        if live.content.is_same_as(newest.as_content()):
            raise PublishingError(_("The form already has the text that readers see."))
        revision, missing = restoring.rewrite(article, live.content, by=by, made_from=live.revision)
        facts = {"article": article, "base": revision, "by": by}
        aside, _created = SetAside.objects.update_or_create(draft=newest, defaults=facts)
        return Loaded(revision, missing, []), aside


def put_back(aside: SetAside, by: User | None = None) -> Loaded:
    """Replace the working copy by the draft, with what was corrected since it was set aside. Where
    both changed the same passage, the correction is kept; the fields are named.
    """
    with transaction.atomic():
        article = aside.article
        newest = publishing.save_revision(article, by=by)
        draft, base = aside.draft.as_content(), aside.base.as_content()
        merged, conflicts = merge.rebase(draft, base, newest.as_content())
        revision, missing = restoring.rewrite(article, merged, by=by, made_from=aside.draft)
        aside.delete()
        return Loaded(revision, missing, conflicts)


def forget(aside: SetAside) -> None:
    """Stop offering the draft."""
    aside.delete()
