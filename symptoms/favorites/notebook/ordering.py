"""Moving one row of an ordered list one place, without writing the others."""

from django.db import transaction
from django.db.models import QuerySet

STEPS = {"earlier": -1, "later": 1}


def move_one_place(rows: QuerySet, wanted: int | None, direction: str, by: str = "pk") -> None:
    """Moves the row of `rows` whose `by` is `wanted` one place "earlier" or "later" in their order.

    Any other direction, a row that is not there, and a move past either end change nothing.
    """
    with transaction.atomic():
        ordered = list(rows.select_for_update())
        here = next((n for n, row in enumerate(ordered) if getattr(row, by) == wanted), None)
        step = STEPS.get(direction)
        if here is not None and step and 0 <= here + step < len(ordered):
            rows.bulk_update(_swapped(ordered, here, here + step), ["position"])


def _swapped(rows: list, here: int, there: int) -> list:
    """Those of `rows`, in order by `position`, that must be saved to swap the two neighbors.

    Two rows, or all of them when some had the same position.
    """
    positions = [row.position for row in rows]
    moved = {here, there}
    if len(set(positions)) < len(rows):
        positions, moved = list(range(1, len(rows) + 1)), set(range(len(rows)))
    positions[here], positions[there] = positions[there], positions[here]
    for row, position in zip(rows, positions, strict=True):
        row.position = position
    return [rows[number] for number in sorted(moved)]
