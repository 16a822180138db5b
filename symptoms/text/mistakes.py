"""Words that are one typing mistake apart: a letter left out, doubled, wrong, or swapped.

All of them can be generated (a little more than 54 for each letter of a word), after Peter Norvig,
"How to Write a Spelling Corrector" (2007).
"""

from string import ascii_lowercase


def one_mistake_from(word: str) -> set[str]:
    """Every string that is one letter away from `word`: left out, doubled, wrong, or swapped."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    shorter = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + c + b[1:] for a, b in cuts if b for c in ascii_lowercase}
    longer = {a + c + b for a, b in cuts for c in ascii_lowercase}
    return (shorter | swapped | other | longer) - {word}


def is_one_mistake(typed: str, word: str) -> bool:
    """Whether `typed` is `word` with one letter left out, added, wrong, or swapped."""
    if abs(len(typed) - len(word)) > 1 or typed == word:
        return False
    same = 0
    while same < min(len(typed), len(word)) and typed[same] == word[same]:
        same += 1
    a, b = typed[same:], word[same:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[1::-1] == b[:2] and a[2:] == b[2:])
