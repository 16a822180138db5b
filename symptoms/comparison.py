"""What changed between two contents of an article, field by field, with the words marked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from symptoms import rendering
from symptoms.content import ArticleContent

# field: what editors call it. In the order of the form.
LABELS = {
    "title": "Title",
    "slug": "Slug",
    "standfirst": "Standfirst",
    "kind": "Kind",
    "topic": "Topic",
    "symptoms": "Symptoms",
    "is_general": "About no symptom in particular",
    "tags": "Tags",
    "series": "Series",
    "series_part": "Part",
    "author": "Author",
    "sponsor": "Sponsor",
    "sponsor_role": "Sponsor role",
    "picture": "Picture",
    "body": "Body",
    "tips_heading": "Tips heading",
    "tips_intro": "Tips intro",
    "closing": "Closing",
    "callouts": "When to get help",
    "questions": "Questions to ask your team",
    "sources": "Sources",
    "related": "Related articles",
}
_BLOCK_END = re.compile(r"(</(?:p|li|h2|h3)>|<br>)")


class Piece(NamedTuple):
    """A run of words: `how` is "same", "del" (only before) or "ins" (only after)."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field, or one tip, that is not the same. `what` says how: changed, added, removed, moved."""

    field: str
    label: str
    what: str
    pieces: list[Piece]


def changes(before: ArticleContent, after: ArticleContent) -> list[Change]:
    """What an editor would call different between the two, in the order of the form."""
    fields = [
        _change(field, label, _words(field, before), _words(field, after))
        for field, label in LABELS.items()
    ]
    return [change for change in fields if change] + _tip_changes(before.tips, after.tips)


def marked(before: str, after: str) -> list[Piece]:
    """The words of both texts as pieces, so that "same" and "ins" read as `after`."""
    old, new = _split(before), _split(after)
    pieces: list[Piece] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            pieces.append(Piece("same", "".join(new[c:d])))
            continue
        if a < b:
            pieces.append(Piece("del", "".join(old[a:b])))
        if c < d:
            pieces.append(Piece("ins", "".join(new[c:d])))
    return pieces


def _split(text):
    return re.findall(r"\s+|[^\s]+", text)


def _change(field, label, before, after):
    if before == after:
        return None
    what = "changed" if before and after else "added" if after else "removed"
    return Change(field, label, what, marked(before, after))


def _words(field, content):
    """The field's value as an editor would read it out."""
    value = getattr(content, field)
    if field in _READ_OUT:
        return _READ_OUT[field](value) if value else ""
    return getattr(value, "name", None) or str(value or "")


def _names(refs):
    return ", ".join(ref.name for ref in refs)


def _sources(sources):
    rows = ((s.title, s.publisher, s.year, s.url) for s in sources)
    return "\n".join(" · ".join(str(part) for part in row if part) for row in rows)


def _callouts(callouts):
    return "\n".join("\n".join([f"{c.level.replace('_', '-')}:", *c.signs]) for c in callouts)


def _text_of(html):
    """Rich text as lines of words, with the addresses of its links, so that a changed one shows."""
    linked = re.sub(r'<a href="([^"]*)"[^>]*>(.*?)</a>', r"\2 [\1]", html)
    lines = (rendering.plain(line) for line in _BLOCK_END.sub("\n", linked).split("\n"))
    return "\n".join(line for line in lines if line)


_READ_OUT: dict[str, Callable[[Any], str]] = {
    "body": _text_of,
    "tips_intro": _text_of,
    "closing": _text_of,
    "symptoms": _names,
    "tags": _names,
    "callouts": _callouts,
    "questions": lambda questions: "\n".join(question.text for question in questions),
    "sources": _sources,
    "is_general": lambda value: "yes",
    "picture": lambda picture: f"{picture.file[:12]}… · {picture.alt} · {picture.credit}",
    "related": lambda ids: ", ".join(f"article {pk}" for pk in ids),
}


def _tip_changes(before, after):
    """Tips are the same by id, whatever their title or place."""
    old = {tip.id: tip for tip in before}
    new = {tip.id: tip for tip in after}
    stayed = [tip.id for tip in before if tip.id in new]
    order = [tip.id for tip in after if tip.id in old]
    found = [
        _tip_change(old.get(pk), new.get(pk)) for pk in [*new, *(pk for pk in old if pk not in new)]
    ]
    moved = _moved(stayed, order)
    return [
        *(change for change in found if change),
        *(Change("tips", f"Tip “{new[pk].title}”", "moved", []) for pk in moved),
    ]


def _moved(before, after):
    """The fewest ids whose moving explains the new order."""
    kept: set[int] = set()
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        kept |= set(before[block.a : block.a + block.size])
    return [pk for pk in after if pk not in kept]


def _tip_change(before, after):
    texts = [f"{tip.title}\n{_text_of(tip.body)}" if tip else "" for tip in (before, after)]
    return _change("tips", f"Tip “{(after or before).title}”", *texts)
