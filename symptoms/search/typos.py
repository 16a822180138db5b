"""A word that finds nothing, and the one that was meant: one letter more, less, other, or swapped.

The words one mistake away are all spelled out (54 times its letters, and some) and looked up, after
Peter Norvig, "How to Write a Spelling Corrector" (2007). Which of them exist is one question; whether
readers may know of them is asked of the live texts themselves, so that no word of a plan, of what was
withdrawn, or of a draft is ever suggested.
"""

import unicodedata
from string import ascii_lowercase

from symptoms import conf
from symptoms.models import Edition, IndexedWord
from symptoms.search import backends
from symptoms.search.alternatives import NEGATIONS
from symptoms.search.query import search
from symptoms.search.words import terms_in, words_of
from symptoms.text.folding import WORD, folded, words_in
from symptoms.web import clock

# The languages whose typing mistakes are known: those with the letters a to z alone.
LANGUAGES = ("en",)
SHORTEST = 4
MAX_CANDIDATES = 8
MAX_CANDIDATES_READ = 10
# Of one query, and of the articles that have a candidate: enough to tell the common from the rare.
MAX_WORDS_CORRECTED = 3
MAX_COUNTED = 50


def corrected(query: str, names: set[str]) -> str | None:
    """`query` with better words for those that find nothing; None when there are none.

    `names` are the words of public names, which are right as they are and best to correct to. At
    another moment than now nothing is corrected: the words are those of today.
    """
    if clock.chosen() or conf.language() not in LANGUAGES:
        return None
    *whole, last = terms_in(query) or [""]
    # Twice the same word: the first must be there as a whole, as in the middle of a query.
    doubtful = [word for word in whole if _is_doubtful(word, names, f"{word} {word}")]
    doubtful += [last] if _is_doubtful(last, names, last) else []
    better = {
        word: meant for word in doubtful[:MAX_WORDS_CORRECTED] if (meant := _meant(word, names))
    }
    if not better:
        return None
    typed = unicodedata.normalize("NFC", query)
    return WORD.sub(lambda match: better.get(folded(match[0]), match[0]), typed)


def _is_doubtful(word, names, query):
    if not SHORTEST <= len(word) <= IndexedWord.LONGEST or word.isdigit() or word in NEGATIONS:
        return False
    is_name = {word, f"{word}s", word.removesuffix("s")} & names
    return not is_name and not search(query)


def _meant(word, names):
    """The likeliest word one mistake away from `word`: of a name, or else what most articles have."""
    near = {other for other in one_mistake_from(word) if not _turns_around(word, other)}
    if named := sorted(near & names, key=lambda other: _distance(word, other)):
        return named[0]
    known = IndexedWord.objects.filter(word__in=near).values_list("word", flat=True)
    return _first_that_is_live(sorted(known, key=lambda other: _distance(word, other)))


def _turns_around(word, other):
    """Whether `other` would say the opposite: "able" for "unable", "typical" for "atypical"."""
    return other in NEGATIONS or other == f"a{word}" or word == f"a{other}"


def _distance(word, other):
    """Ranks candidates: people rarely miss the first letter, and often swap two."""
    return word[0] != other[0], sorted(word) != sorted(other), abs(len(word) - len(other)), other


def _first_that_is_live(candidates):
    """The one of `candidates` that most live articles have; a stem alone is no proof, so texts are read."""
    rows = {word: _indexed_with(word) for word in candidates[:MAX_CANDIDATES]}
    live = Edition.objects.live().articles().filter(pk__in=set().union(*rows.values()))
    is_live = set(live.values_list("pk", flat=True)) if rows else set()
    by_count = sorted(rows, key=lambda word: -len(is_live.intersection(rows[word])))
    for word in by_count:
        having = [pk for pk in rows[word] if pk in is_live][:MAX_CANDIDATES_READ]
        if having and _is_said_in(having, word):
            return word
    return None


def _indexed_with(word):
    return [key for key, _alone in backends.ranked([[(word,)]], MAX_COUNTED) if key > 0]


def _is_said_in(editions, word):
    """Whether one of the live `editions` (ids) has `word` exactly so; their terms by today's names."""
    read = Edition.objects.live().filter(pk__in=editions).select_related("revision")
    return any(
        word in " ".join(words_of(edition.content)).split() or word in _terms(edition)
        for edition in read.prefetch_related("symptoms", "tags")
    )


def _terms(edition):
    names = (term.name for term in (*edition.symptoms.all(), *edition.tags.all()))
    return words_in(" ".join(names))


def one_mistake_from(word: str) -> set[str]:
    """Every string that is one letter away from `word`: left out, doubled, wrong, or swapped."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    shorter = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + c + b[1:] for a, b in cuts if b for c in ascii_lowercase}
    longer = {a + c + b for a, b in cuts for c in ascii_lowercase}
    return (shorter | swapped | other | longer) - {word}
