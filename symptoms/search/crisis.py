"""Whether somebody may be in danger: a search for "chest pain" shows the emergency number first.

What was typed is compared with the words in CrisisPhrase, word by word in their order. Between them
small words may stand ("pain in my chest"), and words that change little ("cannot move my left arm");
other forms ("overdosed") and one wrong letter ("suicde") are understood, if what was typed is no other
word: "chess" is no "chest". The ways to say one thing are in `ways_to_say`. Nothing of this is recorded.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from symptoms.models import CrisisPhrase
from symptoms.search.ways_to_say import CHANGES_LITTLE, SUDDEN, said_one_way
from symptoms.search.words import MAX_QUERY_LENGTH
from symptoms.text import english
from symptoms.text.folding import words_in
from symptoms.text.mistakes import is_one_mistake
from symptoms.text.stems import base

# A word alone is short of context: in it a mistake is understood from this length on.
MIN_LENGTH_ALONE = 5
MIN_LENGTH = 3
# More than other searches look at: a crisis may be named at the end of a long sentence.
MAX_WORDS = 40

_SHIPPED = Path(__file__).with_name("crisis_words.txt")


class Shipped(NamedTuple):
    """A row of crisis_words.txt, as the fields of a CrisisPhrase."""

    words: str
    is_alone: bool
    harmless: str


def shipped(since: str = "") -> list[Shipped]:
    """The crisis words that a new site starts with; those `since` a migration, if it is named."""
    text = _SHIPPED.read_text("utf-8")
    if since:
        text = text.partition(f"# {since}\n")[2]
    lines = (line.split("|") for line in text.splitlines())
    return [_shipped(*line) for line in lines if not line[0].startswith("#")]


def _shipped(words, alone="", harmless=""):
    lines = "\n".join(phrase.strip() for phrase in harmless.split(","))
    return Shipped(words.strip(), alone.strip() == "alone", lines)


def is_crisis(query: str) -> bool:
    """Whether `query` has the words of somebody in danger. Asks the database once."""
    words = words_in(query[:MAX_QUERY_LENGTH])[:MAX_WORDS]
    if not words:
        return False
    said, text = _Said.of(words), f" {' '.join(words)} "
    rows = CrisisPhrase.objects.values_list("key", "is_alone", "harmless")
    return any(
        said.has(_phrase(key), is_alone) and not _is_harmless(text, harmless)
        for key, is_alone, harmless in rows.iterator()
    )


class _Word(NamedTuple):
    word: str
    base: str


class _Phrase(NamedTuple):
    """The words that count, and how they are typed as one word."""

    words: tuple[_Word, ...]
    joined: tuple[_Word, ...]


@lru_cache(maxsize=1000)  # of the words on the list, never of those that readers type
def _phrase(key):
    words = _counting(key.split())
    joined = "".join(one.word for one in words)
    return _Phrase(words, tuple(map(_word, {joined, joined.replace("cannot", "cant")})))


def _word(word):
    return _Word(word, base(word))


def _counting(words):
    return tuple(map(_word, said_one_way(words)))


@dataclass(frozen=True, slots=True)
class _Said:
    """What was typed: the words that count, what two of them are as one, and which are no words."""

    words: tuple[_Word, ...]
    forms: frozenset[str]
    joined: frozenset[str]
    odd: frozenset[str]

    @classmethod
    def of(cls, typed):
        words = _counting(typed)
        pairs = {a.word + b.word for a, b in zip(words, words[1:], strict=False)}
        alone = {one.word for one in words}
        odd = frozenset(word for word in alone if not english.is_word(word))
        forms = frozenset(form for one in words for form in one)
        return cls(words, forms, frozenset(pairs | alone), odd)

    def has(self, phrase, is_alone):
        """Whether the words of `phrase` were typed, one after the other."""
        missing = sum(self.forms.isdisjoint(one) for one in phrase.words)
        if missing <= len(self.odd) and self._has_in_order(phrase.words, is_alone):
            return True
        return not is_alone and self._has_joined(phrase.joined)

    def _has_in_order(self, words, is_alone):
        shortest = MIN_LENGTH if len(words) > 1 else MIN_LENGTH_ALONE
        if is_alone:
            return any(self._are_same(typed, words, shortest) for typed in self._alone())
        if len(words) > 1 and words[0].word == SUDDEN and self._is_sudden():
            words = words[1:]
        return any(self._begins(start, words, shortest) for start in range(len(self.words)))

    def _alone(self):
        return self.words, tuple(w for w in self.words if w.word not in CHANGES_LITTLE)

    def _is_sudden(self):
        return any(self._is_same(typed, _word(SUDDEN), MIN_LENGTH) for typed in self.words)

    def _are_same(self, typed, words, shortest):
        pairs = zip(typed, words, strict=False)
        return len(typed) == len(words) and all(self._is_same(*pair, shortest) for pair in pairs)

    def _begins(self, start, words, shortest):
        """Whether `words` stand in what was typed from `start` on, with others that change little."""
        rest = list(words)
        for typed in self.words[start:]:
            if self._is_same(typed, rest[0], shortest):
                rest.pop(0)
            elif len(rest) == len(words) or typed.word not in CHANGES_LITTLE:
                return False
            if not rest:
                return True
        return False

    def _has_joined(self, ways):
        """ "Chestpain" and "over dose"; with one wrong letter only where it is one word."""
        if not self.joined.isdisjoint(way.word for way in ways):
            return True
        odd = [_word(word) for word in self.odd if len(word) >= MIN_LENGTH_ALONE]
        return any(self._is_same(one, way, MIN_LENGTH_ALONE) for one in odd for way in ways)

    def _is_same(self, typed, wanted, shortest):
        if typed.word == wanted.word or typed.base == wanted.base:
            return True
        if len(wanted.word) < shortest or typed.word not in self.odd:
            return False
        return any(is_one_mistake(a, b) for a, b in zip(typed, wanted, strict=True))


def _is_harmless(text, harmless):
    phrases = (" ".join(words_in(line)) for line in harmless.split("\n") if line)
    return any(f" {phrase} " in text for phrase in phrases)
