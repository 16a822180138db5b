"""Symptoms in alphabetical order, with the other names that people use for them."""

from dataclasses import dataclass, field
from itertools import groupby

from symptoms.models import Symptom
from symptoms.text.folding import words_in

NUMBERS = "0–9"


@dataclass(slots=True)
class Entry:
    """One name: that of `symptom`, or another name, which refers to the symptoms in `see`."""

    name: str
    symptom: Symptom | None = None
    see: list[Symptom] = field(default_factory=list)

    @property
    def sort_key(self):
        """Only words count, without accents and case. A symptom precedes another name that is equal."""
        return _words(self.name), self.symptom is None

    @property
    def letter(self):
        first = _words(self.name)[:1]
        return NUMBERS if first.isdigit() or not first else first.upper()


def letters(symptoms) -> list[tuple[str, list[Entry]]]:
    """Pairs of a letter and its entries, both in order, of `symptoms` and all they are also called.

    A name that several symptoms have is one entry.
    """
    others: dict[str, Entry] = {}
    for symptom in symptoms:
        for name in symptom.other_names:
            others.setdefault(_words(name), Entry(name)).see.append(symptom)
    entries = [Entry(symptom.name, symptom) for symptom in symptoms] + list(others.values())
    in_order = sorted(entries, key=lambda entry: entry.sort_key)
    return [(letter, list(group)) for letter, group in groupby(in_order, lambda e: e.letter)]


def _words(name):
    return " ".join(words_in(name))
