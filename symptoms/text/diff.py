"""What changed between two contents of an article, field by field, with the words marked."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.text import invisible_characters, text_blocks
from symptoms.text.alignment import Steps, matches
from symptoms.text.content import (
    ArticleContent,
    CalloutContent,
    PictureRef,
    Ref,
    TextPicture,
    TipContent,
)
from symptoms.text.parts import Part, Value, parts_of
from symptoms.text.text_blocks import Block, Token, label

# Formatting that the page shows without naming it.
SHOWN_BY_THEMSELVES: tuple[object, ...] = (gettext_lazy("bold"), gettext_lazy("italic"))
NEW_LINE = Token("\n", space=False, key="line")
READS_ALIKE = gettext_lazy("only the markup changed; it reads the same")
SPACED_ALIKE = gettext_lazy("only spaces changed; it reads the same")
# Compared by what they say: a renamed term counts as a change, a new intro of it does not.
_TERMS = {Value.TERM, Value.TERMS, Value.DERIVED}
SPACE = Token(" ", space=False, key="space")
# When two runs share fewer than one word in this many, one is shown as replaced by the other.
LEAST_ALIKE = 5


Told = list[tuple[str, Token]]  # each with how: same, ins or del
Tips = tuple[TipContent, ...]


class Piece(NamedTuple):
    """A run of words: `how` is "same", "del" (only before) or "ins" (only after).

    `marks` say what else a reader sees of the words, such as "bold" or "link to …".
    """

    how: str
    text: str
    marks: tuple[str, ...] = ()

    @property
    def read_out(self) -> str:
        """The words, and their marks in words; formatting that the page shows is named only where
        it changed.
        """
        told = [m for m in self.marks if self.how != "same" or m not in SHOWN_BY_THEMSELVES]
        if not told:
            return self.text
        space = " " if self.text.startswith(" ") else ""
        return f"{space}[{', '.join(told)}: {self.text.lstrip(' ')}]"


@dataclass(frozen=True, slots=True)
class Change:
    """One field, or one tip, that differs. `what` says how: changed, added, removed, moved; ""
    where a whole text is shown.
    """

    field: str
    label: str
    what: str | Promise
    pieces: list[Piece]


def changes(before: ArticleContent | None, after: ArticleContent) -> list[Change]:
    """What an editor would call different between the two, in the order of the form.

    Without `before`, everything in `after` is new.
    """
    steps = Steps()
    fields = [_field_change(part, before, after, steps) for part in _told_whole(after)]
    tips = _tip_changes(before.tips if before else (), after.tips, steps)
    return [change for change in fields if change] + tips


def in_full(content: ArticleContent) -> list[Change]:
    """Everything that `content` says, in the same order and form, with nothing marked."""
    fields = [(part.name, str(part.label), _read(part, content)) for part in _told_whole(content)]
    tips = [("tips", _named_tip(tip), _read_tip(tip)) for tip in content.tips]
    return [
        Change(name, label, "", _pieces([("same", token) for token in _flat(blocks, 0)]))
        for name, label, blocks in [*fields, *tips]
        if blocks
    ]


def _told_whole(content: ArticleContent) -> list[Part]:
    """The parts that are compared as a whole: all except the tips, which are compared one by one."""
    return [part for part in parts_of(content) if part.kind is not TipContent]


def rich_change(field: str, label: str, before: str, after: str) -> Change:
    """The change between two rich texts."""
    old, new = (text_blocks.blocks(html) if html else [] for html in (before, after))
    return _change(field, label, old, new, Steps()) or Change(field, label, READS_ALIKE, [])


def marked(before: str, after: str) -> list[Piece]:
    """The words of both plain texts as pieces, so that "same" and "ins" read as `after`."""
    old, new = ([Token(word, space=False) for word in _split(text)] for text in (before, after))
    return _pieces(_told(old, new, Steps()))


def _split(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def _field_change(
    part: Part, before: ArticleContent | None, after: ArticleContent, steps: Steps
) -> Change | None:
    name, label = part.name, str(part.label)
    found = _change(name, label, _read(part, before), _read(part, after), steps)
    if found or part.value in _TERMS or not before or getattr(before, name) == getattr(after, name):
        return found
    return Change(name, label, READS_ALIKE if part.value is Value.RICH else SPACED_ALIKE, [])


def _change(
    field: str, label: str, before: list[Block], after: list[Block], steps: Steps
) -> Change | None:
    if before == after:
        return None
    is_whole = not (before and after)
    what = _("changed") if not is_whole else _("added") if after else _("removed")
    return Change(field, label, what, _pieces(_by_blocks(before, after, steps), is_whole))


def _by_blocks(before: list[Block], after: list[Block], steps: Steps) -> Told:
    """Equal blocks first, then the words between them, each as (how, token)."""
    told: Told = []
    a = b = 0
    for i, j in [*matches(before, after, steps), (len(before), len(after))]:
        told += _told(_flat(before[a:i], a), _flat(after[b:j], b), steps)
        told += [("same", token) for token in _flat(after[j : j + 1], j)]
        a, b = i + 1, j + 1
    return told


def _flat(blocks: list[Block], number: int) -> list[Token]:
    """The tokens of blocks, each block on its own line; the first one is block `number`."""
    tokens: list[Token] = []
    for place, block in enumerate(blocks, start=number):
        tokens += [NEW_LINE, *block] if place else block
    return tokens


def _told(before: list[Token], after: list[Token], steps: Steps) -> Told:
    pairs = matches(before, after, steps)
    if len(pairs) * LEAST_ALIKE < min(len(before), len(after)):
        pairs = []
    told: Told = []
    a = b = 0
    for i, j in [*pairs, (len(before), len(after))]:
        told += _replaced(before[a:i], after[b:j])
        told += [("same", token) for token in after[j : j + 1]]
        a, b = i + 1, j + 1
    return told


def _replaced(gone: list[Token], come: list[Token]) -> Told:
    """A space before both sides is kept out of the change, so that only words are compared."""
    told: Told = []
    if gone and come and gone[0].space and come[0].space:
        told = [("same", SPACE)]
        gone, come = ([side[0]._replace(space=False), *side[1:]] for side in (gone, come))
    return told + [("del", token) for token in gone] + [("ins", token) for token in come]


def _pieces(told: Told, is_whole: bool = False) -> list[Piece]:
    """Runs of tokens that share how they changed and their marks.

    Where one side is the whole text, there is nothing to compare: it is shown as if unchanged.
    """
    runs: list[tuple[str, tuple[str, ...], list[str]]] = []
    # Whether the text before, and the one after, is at the start of a line.
    at_start = {"del": True, "ins": True}
    for how, token in told:
        text = token.text if how == "same" or is_whole else token.told or token.text
        reading = "ins" if how == "same" else how
        if not text or (token is SPACE and at_start[reading]):
            continue
        if token.space and not at_start[reading]:
            text = f" {text}"
        if not (runs and runs[-1][:2] == (how, token.marks)):
            runs.append((how, token.marks, []))
        runs[-1][2].append(text)
        for side in at_start if how == "same" else [how]:
            at_start[side] = text.endswith("\n")
    return _spelled([Piece(how, "".join(texts), marks) for how, marks, texts in runs])


def _spelled(pieces: list[Piece]) -> list[Piece]:
    """Names invisible characters where a deletion and its replacement look the same."""
    told = list(pieces)
    for at, (gone, come) in enumerate(pairwise(pieces)):
        if (gone.how, come.how) == ("del", "ins") and _looks(gone) == _looks(come):
            told[at : at + 2] = [
                p._replace(text=invisible_characters.spelled(p.text)) for p in (gone, come)
            ]
    return told


def _looks(piece: Piece) -> tuple[str, tuple[str, ...]]:
    return invisible_characters.without(piece.text), piece.marks


def _read(part: Part, content: ArticleContent | None) -> list[Block]:
    """The part's value as an editor would read it out, in blocks; none when it is empty."""
    value = getattr(content, part.name) if content else None
    if not value:
        return []
    if part.kind is CalloutContent:
        return _callouts(value)
    return _READ_OUT.get(part.value, _line)(value)


def _tokens(text: str, key: str = "") -> list[Token]:
    """A non-breaking space belongs to its word, as in rich text."""
    return [Token(word, key=key) for word in text_blocks.words(text)]


def _line(value: object) -> list[Block]:
    return [tuple(_tokens(str(value)))]


def _named(ref: Ref) -> list[Block]:
    return [tuple(_tokens(ref.name, str(ref.id)))]


def _all_named(refs: Iterable[Ref]) -> list[Block]:
    """On one line; each name carries its id, because another term may have the same name."""
    tokens: list[Token] = []
    for ref in refs:
        comma = [Token(",", space=False, key="between")] if tokens else []
        tokens += comma + _tokens(ref.name, str(ref.id))
    return [tuple(tokens)]


def _row(row: Any) -> Block:
    """Each word carries its part or row, because a title may contain what looks like a publisher."""
    tokens: list[Token] = []
    for part in parts_of(row):
        value = getattr(row, part.name)
        dot = [Token("·", key="between")] if tokens and value else []
        tokens += dot + _tokens(str(value or ""), getattr(row, "id", part.name))
    return tuple(tokens)


def _callouts(callouts: Iterable[CalloutContent]) -> list[Block]:
    return [
        (label(callout.level.replace("_", "-").capitalize()), *_tokens(sign))
        for callout in callouts
        for sign in callout.signs or [""]
    ]


def _picture(picture: PictureRef) -> list[Block]:
    shows = picture.alt or str(text_blocks.DECORATIVE)
    return [
        (label(_("File")), Token(f"{picture.file[:12]}…", key=f"{picture.id} {picture.file}")),
        (label(_("Alt text")), *_tokens(shows, "" if picture.alt else "none")),
        *([(label(_("Credit")), *_tokens(picture.credit))] if picture.credit else []),
    ]


def _credits(pictures: Iterable[TextPicture]) -> list[Block]:
    return [
        (label(f"{picture.file[:12]}…"), *_tokens(picture.credit, picture.file))
        for picture in pictures
        if picture.credit
    ]


_READ_OUT: dict[Value, Callable[[Any], list[Block]]] = {
    Value.RICH: text_blocks.blocks,
    Value.FLAG: lambda value: _line(_("yes")),
    Value.TERM: _named,
    Value.TERMS: _all_named,
    Value.PICTURE: _picture,
    Value.DERIVED: _credits,
    Value.ROWS: lambda rows: [_row(row) for row in rows],
    Value.LASTING_ROWS: lambda rows: [_row(row) for row in rows],
    Value.ARTICLES: lambda ids: _line(
        ", ".join(_("article %(number)s") % {"number": pk} for pk in ids)
    ),
}


def _tip_changes(before: Tips, after: Tips, steps: Steps) -> list[Change]:
    """Tips are matched by id, whatever their title or place."""
    old = {tip.id: tip for tip in before}
    new = {tip.id: tip for tip in after}
    stayed = [tip.id for tip in before if tip.id in new]
    order = [tip.id for tip in after if tip.id in old]
    found = [
        _tip_change(old.get(pk), new.get(pk), steps)
        for pk in [*new, *(pk for pk in old if pk not in new)]
    ]
    moved = _moved(stayed, order)
    return [
        *(change for change in found if change),
        *(Change("tips", _named_tip(new[pk]), _("moved"), []) for pk in moved),
    ]


def _moved(before: list[int], after: list[int]) -> list[int]:
    """The smallest set of ids that, if moved, explains the new order."""
    kept = {before[i] for i, _ in matches(before, after)}
    return [pk for pk in after if pk not in kept]


def _tip_change(before: TipContent | None, after: TipContent | None, steps: Steps) -> Change | None:
    either = after or before
    if either is None:
        return None
    name = _named_tip(either)
    read = [_read_tip(tip) if tip else [] for tip in (before, after)]
    found = _change("tips", name, read[0], read[1], steps)
    if found or not (before and after):
        return found
    if before.body != after.body:
        return Change("tips", name, READS_ALIKE, [])
    return Change("tips", name, SPACED_ALIKE, []) if before.title != after.title else None


def _named_tip(tip: TipContent) -> str:
    return _("Tip “%(title)s”") % {"title": tip.title}


def _read_tip(tip: TipContent) -> list[Block]:
    short = [(label(_("Short form for paper")), *_tokens(tip.short))] if tip.short else []
    title = (label(_("Title"), shown=False), *_tokens(tip.title))
    return [title, *text_blocks.blocks(tip.body), *short]
