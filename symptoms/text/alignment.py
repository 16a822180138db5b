"""Which entries of two sequences correspond, found in bounded work.

Python's own matcher takes minutes for a long text whose words repeat. This one matches what is
certain first (equal ends, then entries that occur once on each side), finds the shortest difference
where it is small, and looks a little ahead where it is not. When its steps are used up, the rest
counts as replaced: the answer may report too many differences, but never too few.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

MAX_STEPS = 200_000
# How deep the search for certain matches between certain matches goes.
DEEPEST = 8
# The largest difference for which the shortest edit is searched.
MAX_SEARCH = 120
FARTHEST_AHEAD = 24

Pair = tuple[int, int]
Entries = list[Hashable]
Rows = list[tuple[int, Hashable]]  # each with its place


class Steps:
    """What a search may still do. One is taken for each comparison of two entries."""

    def __init__(self, left: int = MAX_STEPS) -> None:
        self.left = left


def matches(
    before: Sequence[Hashable], after: Sequence[Hashable], steps: Steps | None = None
) -> list[Pair]:
    """Places of equal entries as (place before, place after), both ascending.

    `steps` bounds the work, and afterwards says how much of it was left.
    """
    steps = steps or Steps()
    pairs: list[Pair] = []
    gaps = [(list(enumerate(before)), list(enumerate(after)), 0)]
    while gaps:
        left, right, depth = gaps.pop()
        left, right = _shared(left, right)
        left, right = _without_equal_ends(left, right, pairs)
        if not (left and right):
            continue
        certain = _once_on_each_side(left, right) if depth < DEEPEST else []
        if certain:
            pairs += [(left[i][0], right[j][0]) for i, j in certain]
            gaps += [(left[a:b], right[c:d], depth + 1) for a, b, c, d in _between(certain)]
        else:
            pairs += _searched(left, right, steps)
    return sorted(pairs)


def _shared(left: Rows, right: Rows) -> tuple[Rows, Rows]:
    """Both sequences, each without the entries that the other lacks."""
    there = {entry for _, entry in left} & {entry for _, entry in right}
    return [row for row in left if row[1] in there], [row for row in right if row[1] in there]


def _without_equal_ends(left: Rows, right: Rows, pairs: list[Pair]) -> tuple[Rows, Rows]:
    """What is left between equal beginnings and endings, which join `pairs`."""
    shorter = min(len(left), len(right))
    start = 0
    while start < shorter and left[start][1] == right[start][1]:
        pairs.append((left[start][0], right[start][0]))
        start += 1
    end = 0
    while end < shorter - start and left[-1 - end][1] == right[-1 - end][1]:
        pairs.append((left[-1 - end][0], right[-1 - end][0]))
        end += 1
    return left[start : len(left) - end], right[start : len(right) - end]


def _once_on_each_side(left: Rows, right: Rows) -> list[Pair]:
    """The longest run, in order on both sides, of entries that occur once on each (patience)."""
    counts = [Counter(entry for _, entry in side) for side in (left, right)]
    places = {entry: j for j, (_, entry) in enumerate(right) if counts[1][entry] == 1}
    found = [
        (i, places[entry])
        for i, (_, entry) in enumerate(left)
        if counts[0][entry] == 1 and entry in places
    ]
    return _longest_ascending(found)


def _longest_ascending(pairs: list[Pair]) -> list[Pair]:
    """The most of `pairs`, ascending in the first number, that also ascend in the second."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        before.append(last[length - 1] if length else None)
        last[length : length + 1] = [number]
    chain: list[Pair] = []
    at = last[-1] if last else None
    while at is not None:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _between(certain: list[Pair]) -> Iterator[tuple[int, int | None, int, int | None]]:
    """The gaps around the pairs, as (from, to) on the left and on the right."""
    a = c = 0
    for i, j in certain:
        yield a, i, c, j
        a, c = i + 1, j + 1
    yield a, None, c, None


def _searched(left: Rows, right: Rows, steps: Steps) -> list[Pair]:
    old, new = [entry for _, entry in left], [entry for _, entry in right]
    found = _shortest(old, new, steps)
    if found is None:
        found = _looking_ahead(old, new, steps)
    return [(left[i][0], right[j][0]) for i, j in found]


def _shortest(old: Entries, new: Entries, steps: Steps) -> list[Pair] | None:
    """The pairs that leave the fewest entries unmatched (Myers), or None when that is too many."""
    reached = {1: 0}
    trail: list[dict[int, int]] = []
    for length in range(min(len(old) + len(new), MAX_SEARCH) + 1):
        trail.append(dict(reached))
        for k in range(-length, length + 1, 2):
            x = _onward(reached, k, length)
            while x < len(old) and x - k < len(new) and old[x] == new[x - k]:
                x += 1
                steps.left -= 1
            reached[k] = x
            steps.left -= 1
            if x >= len(old) and x - k >= len(new):
                return _way_back(trail, len(old), len(new))
        if steps.left <= 0:
            return None
    return None


def _onward(reached: dict[int, int], k: int, length: int) -> int:
    takes_new = k == -length or (k != length and reached[k - 1] < reached[k + 1])
    return reached[k + 1] if takes_new else reached[k - 1] + 1


def _way_back(trail: list[dict[int, int]], x: int, y: int) -> list[Pair]:
    pairs: list[Pair] = []
    for length in range(len(trail) - 1, -1, -1):
        reached, k = trail[length], x - y
        takes_new = k == -length or (k != length and reached[k - 1] < reached[k + 1])
        came_from = k + 1 if takes_new else k - 1
        start_x = reached[came_from] if length else 0
        start_y = start_x - came_from if length else 0
        while x > start_x and y > start_y:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = start_x, start_y
    return pairs


def _looking_ahead(old: Entries, new: Entries, steps: Steps) -> list[Pair]:
    """Skip each difference to the nearest entries that are equal again."""
    pairs: list[Pair] = []
    i = j = 0
    while i < len(old) and j < len(new) and steps.left > 0:
        steps.left -= 1
        if old[i] == new[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        else:
            skip = _nearest(old, new, i, j, steps)
            i, j = i + skip[0], j + skip[1]
    return pairs


def _nearest(old: Entries, new: Entries, i: int, j: int, steps: Steps) -> Pair:
    for far in range(1, FARTHEST_AHEAD):
        for skipped in range(far + 1):
            x, y = i + skipped, j + far - skipped
            steps.left -= 1
            if x < len(old) and y < len(new) and old[x] == new[y]:
                return skipped, far - skipped
    return 1, 1
