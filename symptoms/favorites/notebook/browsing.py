"""Searching, filtering and sorting a reader's list.

The whole list is read at once and sorted here: it belongs to one person, has a few hundred entries at
most, and what it shows is not in the rows that were saved.
"""

from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy

from symptoms.favorites.notebook.entries import Entry, entries
from symptoms.models import Favorite
from symptoms.models.favorite import MAX_FAVORITES
from symptoms.text.content import Ref
from symptoms.text.folding import words_in

MOST = MAX_FAVORITES
NO_SYMPTOM = gettext_lazy("No particular symptom")


class BrowseForm(forms.Form):
    """What the address asks for. Invalid values are ignored, so a list is always shown."""

    q = forms.CharField(required=False, max_length=100, label=gettext_lazy("Find in your list"))
    kind = forms.ChoiceField(
        required=False,
        choices=[
            ("", gettext_lazy("Articles and tips")),
            ("article", gettext_lazy("Articles")),
            ("tip", gettext_lazy("Tips")),
        ],
    )
    symptom = forms.CharField(required=False, max_length=100)
    order = forms.ChoiceField(
        required=False,
        choices=[("", gettext_lazy("Newest first")), ("symptom", gettext_lazy("By symptom"))],
    )

    def wanted(self) -> dict[str, str]:
        self.full_clean()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


@dataclass(frozen=True)
class Listing:
    """`shown` are the entries asked for; `total` counts all; `symptoms` are those there are any of."""

    shown: list[Entry]
    total: int
    symptoms: list[Ref]

    def by_symptom(self) -> list[tuple[str, list[Entry]]]:
        """The entries under the first symptom of each, if they were asked for in that order."""
        return [(name, list(group)) for name, group in groupby(self.shown, key=_heading)]


def listing_of(user, wanted: dict[str, str]) -> Listing:
    """The list of `user`, in three queries however long it is."""
    everything = entries(Favorite.objects.of(user).with_changes().newest_first()[:MOST])
    symptoms = {ref.id: ref for entry in everything for ref in entry.symptoms}
    shown = [entry for entry in everything if _fits(entry, wanted)]
    if wanted["order"] == "symptom":
        shown.sort(key=_heading_order)
    return Listing(
        shown,
        len(everything),
        sorted(symptoms.values(), key=lambda ref: ref.name.casefold()),
    )


def _fits(entry, wanted):
    words = words_in(wanted["q"])
    return (
        wanted["kind"] in ("", entry.kind)
        and (not wanted["symptom"] or wanted["symptom"] in {ref.slug for ref in entry.symptoms})
        and all(word in entry.words for word in words)
    )


def _heading(entry):
    names = sorted((ref.name for ref in entry.symptoms), key=str.casefold)
    return names[0] if names else str(NO_SYMPTOM)


def _heading_order(entry):
    return (not entry.symptoms, _heading(entry).casefold())
