"""A word that nobody uses, and the one that was meant: one letter more, less, other, or swapped.

Only what stands in no text, is no word that people use (symptoms.text.english), and says no "not" is
taken for a mistake. What is meant is a word of a symptom's names, an everyday word, or a word of the
texts: which of those readers may know of is asked of the live texts themselves, so that no word of a
plan, of what was withdrawn, or of a draft is ever suggested.
"""

from symptoms import conf
from symptoms.models import Edition, EverydayWord, IndexedWord
from symptoms.search import backends
from symptoms.search.words import words_of
from symptoms.text import english
from symptoms.text.folding import words_in
from symptoms.text.mistakes import one_mistake_from
from symptoms.text.small_words import NEGATIONS
from symptoms.text.stems import root
from symptoms.web import clock

# The languages whose typing mistakes are known: those with the letters a to z alone.
LANGUAGES = ("en",)
SHORTEST = 4
MAX_CANDIDATES = 8
MAX_CANDIDATES_READ = 10
# Of one query, and of the articles that have a candidate: enough to tell the common from the rare.
MAX_WORDS_CORRECTED = 3
MAX_COUNTED = 50

# Names of symptoms, each as its folded words.
Names = list[list[str]]


def corrections(terms: list[str], unknown: set[str], names: Names) -> dict[str, str]:
    """Better words for those of `terms` that are mistakes; `unknown` are those that stand in no text.

    At another moment than now nothing is corrected: the words are those of today.
    """
    if clock.chosen() or conf.language() not in LANGUAGES:
        return {}
    named = {word for name in names for word in name}
    roots = {root(word) for word in named}
    doubtful = [one for one in dict.fromkeys(terms) if one in unknown and _is_doubtful(one, roots)]
    doubtful = _without_forms_of_everyday_words(doubtful)
    found = {word: _meant(word, terms, names) for word in doubtful[:MAX_WORDS_CORRECTED]}
    return {word: meant for word, meant in found.items() if meant}


def _is_doubtful(word, roots):
    if not SHORTEST <= len(word) <= IndexedWord.LONGEST or not word.isalpha():
        return False
    return word not in NEGATIONS and root(word) not in roots and not english.is_word(word)


def _without_forms_of_everyday_words(words):
    """Of `words` those that are a mistake: "pooed" is on no list, but "poo" is an everyday word."""
    if not words:
        return []
    keys = (
        EverydayWord.objects.public().filter(key__in=map(root, words)).values_list("key", flat=True)
    )
    known = set(keys)
    return [word for word in words if root(word) not in known]


def _meant(word, terms, names):
    """The likeliest word one mistake away from `word`: of a name, or else what most articles have.

    What is a name of a person or a place ("Brian") is one, unless the other words say otherwise:
    "brian fog" has both words of "brain fog".
    """
    near = {other for other in one_mistake_from(word) if not _turns_around(word, other)}
    if english.is_name(word):
        others = {root(other) for other in terms if other != word}
        names = [name for name in names if len(name) > 1 and len(others & _roots(name)) > 0]
        return _nearest(word, near & {one for name in names for one in name})
    named = near & {one for name in names for one in name}
    return _nearest(word, named) or _everyday(word, near) or _written(word, near)


def _roots(name):
    return {root(word) for word in name}


def _nearest(word, others):
    return min(others, key=lambda other: _distance(word, other), default=None)


def _everyday(word, near):
    keys = {root(other): other for other in sorted(near) if english.is_word(other)}
    found = EverydayWord.objects.public().filter(key__in=keys).values_list("words", flat=True)
    said = {one for words in found[:MAX_CANDIDATES] for one in words_in(words)}
    return _nearest(word, {one for one in said if root(one) in keys and one in near}) or _nearest(
        word, {keys[root(one)] for one in said if root(one) in keys}
    )


def _written(word, near):
    known = IndexedWord.objects.known(near)
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
    return backends.articles_with([(word,)], MAX_COUNTED)


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
