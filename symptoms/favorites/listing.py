"""A reader's list as it is shown: each favorite with what has become of it."""

from dataclasses import dataclass
from datetime import datetime

from symptoms.models import Edition, EditionTip


@dataclass(frozen=True)
class Entry:
    """One line of the list. `gone` says in words why there is nothing to read any more, or is ""."""

    kind: str
    pk: int
    title: str
    url: str
    saved_at: datetime
    gone: str
    edition: Edition
    tip: EditionTip | None


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
    versions = {version.article_id: version for version in found.for_cards()}
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
        kind, pk, shown.title, shown.get_absolute_url(), favorite.saved_at, gone, version, tip
    )


def _why_gone(version):
    return "" if version.is_live else f"This article was withdrawn. {version.withdrawn_because}"
