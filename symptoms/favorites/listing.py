"""A reader's list as it is shown: each favorite with what has become of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Value

from symptoms.content import Ref
from symptoms.models import Edition, EditionTip, Favorite


@dataclass(frozen=True)
class Change:
    """What was published after the reader saved it, or last saw that it had changed."""

    at: datetime
    note: str


@dataclass(frozen=True)
class Entry:
    """One line of the list.

    `favorite` is the account's row, or what is kept on a device (device.Kept). `gone` says in words
    why there is nothing to read any more, or is "". `symptoms` are those of what is shown.
    """

    kind: str
    pk: int
    title: str
    url: str
    saved_at: datetime
    gone: str
    edition: Edition
    tip: EditionTip | None
    favorite: Any
    symptoms: tuple[Ref, ...] = ()
    change: Change | None = None

    @property
    def words(self) -> str:
        """What "find within" looks through: what the reader sees, and what they wrote."""
        parts = [self.title, self.edition.title, getattr(self.favorite, "note", "")]
        if not self.gone:
            parts.append(self.edition.standfirst)
        return " ".join(parts).casefold()

    @property
    def status_in_words(self) -> str:
        status = getattr(self.favorite, "status", "")
        return Favorite.Status(status).label if status else ""


def entries(favorites) -> list[Entry]:
    """An entry for each favorite, or for each thing kept on a device, in order, in two queries more.

    What was never public has none.
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
        gone = "" if tip.is_live else _why_gone(version) or "This tip is no longer recommended."
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
    return "" if version.is_live else f"This article was withdrawn. {version.withdrawn_because}"


def changes_since_seen(favorites) -> dict[tuple[str, int], Change]:
    """The changes that readers of these favorites have not seen, by kind and id, in one query.

    An article has changed when its clinical text has; a tip, when its own words have: a new tag or a
    moved comma elsewhere is no news. The note is the newest that was published with such a change.
    """
    started = Edition.objects.started().exclude(revision=None)
    articles = started.filter(article__in=[f.article_id for f in favorites if f.article_id])
    tips = EditionTip.objects.filter(
        tip__in=[f.tip_id for f in favorites if f.tip_id], edition__in=Edition.objects.started()
    )
    said = articles.order_by().values_list(
        Value("article"), "article_id", "live_from", "revision__clinical_hash", "change_note"
    )
    told = tips.order_by().values_list(
        Value("tip"), "tip_id", "edition__live_from", "text_hash", "edition__change_note"
    )
    history: dict[tuple[str, int], list] = {}
    for kind, pk, *version in said.union(told, all=True).order_by("live_from"):
        history.setdefault((kind, pk), []).append(version)
    keys = (("article", f.article_id) if f.article_id else ("tip", f.tip_id) for f in favorites)
    found = {
        key: _change_after(favorite.seen_at, history.get(key, []))
        for key, favorite in zip(keys, favorites, strict=True)
    }
    return {key: change for key, change in found.items() if change}


def _change_after(seen_at, history):
    """`history` is (start, hash, note) by start."""
    said, change = None, None
    for start, text_hash, note in history:
        if start > seen_at and said is not None and text_hash != said:
            change = Change(start, note or (change.note if change else ""))
        said = text_hash
    back = _hash_at(seen_at, history)
    return None if back == said else change


def _hash_at(moment, history):
    said = None
    for start, text_hash, _note in history:
        if start <= moment:
            said = text_hash
    return said
