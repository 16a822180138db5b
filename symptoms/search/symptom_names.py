"""From a reader's words to the symptom they mean: "stiff legs" is Spasticity, because it says so."""

from symptoms.models import Symptom
from symptoms.search import significant, terms_in
from symptoms.text.folding import words_in


def symptoms_meant(query: str, symptoms: list[Symptom]) -> list[Symptom]:
    """Those of `symptoms` of which `query` holds all the words of a name, in any order, joined or apart.

    Small words of a name need not be there.
    """
    terms = terms_in(query)
    pairs = (a + b for a, b in zip(terms, terms[1:], strict=False))
    asked = {_base(word) for word in (*terms, *pairs)}
    return [one for one in symptoms if any(_is_in(name, asked) for name in _names(one))]


def words_of_names(symptoms: list[Symptom]) -> set[str]:
    """Every word of every name of `symptoms`, folded."""
    return {word for one in symptoms for name in _names(one) for word in words_in(name)}


def _names(symptom):
    return [symptom.name, *symptom.other_names]


def _is_in(name, asked):
    words = words_in(name)
    needed = {_base(word) for word in significant(words) or words}
    return bool(needed) and (needed <= asked or _base("".join(words)) in asked)


def _base(word):
    """Without the "s" of a plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
