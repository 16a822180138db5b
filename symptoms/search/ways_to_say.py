"""Ways to say one thing, made one: "couldn't" and "am not able to" are "cannot", wherever "all of a sudden"
stands it is the first word, and small words are left out. For words of a crisis, and what is compared
with them."""

import re

SUDDEN = "sudden"
# What may stand between the words, and be left out of them.
_BETWEEN = frozenset(
    [
        *("a", "an", "the", "my", "his", "her", "our", "your", "their", "this", "i", "im", "ive"),
        *("he", "she", "they", "we", "is", "am", "are", "was", "were", "be", "been", "being"),
        *("in", "of", "on", "to", "at", "so", "really", "very", "just", "even", "please", "some"),
        *("feel", "feels", "feeling", "has", "had", "s"),
    ]
)
# What may stand there too where no word of the phrase is the same: "cannot move my left arm".
CHANGES_LITTLE = frozenset(
    [
        *("left", "right", "both", "half", "whole", "entire", "all", "any", "enough", "much"),
        *("now", "again", "still", "today", "tonight", "yesterday", "anymore", "totally"),
        *("bad", "badly", "severe", "sharp", "strong", "terrible", "awful", "horrible", "awfully"),
        *("also", "almost", "keep", "started", "one", "side", "own"),
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
        ("isnt|arent|wasnt|werent", "not"),
        ("any more", "anymore"),
        ("all of a sudden|all at once|out of nowhere|out of the blue|suddenly", SUDDEN),
    ]
]


def said_one_way(words: list[str]) -> list[str]:
    """The folded `words` that count; all of them if none does."""
    text = " ".join(words)
    for ways, said in _ONE_WAY_TO_SAY:
        text = ways.sub(said, text)
    counting = [word for word in text.split() if word not in _BETWEEN] or text.split()
    return sorted(counting, key=lambda word: word != SUDDEN)
