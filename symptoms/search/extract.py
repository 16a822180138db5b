"""Where the words of a search stand in a text: for marks, and for two lines around the best place.

Nothing of this is stored: it is cut from what the edition says. Databases stem words by rules of
their own; ours takes the common endings of English off. Where it misses a form that the database
found, a word stays unmarked.
"""

from typing import NamedTuple

from symptoms.text import sanitizer, sentences
from symptoms.text.content import ArticleContent, TipContent
from symptoms.text.folding import WORD, folded
from symptoms.text.parts import Value, parts_of
from symptoms.text.stems import stem

LONGEST = 220


class Piece(NamedTuple):
    """A part of a text, as it was written; `is_match` if it is a word that was searched for."""

    text: str
    is_match: bool


def marked(text: str, terms: list[str]) -> list[Piece]:
    """`text` in pieces, those marked that are one of the folded `terms`; the last may be a beginning."""
    pieces, end = [], 0
    for match in _matches(text, terms):
        pieces += [Piece(text[end : match.start()], False), Piece(match[0], True)]
        end = match.end()
    return [piece for piece in [*pieces, Piece(text[end:], False)] if piece.text]


def extract_of(content: ArticleContent, terms: list[str]) -> list[Piece]:
    """What to show of an article: the line under its title, unless more of `terms` stand elsewhere.

    When to get help is left out: half a warning is worse than none.
    """
    return _best(list(_lines(content)), terms)


def _lines(content):
    """The lines that may be quoted, in reading order."""
    for part in parts_of(content):
        value = getattr(content, part.name)
        if not part.is_quoted:
            continue
        if part.value is Value.RICH:
            yield from sanitizer.paragraphs(value)
        elif part.value in {Value.ROWS, Value.LASTING_ROWS}:
            for row in value:
                yield from _lines(row)
        else:
            yield value


def extract_of_tip(tip: TipContent, terms: list[str]) -> list[Piece]:
    """What to show of a tip: its beginning, unless more of `terms` stand further on."""
    return _best(sanitizer.paragraphs(tip.body), terms)


def _best(texts, terms):
    best = max(texts, key=lambda text: _count(text, terms), default="")
    match = next(_matches(best, terms), None)
    window = sentences.around(best, match.start() if match else 0, LONGEST) if best else ""
    return marked(window or sentences.beginning(" ".join(texts[:1]), LONGEST), terms)


def _count(text, terms):
    return len({stem(folded(match[0])) for match in _matches(text, terms)})


def _matches(text, terms):
    stems = {stem(term) for term in terms}
    whole = folded(text)
    if not any(one in whole for one in stems):  # most texts, and much faster
        return
    for match in WORD.finditer(text):
        word = folded(match[0])
        if stem(word) in stems or (len(terms[-1]) > 1 and word.startswith(terms[-1])):
            yield match
