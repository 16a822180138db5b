"""From a reader's words to the symptom they mean: "stiff legs" is Spasticity, because it says so.

A symptom is meant by its name, by another name, or by one of its everyday words, in whatever form and
for names in whatever order. What else was typed decides how sure that is: the words of the whole query
(SURE), of a part of it (PART), or only some words of another name (MAYBE).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from symptoms.models import EverydayWord, Symptom
from symptoms.text.folding import words_in
from symptoms.text.small_words import NEGATIONS, significant
from symptoms.text.stems import root

MAX_MEANT = 3
MAX_PHRASE_LENGTH = 4
SURE, PART, MAYBE = 1, 2, 3

# Words that say nothing about which symptom is meant, by their roots.
_GENERAL = frozenset(
    root(word)
    for word in [
        *("ms", "multiple", "sclerosis", "symptom", "problem", "trouble", "issue", "difficulty"),
        *(
            "feel",
            "feeling",
            "bad",
            "badly",
            "severe",
            "always",
            "constant",
            "constantly",
            "sudden",
        ),
        *("tip", "advice", "help", "treat", "treatment", "cause", "stop", "cope", "manage", "deal"),
        *(
            "better",
            "worse",
            "ease",
            "relief",
            "thing",
            "people",
            "person",
            "change",
            "lot",
            "time",
        ),
        *("when", "part", "loss", "less", "poor", "slow", "hard", "low", "right", "wrong", "day"),
        *("need", "reason", "common", "normal", "common", "now", "today", "still", "keep", "start"),
    ]
)


@dataclass(frozen=True, slots=True)
class Meant:
    """A symptom, how sure it is that it is meant, and where the words for it stand in the query."""

    symptom: Symptom
    how: int
    positions: frozenset[int] = frozenset()


def symptoms_meant(terms: list[str], symptoms: list[Symptom]) -> list[Meant]:
    """The at most MAX_MEANT of `symptoms` that the folded `terms` mean, the surest first."""
    asked = [root(term) for term in terms]
    said = {one.pk: _said_by(one, asked) for one in symptoms}
    for symptom, positions in _said_by_everyday_words(asked):
        if symptom in said:
            said[symptom] |= positions
    all_said = set().union(*said.values()) if said else set()
    how = SURE if all(i in all_said or asked[i] in _GENERAL for i in range(len(asked))) else PART
    in_order = sorted(symptoms, key=lambda one: _first(said[one.pk]))
    meant = [Meant(one, how, frozenset(said[one.pk])) for one in in_order if said[one.pk]]
    return (meant or _maybe(asked, symptoms))[:MAX_MEANT]


def words_of_names(symptoms: list[Symptom]) -> list[list[str]]:
    """Every name of `symptoms`, as its folded words that say something."""
    return [words for one in symptoms for words in _names(one)]


def roots_of_name(name: str) -> frozenset[str]:
    """The roots of the words of `name` that say which symptom it is."""
    return _words(name).roots - _GENERAL


def _first(positions):
    """More of what was typed comes before less, and then what was typed first."""
    return -len(positions), min(positions, default=0)


def _names(symptom):
    names = (_words(name) for name in (symptom.name, *symptom.other_names))
    return [list(name.words) for name in names if name.words]


class _Name(NamedTuple):
    words: tuple[str, ...]
    roots: frozenset[str]
    joined: str


@lru_cache(maxsize=1000)  # of names, never of what readers type
def _words(name):
    words = words_in(name)
    counting = tuple(significant(words) or words)
    return _Name(counting, frozenset(map(root, counting)), root("".join(counting)))


def _said_by(symptom, asked):
    """Where in `asked` all words of a name of `symptom` stand."""
    positions: set[int] = set()
    for name in map(_words, (symptom.name, *symptom.other_names)):
        if name.roots and name.roots.issubset(asked):
            positions |= {i for i, word in enumerate(asked) if word in name.roots}
        positions |= _joined(name.joined, asked)
    return positions | _said_by_own_name(symptom, asked)


def _said_by_own_name(symptom, asked):
    """One word of the symptom's own name is enough, if it is not one of the general words."""
    own = roots_of_name(symptom.name)
    return {i for i, word in enumerate(asked) if word in own}


def _joined(name, asked):
    """Where a name was typed as one word, or one word as two: "brainfog"."""
    alone = {i for i, word in enumerate(asked) if word == name}
    pairs = {j for i in range(len(asked) - 1) for j in (i, i + 1) if _pair(asked, i) == name}
    return alone | pairs


def _pair(asked, i):
    return asked[i] + asked[i + 1]


def _said_by_everyday_words(asked):
    """The ids of symptoms, each with where in `asked` one of its everyday phrases stands. Asks once."""
    places: dict[str, list[set[int]]] = {}
    for start in range(len(asked)):
        for end in range(start + 1, min(start + MAX_PHRASE_LENGTH, len(asked)) + 1):
            places.setdefault(" ".join(asked[start:end]), []).append(set(range(start, end)))
        if start + 1 < len(asked):
            places.setdefault(_pair(asked, start), []).append({start, start + 1})
    if not places:
        return []
    rows = EverydayWord.objects.filter(key__in=places).values_list("symptom", "key")
    found = [(symptom, positions) for symptom, key in rows for positions in places[key]]
    return _without_shorter(found, asked)


def _without_shorter(found, asked):
    """A longer phrase knows better than a word of it, above all what a "not" stands before: "cannot
    see" is no matter of seeing, but "lost my keys" none of losing."""
    longest = [positions for _symptom, positions in found if len(positions) > 1]
    return [
        (symptom, positions)
        for symptom, positions in found
        if not any(positions < longer for longer in longest)
    ]


def _maybe(asked, symptoms):
    """Symptoms of which another name has all the words that say something, and few others."""
    wanted = {word for word in asked if word not in _GENERAL}
    if not wanted or wanted & NEGATIONS:
        return []
    return [
        Meant(one, MAYBE)
        for one in symptoms
        if any(_has(_words(name).roots, wanted) for name in (one.name, *one.other_names))
    ]


def _has(roots, wanted):
    return wanted <= roots and 2 * len(wanted) >= len(roots)
