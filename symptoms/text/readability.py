"""How hard a text is to read: the Flesch-Kincaid and SMOG grades, the same on every machine.

An estimate: tools disagree by several grades on one text. It counts words, sentences and syllables
as defined below, needs no network, and is not changed by a period after a list item or by the order
of blocks. VERSION changes whenever a score could.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from math import sqrt

from django.utils.html import strip_tags

VERSION = 2
LONG_WORD = 3

_BLOCK = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|td|th|tr|table|blockquote)\b[^>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S*[^\s.,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A period that doesn't end a sentence: after an abbreviation or an initial. An initial comes
# before a name; a letter after a number ("85 F.") or after a thing ("vitamin D.") is the last word
# of its own.
_NO_END = re.compile(
    r"\b(?:e\.g|i\.e|Dr|Mr|Mrs|Ms|Prof|St|vs|approx|No(?=\. ?\d)|[ap]m(?=\.,?\s+[a-z(]))\.(?=\W|$)"
    r"|(?:^|(?<=[(“\"])|\b(?:by|and|with|from|to|for|of|or|as|called|(?!Vitamin|Hepatitis|Type|Plan|Group|Part|Step|Grade|Level)[A-Z][\w’'-]*\.?)\s|(?<=[A-Z]\.)\s?)"
    r"[A-Z]\.(?=\s+[A-Z]|\s?[A-Z]\.)"
)
_HALF_OF_DAY = re.compile(r"\b([ap])\.m\.(?=\s|$)")
_PIECE = re.compile(
    r"(?P<number>\d+(?:[.,:]\d+)*)|(?P<word>[A-Za-z]+(?:['’-][A-Za-z]+)*)|(?P<end>[.!?])"
)
_END = re.compile(r"(?<=[.!?])\s+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?:[^aeiouy]|qu|gu)e$"  # make, technique
    r"|(?:[^aeiouysxzcg]|[^cs]h|th)es$"  # makes, but not boxes, places, changes
    r"|[^aeiouytd]ed$"  # rested keeps it, walked does not
)
_SPOKEN = re.compile(r"[^aeiouy]le[sd]?$|[cs]hes$")  # table, handled, reaches

# Words that the rules above would count wrongly, most of them with two vowels pronounced
# separately.
_SYLLABLES = {
    "area": 3, "areas": 3, "being": 2, "create": 2, "creates": 2, "diary": 3, "diet": 2,
    "diets": 2, "doing": 2, "drying": 2, "fluid": 2, "fluids": 2, "going": 2, "idea": 3, "ideas": 3,
    "lying": 2, "medium": 3, "mri": 3, "ms": 2, "period": 3, "poem": 2, "quiet": 2, "quieter": 3,
    "radio": 3, "react": 2, "ruin": 2, "science": 2, "seeing": 2, "trial": 2, "trials": 2,
    "tired": 2, "argue": 2, "trying": 2, "various": 3, "video": 3, "videos": 3, "worrying": 3, "carrying": 3,
    "studying": 3, "something": 2, "sometimes": 2, "someone": 2, "everyone": 3, "somewhere": 2,
    "movement": 2, "safely": 2, "likely": 2, "closely": 2, "people": 2, "therefore": 2,
    "lonely": 2, "homework": 2, "lifetime": 2, "careful": 2, "useful": 2, "hopeful": 2,
    "carefully": 3, "statement": 2, "management": 3, "exercise": 3, "recipe": 3, "clothes": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    words: int = 0
    sentences: int = 0
    syllables: int = 0
    long_words: int = 0  # of three syllables or more

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.words + other.words,
            self.sentences + other.sentences,
            self.syllables + other.syllables,
            self.long_words + other.long_words,
        )

    def grade(self) -> float:
        """The Flesch-Kincaid grade; 0.0 for a text without words."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    def smog(self) -> float:
        """The SMOG grade; 0.0 for a text without words."""
        if not self.words:
            return 0.0
        return 1.0430 * sqrt(self.long_words * 30 / self.sentences) + 3.1291

    def ease(self) -> float:
        """The Flesch reading ease, higher is easier; 100.0 for a text without words."""
        if not self.words:
            return 100.0
        return 206.835 - 1.015 * self.words / self.sentences - 84.6 * self.syllables / self.words


def counts_of(html: Iterable[str]) -> Counts:
    """The counts of some rich texts or headings; each paragraph, heading and list item ends one."""
    blocks = (block for text in html for block in _BLOCK.split(text))
    return sum(map(_counts_of_block, blocks), Counts())


def sentences_of(html: str) -> list[list[str]]:
    """The sentences of a rich text, each as its words; a paragraph, heading or list item ends one."""
    blocks = (_prepared(block) for block in _BLOCK.split(html))
    parts = (part.split() for block in blocks for part in _END.split(block))
    return [words for words in parts if words]


def syllables_in(word: str) -> int:
    """How many syllables `word` has; the parts of a hyphenated word are counted separately."""
    return sum(map(_syllables, word.lower().split("-")))


def _counts_of_block(html: str) -> Counts:
    words = sentences = syllables = long_words = in_sentence = 0
    for piece in _PIECE.finditer(_prepared(html)):
        if piece["end"]:
            sentences += bool(in_sentence)
            in_sentence = 0
            continue
        words += 1
        in_sentence += 1
        spoken = 1 if piece["number"] else syllables_in(piece["word"])
        syllables += spoken
        long_words += spoken >= LONG_WORD
    return Counts(words, sentences + bool(in_sentence), syllables, long_words)


def _prepared(html: str) -> str:
    """Plain text without addresses, accents, or periods that end no sentence."""
    text = _ADDRESS.sub(" ", unescape(strip_tags(html.replace("<br>", " "))))
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = _HALF_OF_DAY.sub(r"\1m.", text)
    return _NO_END.sub(lambda found: found[0].replace(".", ""), text)


def _syllables(word: str) -> int:
    word = re.sub(r"['’]", "", re.sub(r"['’]s$", "", word))
    if word in _SYLLABLES:
        return _SYLLABLES[word]
    silent = _SILENT.search(word) and not _SPOKEN.search(word)
    return max(1, len(_VOWELS.findall(word)) - bool(silent))
