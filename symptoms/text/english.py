"""English words, from a plain list: a word on it is not treated as a typing mistake. english.txt is
made from SCOWL (english-copyright.txt); names of people and places begin with a capital.
"""

from functools import cache
from pathlib import Path

_LIST = Path(__file__).with_name("english.txt")


def is_word(word: str) -> bool:
    """Whether the folded `word` is on the list."""
    return _is_listed(word)


def is_name(word: str) -> bool:
    """Whether the folded `word` is only a name, not another word: "brian", "paris"."""
    return _is_listed(word.capitalize()) and not _is_listed(word)


def _is_listed(word: str) -> bool:
    """Binary search, because a set would need ten times the memory."""
    text = _text()
    low, high = 0, len(text)
    while low < high:
        start = text.rfind("\n", 0, (low + high) // 2) + 1
        end = text.index("\n", start)
        if text[start:end] == word:
            return True
        low, high = (end + 1, high) if text[start:end] < word else (low, start)
    return False


@cache
def _text() -> str:
    return _LIST.read_text("ascii")
