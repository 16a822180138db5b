"""A reader's list as it is shown: each favorite with its present state."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from symptoms.models import Edition, EditionTip, Favorite
from symptoms.text import sanitizer
from symptoms.text.content import Ref, TipContent
from symptoms.text.folding import words_in

SUMMARY = 150


@dataclass(frozen=True)
class Entry:
    """One line of the list.

    `favorite` is the account's row, or a line of the list on a device (device_list.SavedItem). `gone` tells
    readers why there is nothing to read anymore, or is ""; `gone_at` is since when.
    """

    kind: str
    pk: int
    title: str
    url: str
    saved_at: datetime | None
    gone: str
    edition: Edition
    tip: EditionTip | None
    favorite: Any
    gone_at: datetime | None = None
    # Of the entries of one page of the list; see `details`.
    what_changed: str = ""
    tags: tuple[Ref, ...] = ()
    collections: tuple[tuple[int, str], ...] = ()

    @property
    def tip_content(self) -> TipContent | None:
        """The tip with its text, if it is one and came `with_text`."""
        tips = self.edition.content.tips if self.kind == "tip" else ()
        return next((tip for tip in tips if tip.id == self.pk), None)

    @property
    def summary(self) -> str:
        """What it is about, in short plain text: the standfirst, or the start of the tip (`with_text`)."""
        tip = self.tip_content
        if tip:
            return sanitizer.summary(tip.body, SUMMARY)
        return self.edition.standfirst

    @property
    def words(self) -> str:
        """The text that "Find in your list" searches: what the reader sees, and what they wrote."""
        parts = [self.title, self.edition.title, getattr(self.favorite, "note", "")]
        if not self.gone:
            parts.append(self.edition.standfirst)
        return " ".join(words_in(" ".join(parts)))

    @property
    def what(self) -> str:
        """What it is, in words: an article or a tip, and of which kind."""
        return self._labeled(self.edition.get_kind_display())

    @property
    def label(self) -> str:
        """What it is and who paid for it, for wherever its title is in a line of text."""
        return self._labeled(self.edition.label)

    def _labeled(self, kind):
        return _("Tip · %(kind)s") % {"kind": kind} if self.kind == "tip" else kind

    @property
    def has_changed(self) -> bool:
        """Whether it says something else than the reader knows, or went away since; only of favorites
        that came with `FavoriteQuerySet.with_changes`."""
        if self.gone:
            seen_at = getattr(self.favorite, "seen_at", None)
            return bool(self.gone_at and seen_at and self.gone_at > seen_at)
        return getattr(self.favorite, "has_changed", False)

    @property
    def news_at(self) -> datetime:
        """Since when it is news; of entries that `has_changed`."""
        return self.gone_at or self.favorite.changed_at

    @property
    def status_in_words(self) -> str:
        status = getattr(self.favorite, "status", "")
        return str(Favorite.Status(status).label) if status else ""


def entries(favorites, with_text=False) -> list[Entry]:
    """An entry for each favorite of an account or a device, in order, with at most two more queries.

    Texts of tips are loaded `with_text` only. What was never public has no entry.
    """
    favorites = list(favorites)
    tips = _tips({f.tip_id for f in favorites if f.tip_id}, with_text)
    articles = {f.article_id for f in favorites if f.article_id}
    # What a live tip is shown with came with it.
    articles |= {tip.edition.article_id for tip in tips.values() if not tip.is_live}
    versions = _versions(articles)
    known = (f for f in favorites if f.tip_id in tips or f.article_id in versions)
    return [_entry(favorite, versions, tips) for favorite in known]


def _tips(pks, with_text):
    if not pks:
        return {}  # to build a query costs more than to answer it
    shown = ("edition__sponsor", "edition__revision") if with_text else ("edition__sponsor",)
    found = EditionTip.objects.latest_versions().filter(tip__in=pks).select_related(*shown)
    editions: dict[int, Edition] = {}
    for row in found:
        # Tips of one edition share it, so that its text is read once.
        row.edition = editions.setdefault(row.edition_id, row.edition)
    return {row.tip_id: row for row in found}


def _versions(pks):
    if not pks:
        return {}
    found = Edition.objects.latest_versions().articles().filter(article__in=pks)
    return {version.article_id: version for version in found.select_related("sponsor")}


def _entry(favorite, versions, tips):
    tip = tips[favorite.tip_id] if favorite.tip_id else None
    version = tip.edition if tip and tip.is_live else versions[_article_of(favorite, tip)]
    shown = tip or version
    gone = "" if shown.is_live else _why_gone(version) or _("This tip is no longer recommended.")
    return Entry(
        kind="tip" if tip else "article",
        pk=favorite.tip_id or favorite.article_id,
        title=shown.title,
        url=shown.get_absolute_url(),
        saved_at=favorite.saved_at,
        gone=gone,
        edition=version,
        tip=tip,
        favorite=favorite,
        gone_at=shown.ended_at if gone else None,
    )


def _article_of(favorite, tip):
    return tip.edition.article_id if tip else favorite.article_id


def _why_gone(version):
    if version.is_live:
        return ""
    return _("This article was withdrawn. %(reason)s") % {"reason": version.withdrawn_because}
