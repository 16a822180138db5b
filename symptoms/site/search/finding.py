"""What the search page shows for a query, in its order."""

from dataclasses import dataclass
from typing import NamedTuple

from symptoms import search
from symptoms.models import Edition, EditionSymptom, Symptom
from symptoms.search import Hit, Meant, Reading
from symptoms.search.symptom_names import MAYBE, SURE, roots_of_name
from symptoms.text.folding import words_in
from symptoms.text.stems import root

# Of the articles about a symptom that is meant, those that are closest to it.
MAX_ABOUT = 100
MAX_NAMED = 20


@dataclass(frozen=True, slots=True)
class Found:
    """`left_out` are words that nothing found has; `has_only_some` says that nothing has all of them."""

    reading: Reading
    hits: list[Hit]
    meant: list[Symptom]
    has_only_some: bool = False
    left_out: tuple[str, ...] = ()


def find(query: str, symptoms: list[Symptom], *, exactly: bool) -> Found:
    """Articles and tips with all of the words, and what is about the symptoms that the words mean. If
    nothing has all of them, what has some."""
    reading = search.read(query, search.words_of_names(symptoms), exactly=exactly)
    meant = search.symptoms_meant(reading.meant, symptoms)
    hits, some = search.search(reading), False
    left_out: list[str] = []
    if not hits and len(reading.terms) > 1 and not _is_sure(meant):
        hits, left_out = search.search_any(reading)
        left_out, some = _not_understood(left_out, reading, meant), bool(hits)
    in_order = _in_order(hits, meant)
    return Found(reading, in_order, [one.symptom for one in meant], some, tuple(left_out))


def _is_sure(meant):
    return any(one.how == SURE for one in meant)


def _not_understood(left_out, reading, meant):
    """A word that names a symptom was not left out."""
    understood = {reading.terms[n] for one in meant for n in one.positions}
    return [word for word in left_out if word not in understood]


def _in_order(hits, meant: list[Meant]):
    """First the main article of a symptom that the whole query means, and else what has the words in its
    title. What else is about a symptom comes last."""
    about = [_about(one) for one in meant]
    leads = list(dict.fromkeys(pk for main, _others in about for pk in main))
    others = [h for h in hits if h.tip_id or h.edition_id not in leads]
    titled = [hit for hit in others if hit.in_title]
    lead = [Hit(pk) for pk in leads]
    first = [*lead, *titled] if _is_sure(meant) else [*titled, *lead]
    found = [*first, *(hit for hit in others if not hit.in_title)]
    known = {hit.edition_id for hit in found if not hit.tip_id}
    more = dict.fromkeys(pk for _main, rest in about for pk in rest if pk not in known)
    return [*found, *map(Hit, more)]


class _Row(NamedTuple):
    """A live edition about a symptom, in a `section` of its page; `breadth` counts
    its symptoms."""

    pk: int
    article: int
    title: str
    section: int
    breadth: int


def _about(meant):
    """The ids of the live editions about a symptom: its main article, if it has one, and the others."""
    live = Edition.objects.live().articles().about(meant.symptom)
    columns = ("pk", "article", "title", "symptom_links__section", "symptom_links__breadth")
    rows = [_Row(*row) for row in live.values_list(*columns)[:MAX_ABOUT]]
    may_lead = [row for row in rows if row.section == EditionSymptom.Section.INFORMATION]
    chosen = [row for row in may_lead if row.article == meant.symptom.main_article_id]
    alone = [row for row in may_lead if row.breadth == 1]
    main = (chosen or _named(meant.symptom.name, may_lead) or alone)[:1]
    return [row.pk for row in main], [] if meant.how == MAYBE else [row.pk for row in rows]


def _named(name, rows):
    """Those whose title begins with the `name` of the symptom, or else that has its words."""
    words, roots = words_in(name), roots_of_name(name)
    begins = [row for row in rows if words_in(row.title)[: len(words)] == words]
    if begins or not roots:
        return begins
    return [row for row in rows[:MAX_NAMED] if roots <= set(map(root, words_in(row.title)))]
