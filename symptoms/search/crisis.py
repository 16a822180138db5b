"""Whether somebody may be in danger: a search for "chest pain" shows the emergency number first.

What was typed is compared with the words in CrisisPhrase, word by word in their order. Between them
small words may stand ("pain in my chest"); other forms ("overdosed") and one wrong letter
("suicde") are understood, if what was typed is no other word: "chess" is no "chest". The ways to say
that somebody cannot do a thing are one. Nothing of this is recorded.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from symptoms.models import CrisisPhrase
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

# What may stand between the words, and be left out of them.
_BETWEEN = frozenset(
    [
        *("a", "an", "the", "my", "his", "her", "our", "your", "their", "this", "i", "im", "ive"),
        *("he", "she", "they", "we", "is", "am", "are", "was", "were", "be", "been", "being"),
        *("in", "of", "on", "to", "at", "so", "really", "very", "just", "even", "please", "some"),
        *("feel", "feels", "feeling", "has", "had", "s"),
    ]
)
_ONE_WAY_TO_SAY = [
    (re.compile(rf"\b(?:{ways})\b"), said)
    for ways, said in [
        ("wanna", "want to"),
        ("gonna", "going to"),
        ("carnt|couldnt|could not|unable to|not able to|no longer able to|can no longer", "cannot"),
        ("can hardly|can barely|can scarcely|hardly can|barely can|cannot hardly", "cannot"),
        ("do not|does not|doesnt|did not|didnt", "dont"),
        ("will not|would not|wouldnt", "wont"),
        ("have not|has not|hasnt", "havent"),
        ("isnt|arent|wasnt", "not"),
    ]
]
_SHIPPED = Path(__file__).with_name("crisis_words.txt")


class Shipped(NamedTuple):
    """A row of crisis_words.txt, as the fields of a CrisisPhrase."""

    words: str
    is_alone: bool
    harmless: str


def shipped() -> list[Shipped]:
    """The crisis words that a new site starts with."""
    lines = (line.split("|") for line in _SHIPPED.read_text("utf-8").splitlines())
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
    text = " ".join(words)
    for ways, said in _ONE_WAY_TO_SAY:
        text = ways.sub(said, text)
    return tuple(_word(one) for one in text.split() if one not in _BETWEEN) or tuple(
        map(_word, text.split())
    )


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
        if is_alone and len(self.words) != len(words):
            return False
        shortest = MIN_LENGTH if len(words) > 1 else MIN_LENGTH_ALONE
        starts = range(len(self.words) - len(words) + 1)
        in_order = (zip(self.words[start:], words, strict=False) for start in starts)
        return any(all(self._is_same(*pair, shortest) for pair in pairs) for pairs in in_order)

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
