"""What would do for a word of a query: people write one thing joined, with a hyphen, or apart.

"Brainfog", "brain-fog" and "brain fog" are one thing, and so are "e-mail" and "email".
"""

from symptoms.models import IndexedWord

MIN_PART_LENGTH = 2
# Words that turn a sentence around are neither joined to others nor cut out of them: "notable" is
# not "not able".
NEGATIONS = frozenset(
    [
        "no",
        "not",
        "never",
        "nor",
        "none",
        "nobody",
        "nothing",
        "neither",
        "cannot",
        "without",
        "dont",
        "doesnt",
        "didnt",
        "isnt",
        "arent",
        "wasnt",
        "werent",
        "wont",
        "wouldnt",
        "shouldnt",
        "couldnt",
        "mustnt",
        "havent",
        "hasnt",
        "hadnt",
        "aint",
        "unable",
    ]
)

# Any of several phrases, each a tuple of words that stand side by side.
Wanted = list[tuple[str, ...]]


def wanted(terms: list[str]) -> list[Wanted]:
    """For each of `terms`, the phrases of which a text needs one; the word itself is the first.

    Asks once which of the other spellings were ever indexed.
    """
    pairs = [a + b for a, b in zip(terms, terms[1:], strict=False) if not {a, b} & NEGATIONS]
    parts = {part for term in terms for cut in _cuts(term) for part in cut}
    known = set(
        IndexedWord.objects.filter(word__in={*pairs, *parts}).values_list("word", flat=True)
    )
    return [
        [(term,), *_joined(terms, index, known), *_apart(term, known)]
        for index, term in enumerate(terms)
    ]


def _joined(terms, index, known):
    before = terms[index - 1] + terms[index] if index else ""
    after = "".join(terms[index : index + 2])
    is_last = index + 1 == len(terms)
    return [(word,) for word in (before, "" if is_last else after) if word in known]


def _apart(term, known):
    return [cut for cut in _cuts(term) if known.issuperset(_indexable(cut))]


def _indexable(cut):
    """Shorter words are not in the list of those that were ever indexed; the index itself decides."""
    return [part for part in cut if len(part) >= IndexedWord.SHORTEST]


def _cuts(term):
    """The ways to cut `term` in two words, one of which at least is long enough to be known."""
    if len(term) > IndexedWord.LONGEST or term.isdigit() or term in NEGATIONS:
        return []
    ends = range(MIN_PART_LENGTH, len(term) - MIN_PART_LENGTH + 1)
    cuts = [("e", term[1:]), *((term[:end], term[end:]) for end in ends)]
    if not term.startswith("e"):
        cuts = cuts[1:]
    return [cut for cut in cuts if not NEGATIONS & set(cut) and max(map(len, cut)) >= 3]
