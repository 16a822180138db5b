"""What a reader has saved, for the buttons on a page: one query however many buttons."""

from dataclasses import dataclass

from symptoms.favorites.saving import device_list
from symptoms.models import Favorite


@dataclass(frozen=True)
class Saved:
    articles: frozenset[int]
    tips: frozenset[int]


def saved_by(request) -> Saved | None:
    """The ids of the articles and tips that the reader keeps, in their account or on their device;
    None for someone who has neither yet."""
    if request.user.is_authenticated:
        return _of(Favorite.objects.of(request.user).values_list("article", "tip"))
    if device_list.has_list(request):
        return _of([(saved.article_id, saved.tip_id) for saved in device_list.read(request)])
    return None


def _of(rows):
    rows = list(rows)
    return Saved(
        articles=frozenset(article for article, _tip in rows if article),
        tips=frozenset(tip for _article, tip in rows if tip),
    )
