"""What a reader has saved: for the buttons on a page, and the count in the header.

This is all that a public page says of its reader's list. `saved_by` is the one place that knows it, and
`templates/favorites/saving/_favorite_form.html` and `_header_link.html` are the ones that show it.
"""

from dataclasses import dataclass

from symptoms.favorites.saving import device_list
from symptoms.models import Favorite


@dataclass(frozen=True)
class Saved:
    articles: frozenset[int]
    tips: frozenset[int]

    def __len__(self):
        return len(self.articles) + len(self.tips)

    def __bool__(self):
        """An empty list is a list."""
        return True


def saved_by(request) -> Saved | None:
    """The ids of the articles and tips that the reader saved, in their account or on their device; None
    for someone who has neither yet. One query a request, however many buttons there are."""
    if not hasattr(request, "saved_items"):
        request.saved_items = _saved_by(request)
    return request.saved_items


def _saved_by(request):
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
