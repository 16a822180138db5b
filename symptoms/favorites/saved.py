"""What a reader has saved, for the buttons on a page: one query however many buttons."""

from dataclasses import dataclass

from symptoms.models import Favorite


@dataclass(frozen=True)
class Saved:
    articles: frozenset[int]
    tips: frozenset[int]


def saved_by(user) -> Saved | None:
    """The ids of the articles and tips that `user` keeps; None for someone not signed in."""
    if not user.is_authenticated:
        return None
    rows = list(Favorite.objects.of(user).values_list("article", "tip"))
    return Saved(
        articles=frozenset(article for article, _tip in rows if article),
        tips=frozenset(tip for _article, tip in rows if tip),
    )
