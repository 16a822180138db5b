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


class Marks:
    """Which words to mark: forms of the folded `terms`, and what begins with the last of them. They
    stand for so many `words` of the query.

    Remembers what it was asked, because texts say the same words again and again.
    """

    def __init__(self, terms: list[str], words: int = 0):
        self.words = words or len(terms)
        self._stems = {stem(term) for term in terms}
        self._last = terms[-1] if terms and len(terms[-1]) > 1 else None
        self._known: dict[str, str] = {}

    def __bool__(self):
        return bool(self._stems)

    def stem_of(self, word: str) -> str:
        """The stem of `word` if it is to be marked, or ""."""
        if word not in self._known:
            self._known[word] = self._stem_of(folded(word))
        return self._known[word]

    def _stem_of(self, word):
        base = stem(word)
        is_marked = base in self._stems or (self._last and word.startswith(self._last))
        return base if is_marked else ""


def marked(text: str, marks: Marks) -> list[Piece]:
    """`text` in pieces, those marked that `marks` knows."""
    pieces, end = [], 0
    for match in _matches(text, marks):
        pieces += [Piece(text[end : match.start()], False), Piece(match[0], True)]
        end = match.end()
    return [piece for piece in [*pieces, Piece(text[end:], False)] if piece.text]


def extract_of(content: ArticleContent, marks: Marks) -> list[Piece]:
    """What to show of an article: the line under its title, unless more of the words stand elsewhere.

    When to get help is left out: half a warning is worse than none.
    """
    return _best(_lines(content), marks)


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


def extract_of_tip(tip: TipContent, marks: Marks) -> list[Piece]:
    """What to show of a tip: its beginning, unless more of the words stand further on."""
    return _best(sanitizer.paragraphs(tip.body), marks)


def _best(texts, marks):
    """The first of `texts` that has the most words; the others are not read once one has all of them."""
    first, best, most = "", "", 0
    for text in texts:
        first = first or text
        count = _count(text, marks)
        if count > most:
            best, most = text, count
        if marks.words and most >= marks.words:
            break
    match = next(_matches(best, marks), None)
    window = sentences.around(best, match.start() if match else 0, LONGEST) if best else ""
    return marked(window or sentences.beginning(first, LONGEST), marks)


def _count(text, marks):
    return len({marks.stem_of(match[0]) for match in _matches(text, marks)})


def _matches(text, marks):
    if not marks:
        return
    for match in WORD.finditer(text):
        if marks.stem_of(match[0]):
            yield match
