"""Pages of a list, without counting all of its rows."""

from dataclasses import dataclass
from typing import Any, Self

from django.http import Http404, HttpRequest

from symptoms import conf
from symptoms.web.integers import bounded_integer

LAST_PAGE = 10_000


@dataclass(frozen=True)
class Page:
    """`items` of page `number` (from 1). Counting all rows is slow, so only `has_next` is known."""

    items: list
    number: int
    has_next: bool

    @classmethod
    def of(cls, queryset: Any, number: int, size: int | None = None) -> Self:
        """Page `number` of a queryset, in one query, or of a list. Raises Http404 past the end, except on page 1.

        `size` is the number of items on a page, CARDS_PER_PAGE by default.
        """
        size = size or conf.get("CARDS_PER_PAGE")
        start = (number - 1) * size
        rows = list(queryset[start : start + size + 1])
        if not rows and number > 1:
            raise Http404("There is no such page.")
        return cls(rows[:size], number, has_next=len(rows) > size)


def page_number(request: HttpRequest) -> int:
    """The number in ?page=, 1 without one. Raises Http404 when it is not a page number."""
    number = bounded_integer(request.GET.get("page", "1"), LAST_PAGE)
    if not number:
        raise Http404("There is no such page.")
    return number
