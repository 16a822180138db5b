"""What publishing a text for the first time writes, as rows for many texts at once.

`publishing.publish` asks the database some thirty questions, whose answers are known for an article that nobody has
ever seen: no other edition, no plan, no favorite. A test compares both, table by table.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction

from symptoms import search
from symptoms.models import (
    NEVER_REVIEWED,
    Address,
    Article,
    Edition,
    EditionSymptom,
    EditionTag,
    EditionTip,
    Review,
    Revision,
    RevisionPicture,
)
from symptoms.models.live import FOREVER
from symptoms.text.content import ArticleContent
from symptoms.workflow import events, publishing

if TYPE_CHECKING:
    from accounts.models import User

_BATCH = 500


class Keys(NamedTuple):
    """The ids of the rows of one text. They must be known before the rows are written."""

    revision: int
    edition: int
    tips: list[int]


def rows(
    article: Article,
    content: ArticleContent,
    keys: Keys,
    start: datetime,
    *,
    pictures: dict[str, Any],
    by: User | None = None,
    origin: str = "",
    approval: Review | None = None,
) -> Iterator[Any]:
    """The unsaved rows of the first revision of `article`, with `content`, that is public from `start` on.
    `pictures` are those that its text may show, by their files; `approval` is an unsaved one."""
    signature = {"created_by": by, "created_by_name": str(by or "")}
    yield Address(slug=content.slug, article=article)
    revision = Revision(
        pk=keys.revision,
        article=article,
        number=1,
        content=content.to_json(),
        clinical_hash=content.clinical_hash(),
        origin=origin,
        **signature,
    )
    yield revision
    for picture in content.pictures:
        yield RevisionPicture(revision=revision, picture=pictures[picture.file])
    if approval:
        approval.revision = revision
        yield approval
    edition = Edition(
        pk=keys.edition,
        article=article,
        revision=revision,
        live_from=start,
        live_until=FOREVER,
        first_live_from=publishing.told_start(start, content),
        is_first=True,
        next_review=(approval and approval.next_due) or NEVER_REVIEWED,
        **publishing.columns_of(content),
        **signature,
    )
    yield edition
    yield from EditionSymptom.of(edition, content.symptoms)
    yield from EditionTag.of(edition, content.tags)
    yield from _tips(edition, content, keys)


def _tips(edition: Edition, content: ArticleContent, keys: Keys) -> Iterator[EditionTip]:
    for pk, tip in zip(keys.tips, publishing.tips_of(edition, content), strict=True):
        tip.pk = pk
        yield tip


def announce(editions: list[int]) -> None:
    """Tell other code about these editions once the current transaction has committed."""
    if events.edition_published.has_listeners(Edition):
        transaction.on_commit(partial(_announce, editions))


def _announce(editions: list[int]) -> None:
    for at in range(0, len(editions), _BATCH):
        for edition in Edition.objects.filter(pk__in=editions[at : at + _BATCH]).order_by("pk"):
            events.edition_published.send_robust(sender=Edition, edition=edition)


def index_rows(content: ArticleContent, keys: Keys) -> search.Rows:
    """What searches find of it."""
    return search.rows_of(
        content, keys.edition, dict(zip((t.id for t in content.tips), keys.tips, strict=True))
    )
