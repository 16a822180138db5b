"""Apply a correction to an update that was written before it: a three-way merge of contents.

A change that only one of the two made is taken. Where both changed the same paragraph, value or
list entry in different ways, the correction wins and the place is reported: a person has to look.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from symptoms.text import sanitizer, text_pictures
from symptoms.text.alignment import matches
from symptoms.text.content import ArticleContent, Ref, TextPicture
from symptoms.text.parts import Part, Value, parts_of

V = TypeVar("V")
Ids = list[Hashable]


def rebase(
    update: ArticleContent, base: ArticleContent, correction: ArticleContent
) -> tuple[ArticleContent, list[str]]:
    """`update` as if it had been written on top of `correction` instead of `base`.

    Returns it with the names of the fields where both changed the same place.
    """
    conflicts: list[str] = []
    merged: dict[str, Any] = {}
    for part in (part for part in parts_of(base) if part.value is not Value.DERIVED):
        three = [getattr(content, part.name) for content in (base, update, correction)]
        merged[part.name], clean = _merged(part, *three)
        if not clean:
            conflicts.append(part.name)
    return replace(
        correction, **merged, pictures=_pictures(merged["body"], update, correction)
    ), conflicts


def _pictures(body: str, *contents: ArticleContent) -> tuple[TextPicture, ...]:
    known = {picture.file: picture for content in contents for picture in content.pictures}
    return tuple(known[file] for file in text_pictures.files(body) if file in known)


def _merged(part: Part, base: Any, theirs: Any, ours: Any) -> tuple[Any, bool]:
    """Returns the value, and whether there was no conflict."""
    value, clean = merged_value(base, theirs, ours)
    if clean:
        return value, True
    if part.value is Value.RICH:
        return merged_text(base, theirs, ours)
    if part.value is Value.TERMS:
        return _merged_sets(base, theirs, ours), True
    if isinstance(ours, tuple) and ours + theirs and hasattr((ours + theirs)[0], "id"):
        return _merged_rows(base, theirs, ours)
    if isinstance(ours, tuple):
        entries, clean = merge(base, theirs, ours)
        return tuple(entries), clean
    return ours, False


def _merged_sets(
    base: tuple[Ref, ...], theirs: tuple[Ref, ...], ours: tuple[Ref, ...]
) -> tuple[Ref, ...]:
    gone = {ref.id for ref in base} - {ref.id for ref in theirs}
    known = {ref.id for ref in (*base, *ours)}
    kept = [ref for ref in ours if ref.id not in gone]
    return tuple(
        sorted([*kept, *(ref for ref in theirs if ref.id not in known)], key=lambda ref: ref.id)
    )


def _merged_rows(
    base: tuple[Any, ...], theirs: tuple[Any, ...], ours: tuple[Any, ...]
) -> tuple[tuple[Any, ...], bool]:
    """Rows that are matched by id, such as tips: their order first, then each row's fields."""
    sides = [{row.id: row for row in rows} for rows in (base, theirs, ours)]
    order, clean = _merged_order(*(list(side) for side in sides))
    lost = sides[0].keys() - set(order)
    # What our side wrote into a row that the other side removed is not lost: a person has to look.
    _insert(order, list(sides[2]), lambda pk: pk in sides[0] and sides[2][pk] != sides[0][pk])
    rows = []
    for pk in order:
        was, their, our = (side.get(pk) for side in sides)
        row, is_clean = _merged_row(was, their, our)
        rows.append(row)
        clean = clean and is_clean
    # A row that one side removed while the other changed it: a person has to look.
    clean = clean and all(side.get(pk) in (None, sides[0][pk]) for side in sides[1:] for pk in lost)
    return tuple(rows), clean


def _merged_order(base: Ids, theirs: Ids, ours: Ids) -> tuple[Ids, bool]:
    """Ids in the order of whichever side moved them, without what either removed, with what both
    added.
    """
    known = set(base)
    old = [[pk for pk in side if pk in known] for side in (theirs, ours)]
    order, clean = merge(base, *old)
    if not clean or len(set(order)) < len(order):
        order, clean = [pk for pk in old[1] if pk in theirs], False
    for side in (theirs, ours):
        _insert(order, side, lambda pk: pk not in known)
    return order, clean


def _insert(order: Ids, side: Ids, is_wanted: Callable[[Hashable], bool]) -> None:
    """Insert the wanted ids of `side` into `order`, each after its predecessor on that side."""
    after = 0
    for pk in side:
        if pk not in order and is_wanted(pk):
            order.insert(after, pk)
        after = order.index(pk) + 1 if pk in order else after


def _merged_row(was: Any, their: Any, our: Any) -> tuple[Any, bool]:
    if our is None or their is None or was is None:
        return our or their, True
    values, clean = {}, True
    for name in (field.name for field in fields(our)):
        values[name], is_clean = merged_value(*(getattr(row, name) for row in (was, their, our)))
        clean = clean and is_clean
    return replace(our, **values), clean


def merged_text(base: str, theirs: str, ours: str) -> tuple[str, bool]:
    """Rich text, paragraph by paragraph; ours where both changed the same one; and whether there
    was no conflict.
    """
    value, clean = merged_value(base, theirs, ours)
    if clean:
        return value, True
    blocks, clean = merge(*(sanitizer.blocks(html) for html in (base, theirs, ours)))
    return "".join(map(str, blocks)), clean


def merged_lines(base: str, theirs: str, ours: str) -> str:
    """Lines in no particular order: ours without those that they removed, then those they added."""
    was, their, our = (text.split("\n") for text in (base, theirs, ours))
    kept = [line for line in our if line in their or line not in was]
    return "\n".join([*kept, *(line for line in their if line not in was and line not in our)])


def merged_value(was: V, their: V, our: V) -> tuple[V, bool]:
    if their in (was, our):
        return our, True
    if our == was:
        return their, True
    return our, False


def merge(
    base: Sequence[Hashable], theirs: Sequence[Hashable], ours: Sequence[Hashable]
) -> tuple[list[Hashable], bool]:
    """The entries of `base` as both sides changed them (diff3); ours where they conflict. Returns
    them, and whether there was no conflict.
    """
    result: list[Hashable] = []
    clean = True
    b = t = o = 0
    for b_next, t_next, o_next in [
        *_anchors(base, theirs, ours),
        (len(base), len(theirs), len(ours)),
    ]:
        was, their, our = base[b:b_next], theirs[t:t_next], ours[o:o_next]
        value, is_clean = _merged_stretch(list(was), list(their), list(our))
        result += value
        clean = clean and is_clean
        if b_next < len(base):
            result.append(base[b_next])
        b, t, o = b_next + 1, t_next + 1, o_next + 1
    return result, clean


def _merged_stretch(
    was: list[Hashable], their: list[Hashable], our: list[Hashable]
) -> tuple[list[Hashable], bool]:
    """Entries that changed on both sides. If both still have as many as before, merge one by one."""
    value, clean = merged_value(was, their, our)
    if clean or not len(was) == len(their) == len(our):
        return value, clean
    pairs = [merged_value(*three) for three in zip(was, their, our, strict=True)]
    return [value for value, _ in pairs], all(clean for _, clean in pairs)


def _anchors(
    base: Sequence[Hashable], theirs: Sequence[Hashable], ours: Sequence[Hashable]
) -> list[tuple[int, int, int]]:
    """The places of entries of `base` that both other sequences also have, in order."""
    in_theirs, in_ours = _places(base, theirs), _places(base, ours)
    return [(i, in_theirs[i], in_ours[i]) for i in sorted(in_theirs.keys() & in_ours.keys())]


def _places(base: Sequence[Hashable], other: Sequence[Hashable]) -> dict[int, int]:
    return dict(matches(base, other))
