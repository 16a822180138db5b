"""Moving one row of an ordered list one place, without writing the others."""


def swapped(rows: list, here: int, there: int) -> list:
    """Those of `rows`, in order by `position`, that are to be saved after two neighbors changed places.

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
