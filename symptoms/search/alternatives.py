"""What would do for a word of a query: people write one thing joined, with a hyphen, or apart.

"Brainfog", "brain-fog" and "brain fog" are one thing, and so are "e-mail" and "email", "colour" and
"color". The last word of a query may be the beginning of one, if it is no word itself.
"""

from symptoms.models import IndexedWord
from symptoms.text import english
from symptoms.text.small_words import NEGATIONS
from symptoms.text.spellings import other_spellings, other_words

MIN_PART_LENGTH = 2
MIN_BEGINNING_LENGTH = 3
# Any of several phrases, each a tuple of words that stand side by side.
Wanted = list[tuple[str, ...]]


def wanted(terms: list[str]) -> list[Wanted]:
    """For each of `terms`, the phrases of which a text needs one; the word itself is the first.

    Asks once which of the other spellings were ever indexed.
    """
    pairs = [a + b for a, b in zip(terms, terms[1:], strict=False) if not {a, b} & NEGATIONS]
    parts = {part for term in terms for cut in _cuts(term) for part in cut}
    spelled = {other for term in terms for other in _spelled(term)}
    known = IndexedWord.objects.known({*terms, *pairs, *parts, *spelled}, _beginning(terms))
    return [
        [
            (term,),
            *((other,) for other in sorted(_spelled(term) & known)),
            *_called(term),
            *_joined(terms, index, known),
            *_apart(term, known),
            *_completed(terms, index, known),
        ]
        for index, term in enumerate(terms)
    ]


def _spelled(term):
    return set() if term in NEGATIONS else other_spellings(term) - NEGATIONS


def _called(term):
    words = other_words(term)
    return [tuple(words.split())] if words else []


def _beginning(terms):
    """The last of `terms` if it may be the beginning of a word, or ""."""
    last = terms[-1]
    is_short = len(last) < MIN_BEGINNING_LENGTH
    return "" if is_short or last.isdigit() or last in NEGATIONS or english.is_word(last) else last


def _completed(terms, index, known):
    """Words that begin with the last one, which stands in no text itself."""
    beginning = _beginning(terms) if index + 1 == len(terms) else ""
    if not beginning or beginning in known:
        return []
    return [(word,) for word in sorted(known) if word.startswith(beginning)]


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
