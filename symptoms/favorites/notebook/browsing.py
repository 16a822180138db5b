"""Searching, filtering and sorting a reader's list.

What is needed to choose and sort is read of the whole list; only the page that is shown is loaded.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy

from symptoms.favorites.notebook.details import detailed
from symptoms.favorites.notebook.entries import Entry, entries
from symptoms.models import Edition, Favorite
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
class Line:
    """What is known of each favorite before its page is loaded: its id, whether it is a tip, and the
    symptoms that its article is about, by name."""

    pk: int
    is_tip: bool
    symptoms: tuple[Ref, ...]

    @property
    def heading(self) -> str:
        return self.symptoms[0].name if self.symptoms else str(NO_SYMPTOM)


@dataclass(frozen=True)
class Listing:
    """`lines` are those asked for, in order; `total` counts all; `symptoms` are those there are any of;
    `news` are the entries that changed since their owner looked, by id, newest first."""

    lines: list[Line]
    total: int
    symptoms: list[Ref]
    news: dict[int, Entry]

    def entries_of(self, lines: list[Line]) -> list[Entry]:
        """The entries of some of the lines, in order, with their details, in six queries at most."""
        pks = [line.pk for line in lines if line.pk not in self.news]
        loaded = entries(Favorite.objects.filter(pk__in=pks))
        found = {entry.favorite.pk: entry for entry in loaded} | self.news
        return detailed([found[line.pk] for line in lines if line.pk in found])

    def by_symptom(self, shown: list[Entry]) -> list[tuple[str, list[Entry]]]:
        """Entries that were asked for in that order, under the first symptom of each."""
        headings = {line.pk: line.heading for line in self.lines}
        groups = groupby(shown, key=lambda entry: headings[entry.favorite.pk])
        return [(name, list(group)) for name, group in groups]


def listing_of(user, wanted: dict[str, str]) -> Listing:
    """The list of `user`, in at most seven queries however long it is."""
    mine = Favorite.objects.of(user).newest_first()
    lines = _lines(mine)
    news = news_of(mine)
    fits = _condition(mine, wanted)
    shown = [line for line in lines if fits(line)]
    if wanted["order"] == "symptom":
        shown.sort(key=lambda line: (not line.symptoms, line.heading.casefold()))
    else:
        shown.sort(key=lambda line: line.pk not in news)
    symptoms = {ref.id: ref for line in lines for ref in line.symptoms}
    by_name = sorted(symptoms.values(), key=lambda ref: ref.name.casefold())
    return Listing(shown, len(lines), by_name, news)


def news_of(favorites) -> dict[int, Entry]:
    """The entries of those that changed, or went away, since their owner looked, by id."""
    candidates = entries(favorites.with_news().with_changes())
    return {entry.favorite.pk: entry for entry in candidates if entry.has_changed}


def _lines(favorites):
    rows = list(favorites.outline()[:MOST])
    about = _symptoms_of({article for _pk, article, _tip in rows})
    return [Line(pk, tip is not None, about.get(article, ())) for pk, article, tip in rows]


def _symptoms_of(articles) -> dict[int, tuple[Ref, ...]]:
    """The symptoms of each live article, by name."""
    link = "symptom_links__symptom"
    found = Edition.objects.live().filter(article__in=articles, symptom_links__isnull=False)
    about: dict[int, list[Ref]] = {}
    for article, *ref in found.values_list("article", link, f"{link}__slug", f"{link}__name"):
        about.setdefault(article, []).append(Ref(*ref))
    return {
        article: tuple(sorted(refs, key=lambda ref: ref.name.casefold()))
        for article, refs in about.items()
    }


def _condition(favorites, wanted) -> Callable[[Line], bool]:
    """Whether a line is what is wanted."""
    words = words_in(wanted["q"])
    named = _with_words(favorites, words) if words else set()

    def fits(line):
        return (
            wanted["kind"] in ("", "tip" if line.is_tip else "article")
            and (not wanted["symptom"] or wanted["symptom"] in {ref.slug for ref in line.symptoms})
            and (not words or line.pk in named)
        )

    return fits


def _with_words(favorites, words):
    """The ids of those that have all `words` in what the reader sees or wrote."""
    listed = entries(favorites[:MOST])
    return {entry.favorite.pk for entry in listed if all(word in entry.words for word in words)}
