"""Symptoms in the order of the alphabet, with the other names that people look them up by."""

from dataclasses import dataclass, field
from itertools import groupby

from symptoms.models import Symptom
from symptoms.text.folding import words_in

NUMBERS = "0–9"


@dataclass(slots=True)
class Entry:
    """One name: that of `symptom`, or another one, which leads to the symptoms in `see`."""

    name: str
    symptom: Symptom | None = None
    see: list[Symptom] = field(default_factory=list)

    @property
    def place(self):
        """Where it stands: only words count, without accents and case. A symptom precedes its like."""
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
    in_order = sorted(entries, key=lambda entry: entry.place)
    return [(letter, list(group)) for letter, group in groupby(in_order, lambda e: e.letter)]


def _words(name):
    return " ".join(words_in(name))
