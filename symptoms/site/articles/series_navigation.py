"""The position of an article in its series, and the parts before and after it."""

from __future__ import annotations

from dataclasses import dataclass

from symptoms.models import Edition


@dataclass(frozen=True, slots=True)
class SeriesNavigation:
    """Part `number` of `count`, counted among live parts only."""

    number: int
    count: int
    previous: Edition | None
    next: Edition | None

    @classmethod
    def of(cls, edition: Edition) -> SeriesNavigation | None:
        """The position of the article of the live `edition`, in one query. None outside a series (without
        a query), and when it was withdrawn a moment ago."""
        if not edition.series_id:
            return None
        live = Edition.objects.live().articles().filter(series=edition.series_id)
        live = live.in_series_order().select_related("sponsor")
        parts = list(live.only("article", "kind", "slug", "title", "sponsor"))
        articles = [part.article_id for part in parts]
        if edition.article_id not in articles:
            return None
        here = articles.index(edition.article_id)
        before, after = parts[:here], parts[here + 1 :]
        return cls(
            number=here + 1,
            count=len(parts),
            previous=before[-1] if before else None,
            next=after[0] if after else None,
        )
