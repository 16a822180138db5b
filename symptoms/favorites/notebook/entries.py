"""A reader's list as it is shown: each favorite with its present state."""

from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
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
    readers why there is nothing to read anymore, or is "". `symptoms` are those of what is shown.
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
    symptoms: tuple[Ref, ...] = ()

    @property
    def tip_content(self) -> TipContent | None:
        """The tip with its text, if it is one."""
        tips = self.edition.content.tips if self.kind == "tip" else ()
        return next((tip for tip in tips if tip.id == self.pk), None)

    @property
    def summary(self) -> str:
        """What it is about, in short plain text: the standfirst, or the start of the tip."""
        tip = self.tip_content
        if tip:
            return sanitizer.summary(tip.body, SUMMARY)
        return shorten(self.edition.standfirst, SUMMARY, placeholder=" …")

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
        """Whether what it says is not what the reader knows; see `FavoriteQuerySet.with_changes`."""
        return not self.gone and getattr(self.favorite, "has_changed", False)

    @property
    def status_in_words(self) -> str:
        status = getattr(self.favorite, "status", "")
        return str(Favorite.Status(status).label) if status else ""


def entries(favorites) -> list[Entry]:
    """An entry for each favorite of an account or a device, in order, with two more queries.

    What was never public has no entry.
    """
    favorites = list(favorites)
    tips = {
        row.tip_id: row
        for row in EditionTip.objects.latest_versions()
        .filter(tip__in=[f.tip_id for f in favorites if f.tip_id])
        .select_related("edition")
    }
    articles = {f.article_id for f in favorites if f.article_id}
    articles |= {tip.edition.article_id for tip in tips.values()}
    found = Edition.objects.latest_versions().articles().filter(article__in=articles)
    versions = {
        version.article_id: version for version in found.for_cards().select_related("revision")
    }
    known = (f for f in favorites if f.tip_id in tips or f.article_id in versions)
    return [_entry(favorite, versions, tips) for favorite in known]


def _entry(favorite, versions, tips):
    if favorite.tip_id:
        tip = tips[favorite.tip_id]
        version = versions[tip.edition.article_id]
        shown, kind, pk = tip, "tip", favorite.tip_id
        gone = "" if tip.is_live else _why_gone(version) or _("This tip is no longer recommended.")
    else:
        tip = None
        version = shown = versions[favorite.article_id]
        kind, pk, gone = "article", favorite.article_id, _why_gone(version)
    return Entry(
        kind,
        pk,
        shown.title,
        shown.get_absolute_url(),
        favorite.saved_at,
        gone,
        version,
        tip,
        favorite,
        () if gone else version.content.symptoms,
    )


def _why_gone(version):
    if version.is_live:
        return ""
    return _("This article was withdrawn. %(reason)s") % {"reason": version.withdrawn_because}
