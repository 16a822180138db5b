"""Publishing: the only writers of revisions and editions.

    save_revision    append a revision when the working copy changed
    publish   make a revision public, now or at a later moment
    withdraw  remove an article from the public site, now or at a later moment
    cancel    drop an edition or withdrawal that has not started

`scheduling.py` uses these to move what is scheduled and to apply a correction to it.

Each is one short transaction that first locks the article, so that writers queue; readers never wait
and always see exactly one edition. All moments are aware datetimes.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction
from django.db.models import Min, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms import search
from symptoms.models import (
    Address,
    Article,
    Edition,
    EditionSymptom,
    EditionTag,
    EditionTip,
    Kind,
    Picture,
    Plan,
    Revision,
    RevisionPicture,
)
from symptoms.text.content import ArticleContent
from symptoms.workflow import change_notes, checklist, events, progress, reviewing

if TYPE_CHECKING:
    from accounts.models import User
    from symptoms.models.edition_queries import EditionQuerySet
    from symptoms.workflow.checklist import Block

_INSTANT = timedelta(microseconds=1)
MAX_REASON_LENGTH = 300
NOT_APPROVED = gettext_lazy("A medical reviewer must approve this exact text first.")


class PublishingError(Exception):
    """Why something cannot be published, in words for the person who tried. Nothing was changed."""


class Then(TextChoices):
    """What happens to scheduled updates when a text is published before them."""

    KEEP = "keep", gettext_lazy("Keep it as it is. It will replace this text.")
    CANCEL = "cancel", gettext_lazy("Cancel it.")


P = ParamSpec("P")
R = TypeVar("R")


def _again_when_locked(function: Callable[P, R]) -> Callable[P, R]:
    """Retry once if SQLite's only write lock was not available in time. Not inside a transaction,
    where the whole transaction would have to be repeated.
    """

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except OperationalError as error:
            if connection.in_atomic_block or "locked" not in str(error):
                raise
            return function(*args, **kwargs)

    return wrapper


@_again_when_locked
def save_revision(
    article: Article,
    by: User | None = None,
    origin: str = "",
    made_from: Revision | None = None,
) -> Revision:
    """The revision with the text of the working copy: the newest one, or a new one.

    A save that changed nothing appends nothing. `by` is the user who saved, or None for a command;
    `origin` names the text that a revision was loaded from; another origin is recorded even if the
    content is the same. `made_from` is the revision whose text `by` put here without writing it.
    """
    with transaction.atomic():
        article = _lock(article)
        content = ArticleContent.of(article)
        newest = article.revisions.first()
        if newest and origin in {"", newest.origin} and newest.as_content().is_same_as(content):
            return newest
        revision = Revision.objects.create(
            article=article,
            number=newest.number + 1 if newest else 1,
            content=content.to_json(),
            clinical_hash=content.clinical_hash(),
            origin=origin,
            made_from=made_from,
            created_by=by,
            created_by_name=str(by or ""),
        )
        _link_text_pictures(revision, content)
        progress.note(article)
        return revision


@_again_when_locked
def publish(
    revision: Revision,
    by: User | None = None,
    at: datetime | None = None,
    *,
    coming: frozenset[str] = frozenset(),
    then: Then | None = None,
    override: str = "",
    change_note: str = "",
) -> Edition:
    """Make `revision` public from now on, or from the future moment `at`.

    `coming` are the slugs of articles that the caller publishes in the same transaction, which it
    may therefore link to. `then` says what happens to another text that is scheduled to start
    later. `change_note` tells readers who saved the article what changed, in one sentence.
    `override` is the reason to publish despite the checklist; it is recorded with what was
    overridden. The caller must check whether `by` may override.

    Raises PublishingError when the content is not ready or not approved, when another text is
    scheduled for later and `then` is missing, when the address belongs to another article, when `at`
    is not in the future, or when something else starts at exactly `at`.
    If readers already see this text, no edition is created, and the live one is returned.
    """
    content = revision.as_content()
    if change_notes.gives_a_dose(change_note):
        raise PublishingError(change_notes.GIVES_A_DOSE)
    overridden = _overridden(checklist.blocks(content, coming), override)
    if reviewing.is_required(content) and not reviewing.approval_of(revision):
        raise PublishingError(NOT_APPROVED)
    with transaction.atomic():
        article = _lock(revision.article)
        is_new = not article.editions.exists()
        # Before the first one, an empty set that asks the database nothing.
        earlier = article.editions.none() if is_new else article.editions.all()
        already = earlier.live().filter(revision__content=revision.content).first()
        _settle_plans(article, revision, at, by)
        if at is None and already:
            _settle(earlier.would_undo(revision), then or Then.KEEP)
            return already
        _refuse_another_kind(earlier, content.kind)
        _claim_address(content.slug, article)
        start = _start(article, earlier, at)
        _settle(earlier.would_undo(revision, start["live_from"]), then)
        edition = Edition.objects.create(
            revision=revision,
            change_note=_short(
                change_note, _("Describe the change in at most %(max)s characters.")
            ),
            live_until=earlier.make_room(start["live_from"]),
            first_live_from=told_start(start["live_from"], content),
            is_first=is_new,
            next_review=reviewing.due_of(revision),
            **columns_of(content),
            **overridden,
            **start,
            **_signature(by),
        )
        _link_terms_and_tips(edition, content)
        search.put(edition)
        if not is_new:
            _refresh_first_start(article)
            edition.refresh_from_db(fields=["first_live_from", "is_first"])
            search.forget_superseded(article)
        ended = article.editions.filter(live_until__lte=timezone.now())
        ended.exclude(next_review=None).update(next_review=None)
        progress.note(article)
        events.announce(events.edition_published, edition)
    return edition


@_again_when_locked
def withdraw(
    article: Article, by: User | None = None, reason: str = "", at: datetime | None = None
) -> Edition:
    """Remove `article` from the public site from now on, or from the future moment `at`.

    `reason` is one sentence that readers see instead. Raises PublishingError without a reason, when
    there is nothing to withdraw, or when an update scheduled for later would bring the article
    back.
    """
    reason = reason.strip()
    if not 0 < len(reason) <= MAX_REASON_LENGTH:
        raise PublishingError(
            _(
                "Give a reason of at most %(max)s characters. Readers see it in place of the "
                "article."
            )
            % {"max": MAX_REASON_LENGTH}
        )
    with transaction.atomic():
        article = _lock(article)
        start = _start(article, article.editions.all(), at)
        if not article.editions.live(start["live_from"]).exists():
            raise PublishingError(
                _("The article isn’t live at that time, so it can’t be withdrawn.")
            )
        if article.editions.scheduled(start["live_from"]).exclude(revision=None).exists():
            raise PublishingError(
                _(
                    "A scheduled update would make the article public again. Cancel the update first."
                )
            )
        edition = Edition.objects.create(
            reason=reason,
            live_until=article.editions.make_room(start["live_from"]),
            **start,
            **_signature(by),
        )
        events.announce(events.edition_withdrawn, edition)
    return edition


@_again_when_locked
def cancel(edition: Edition) -> None:
    """Cancel an edition or withdrawal that was to start later. Idempotent.

    Raises PublishingError once it has started, because what was public stays on record.
    """
    with transaction.atomic():
        article = _lock(edition.article)
        edition.refresh_from_db(fields=["canceled_at", "live_until"])
        now = timezone.now()
        if edition.canceled_at:
            return
        if edition.live_from <= now:
            raise PublishingError(
                _("This version is already public. Withdraw the article instead.")
            )
        Edition.objects.filter(pk=edition.pk).update(canceled_at=now)
        article.editions.close_up(edition)
        _refresh_first_start(article)
        progress.note(article)
        search.forget(edition)


def _overridden(missing: list[Block], reason: str) -> dict[str, str]:
    """The columns that say which points of the checklist were overridden, and why."""
    sentences, reason = " ".join(block.sentence for block in missing), reason.strip()
    if any(block.is_firm for block in missing) or (missing and not reason):
        raise PublishingError(sentences)
    return {
        "overridden": sentences,
        "override_reason": _short(reason, _("Give a reason of at most %(max)s characters."))
        if missing
        else "",
    }


def _short(text: str, too_long: str) -> str:
    if len(text.strip()) > MAX_REASON_LENGTH:
        raise PublishingError(too_long % {"max": MAX_REASON_LENGTH})
    return text.strip()


def _settle(updates: Iterable[Edition], then: Then | None) -> None:
    """A text that was written earlier and starts later would undo this one, so ask first."""
    if then is None and updates:
        raise PublishingError(
            _(
                "A scheduled update was written before this text and would replace it. Choose "
                "what to do with the update."
            )
        )
    if then == Then.CANCEL:
        for update in updates:
            cancel(update)


def _settle_plans(
    article: Article, revision: Revision, at: datetime | None, by: User | None
) -> None:
    """A plan is settled by its own text, whenever that starts, and by whatever starts at its
    moment.
    """
    plans = article.plans.filter(Q(revision__content=revision.content) | Q(starts=at))
    plans.settle(Plan.Settled.SCHEDULED, by)


def _lock(article: Article) -> Article:
    return Article.objects.select_for_update().get(pk=article.pk)


def _start(article: Article, editions: EditionQuerySet, at: datetime | None) -> dict[str, Any]:
    """The columns for the start: now, but after everything that has started, or the moment `at`.

    Servers' clocks differ: without "after", an edition published on a slow clock would never be
    seen.
    """
    now = timezone.now()
    if at is not None:
        refuse_the_past(at)
    if at is None:
        newest = editions.started(now).order_by("-live_from").first()
        at = max(now, newest.live_from + _INSTANT) if newest else now
    elif editions.scheduled(now).filter(live_from=at).exists():
        raise PublishingError(
            _("Another change to this article is scheduled for the same time. Choose another time.")
        )
    return {"article": article, "live_from": at}


def refuse_the_past(at: datetime) -> None:
    """Raises PublishingError unless something can still be scheduled for the moment `at`."""
    if at <= timezone.now():
        raise PublishingError(_("This time has passed. Choose a time in the future."))


def _claim_address(slug: str, article: Article) -> None:
    Address.objects.bulk_create([Address(slug=slug, article=article)], ignore_conflicts=True)
    address = Address.objects.get(slug=slug)
    if address.article_id != article.pk:
        raise PublishingError(
            _("The address “%(slug)s” belongs to another article. Change the slug.")
            % {"slug": slug}
        )


def _refuse_another_kind(editions: EditionQuerySet, kind: str) -> None:
    """Articles and pages about the site have different addresses and lists, and readers save
    articles, so what is public as one kind never becomes the other.
    """
    versions = editions.not_canceled().exclude(revision=None)
    others = versions.articles() if kind == Kind.PAGE else versions.pages()
    if others.exists():
        raise PublishingError(
            _(
                "An article that was published or scheduled can’t become a page about this site, "
                "and a page can’t become an article. Change the kind back, and create a new one."
            )
        )


def columns_of(content: ArticleContent) -> dict[str, Any]:
    """The columns in which an edition repeats what lists of it need."""
    return {
        "slug": content.slug,
        "title": content.title,
        "standfirst": content.standfirst,
        "kind": content.kind,
        "topic_id": content.topic and content.topic.id,
        "series_id": content.series and content.series.id,
        "series_part": content.series_part,
        "author_id": content.author and content.author.id,
        "sponsor_id": content.sponsor and content.sponsor.id,
        "picture_id": content.picture and content.picture.id,
    }


def _signature(by: User | None) -> dict[str, Any]:
    return {"created_by": by, "created_by_name": str(by or "")}


def _link_text_pictures(revision: Revision, content: ArticleContent) -> None:
    if content.pictures:
        shown = Picture.objects.in_files(picture.file for picture in content.pictures)
        links = [RevisionPicture(revision=revision, picture=picture) for picture in shown]
        RevisionPicture.objects.bulk_create(links)


def _link_terms_and_tips(edition: Edition, content: ArticleContent) -> None:
    EditionSymptom.objects.bulk_create(EditionSymptom.of(edition, content.symptoms))
    EditionTag.objects.bulk_create(EditionTag.of(edition, content.tags))
    EditionTip.objects.bulk_create(tips_of(edition, content))


def tips_of(edition: Edition, content: ArticleContent) -> list[EditionTip]:
    """The unsaved tips of an edition with `content`."""
    return [
        EditionTip(
            edition=edition,
            tip_id=tip.id,
            number=number,
            slug=tip.slug,
            title=tip.title,
            text_hash=tip.text_hash(),
        )
        for number, tip in enumerate(content.tips, start=1)
    ]


def _refresh_first_start(article: Article) -> None:
    """Order lists by the first publication, whatever was scheduled, moved or canceled since. A text
    that was public elsewhere before counts from that day.
    """
    versions = article.editions.not_canceled().exclude(revision=None)
    newest = versions.select_related("revision").order_by("-live_from", "-pk").first()
    if newest is None:
        return
    first = versions.aggregate(first=Min("live_from"))["first"]
    told = told_start(first, newest.content)
    versions.exclude(first_live_from=told).update(first_live_from=told)
    for link in (EditionSymptom, EditionTag):
        links = link.objects.filter(edition__in=versions.values("pk").order_by())
        links.exclude(first_live_from=told).update(first_live_from=told)
    versions.filter(is_first=True).exclude(live_from=first).update(is_first=False)
    versions.filter(is_first=False, live_from=first).update(is_first=True)


def told_start(first: datetime, content: ArticleContent) -> datetime:
    """Since when readers are told that the text is public, which was public here since `first`."""
    return min(first, _start_of(content.first_published))


def _start_of(day: str | None) -> datetime:
    """The start of the ISO date `day` in the site's time zone; the end of time for None."""
    if day is None:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.fromisoformat(day).replace(tzinfo=timezone.get_default_timezone())
