"""From a reader's words to what is live, best match first."""

from dataclasses import dataclass, field
from typing import NamedTuple

from symptoms.models import Edition, EditionTip
from symptoms.search import backends
from symptoms.search.alternatives import Wanted, wanted
from symptoms.search.typos import Names, corrections
from symptoms.search.words import Words, terms_in, words_of, words_of_tip
from symptoms.text.small_words import NEGATIONS
from symptoms.web import clock


class Hit(NamedTuple):
    """A live article that has the words, or one of its tips.

    `is_by_tip` says of an article that it has them only because a single tip of it does, `in_title`
    that its title has them all.
    """

    edition_id: int
    tip_id: int | None = None
    is_by_tip: bool = False
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How a query is understood.

    `terms` are its words, `wanted` what will do for each, `counted` how many rows of the index have
    that, and `instead` the better words for those that are mistakes. What was typed is always wanted too.
    """

    terms: list[str]
    wanted: list[Wanted] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)
    instead: dict[str, str] = field(default_factory=dict)

    @property
    def meant(self) -> list[str]:
        """The words, the mistakes among them put right."""
        return [self.instead.get(term, term) for term in self.terms]

    @property
    def spellings(self) -> list[str]:
        """The words to mark in what was found: also those that stand for one of them."""
        others = {word for phrases in self.wanted for phrase in phrases for word in phrase}
        return [*sorted(others - set(self.terms)), *self.terms]


class Found(NamedTuple):
    """`hits`, best first, and the words of the query that none of them has."""

    hits: list[Hit]
    left_out: list[str]


def read(query: str, names: Names = (), *, exactly: bool = False) -> Reading:  # type: ignore[assignment]
    """Understand `query`. `names` are the words of public names; `exactly` corrects nothing."""
    terms = terms_in(query)
    if not terms:
        return Reading([])
    phrases = wanted(terms)
    counted = backends.counts(phrases)
    unknown = {term for term, count in zip(terms, counted, strict=True) if not count}
    instead = {} if exactly else corrections(terms, unknown, list(names))
    if instead:
        phrases = [
            [*one, (instead[term],)] if term in instead else one
            for term, one in zip(terms, phrases, strict=True)
        ]
        counted = backends.counts(phrases)
    return Reading(terms, phrases, counted, instead)


def search(reading: Reading) -> list[Hit]:
    """What is live at the moment of reading and has every word of it, best match first."""
    return _found(reading, backends.ALL).hits


def search_any(reading: Reading) -> Found:
    """What is live and has any of the words that say something, the rarest words first.

    Words that turn a sentence around find nothing alone.
    """
    kept = [n for n, term in enumerate(reading.terms) if term not in NEGATIONS]
    some = Reading(
        [reading.terms[n] for n in kept],
        [reading.wanted[n] for n in kept],
        [reading.counted[n] for n in kept],
    )
    found = _found(some, backends.ANY)
    return Found(found.hits, [t for t in reading.terms if t in NEGATIONS or t in found.left_out])


def _found(reading, joint):
    if not reading.terms:
        return Found([], [])
    if clock.chosen():
        enough = all if joint == backends.ALL else any
        return Found(_searched_without_index(reading.wanted, enough), [])
    if joint == backends.ALL and not all(reading.counted):
        return Found([], [])
    rows = backends.ranked(reading.wanted, reading.counted, joint)
    tips = _tips([-row.key for row in rows if row.key < 0])
    live = _live(
        {row.key for row in rows if row.key > 0} | {hit.edition_id for hit in tips.values()}
    )
    with_tip = {hit.edition_id for hit in tips.values()}
    hits: list[Hit] = []
    had: set[int] = set()
    for row in rows:
        hit = _hit(row, tips, with_tip)
        if hit and hit.edition_id in live:
            hits.append(hit)
            had |= row.having
    return Found(hits, [term for n, term in enumerate(reading.terms) if n not in had])


def _hit(row, tips, with_tip):
    if row.key < 0:
        tip = tips.get(-row.key)
        return tip and tip._replace(in_title=row.in_title)
    return Hit(row.key, None, row.key in with_tip and not row.outside_tips, row.in_title)


def lacking(reading: Reading, hits: list[Hit]) -> dict[int, list[str]]:
    """Of the articles in `hits`, the words of the query that each lacks, by the id of the edition."""
    ids = sorted({hit.edition_id for hit in hits})
    if not ids or clock.chosen():
        return {}
    has = backends.having(reading.wanted, ids)
    return {pk: [term for n, term in enumerate(reading.terms) if n not in has[pk]] for pk in ids}


def _tips(edition_tips):
    """Hits of tips by the id of their EditionTip; no question without one."""
    if not edition_tips:
        return {}
    rows = EditionTip.objects.filter(pk__in=edition_tips).values_list("pk", "edition", "tip")
    return {pk: Hit(edition, tip) for pk, edition, tip in rows}


def _live(editions):
    live = Edition.objects.live().articles().filter(pk__in=editions)
    return set(live.values_list("pk", flat=True))


def _searched_without_index(phrases: list[Wanted], joint) -> list[Hit]:
    """The same at another moment, read from the texts: the index knows what is live or planned now.

    Words are compared by how they begin. Those with the words in the title come first.
    """
    found: list[tuple[int, Hit]] = []
    for edition in Edition.objects.live().articles().select_related("revision").newest_first():
        words = words_of(edition.content)
        tips = [tip for tip in edition.content.tips if _has(words_of_tip(tip), phrases, joint)]
        if _has(words, phrases, joint):
            is_by_tip = bool(tips) and not _has(words._replace(tips=""), phrases, joint)
            found.append((_in_title(words, phrases), Hit(edition.pk, is_by_tip=is_by_tip)))
        found += [(_in_title(words_of_tip(tip), phrases), Hit(edition.pk, tip.id)) for tip in tips]
    return [hit for _count, hit in sorted(found, key=lambda pair: -pair[0])]


def _has(words: Words, phrases, joint):
    text = f" {' '.join(words)}"
    return joint(_is_in(text, any_of) for any_of in phrases)


def _is_in(text, any_of):
    return any(f" {' '.join(phrase)}" in text for phrase in any_of)


def _in_title(words: Words, phrases):
    return sum(_is_in(f" {words.title}", any_of) for any_of in phrases)
