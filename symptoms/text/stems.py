"""Words without their endings, so that all forms of a word are equal: "walk", "walks" and
"walking".

Databases stem by their own rules; ours removes the common endings of English.
"""

import re

from symptoms.text.folding import words_in
from symptoms.text.small_words import significant
from symptoms.text.spellings import american

MIN_STEM_LENGTH = 3

_ENDINGS = re.compile(r"(?:ities|ity|nesses|ness|ings|ing|edly|ed|ies|es|s|ly|y|e|i)$")
_MORE_ENDINGS = re.compile(r"(?:ity|ness|ing|edly|ed|ly|y|e|i)$")


def stem(word: str) -> str:
    """The folded `word` without its usual ending: "stretching" and "stretches" become "stretch"."""
    return _stemmed(word, _ENDINGS)


def _stemmed(word: str, endings: re.Pattern[str]) -> str:
    match = endings.search(word, MIN_STEM_LENGTH)
    word = word[: match.start()] if match else word
    is_doubled = len(word) > MIN_STEM_LENGTH and word[-1] == word[-2]
    return word[:-1] if is_doubled else word


def base(word: str) -> str:
    """The folded `word` without all its usual endings: "tiredness" and "tired" become "tir".

    Once an ending is removed, an "s" belongs to the word: "worse" is not "worry".
    """
    word = stem(word)
    while (shorter := _stemmed(word, _MORE_ENDINGS)) != word:
        word = shorter
    return word


def root(word: str) -> str:
    """A key that is equal for all forms of the folded `word` in both spellings."""
    return base(american(word))


def key_of(phrase: str) -> str:
    """A key that is equal for all forms of `phrase`: the roots of its significant words."""
    words = words_in(phrase)
    return " ".join(root(word) for word in significant(words) or words)
