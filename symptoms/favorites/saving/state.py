"""What a reader has saved: for the buttons on a page, and the count in the header.

This is all that a public page says of its reader's list. `saved_by` is the one place that knows it, and
`templates/favorites/saving/_favorite_form.html`, `_header_link.html` and the home page's link are what shows
it. In a page that is made for all readers an `Unknown` takes its place; see `web.reader_gaps`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from symptoms.favorites.saving import device_list
from symptoms.models import Favorite
from symptoms.web.reader_gaps import Unknown


@dataclass(frozen=True)
class Saved:
    articles: frozenset[int]
    tips: frozenset[int]

    @property
    def count(self) -> int:
        return len(self.articles) + len(self.tips)

    def has(self, kind: str, pk: int) -> bool:
        return pk in (self.articles if kind == "article" else self.tips)

    def either(self, key: tuple[str, int], render: Callable[[bool], str]) -> str:
        """`render(True)` if the item is saved, otherwise `render(False)`."""
        return render(self.has(*key))


def saved_by(request) -> Saved | Unknown | None:
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
