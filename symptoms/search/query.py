"""From a reader's words to what is live, best match first."""

from typing import NamedTuple

from symptoms.models import Edition, EditionTip
from symptoms.search import backends
from symptoms.search.alternatives import Wanted, wanted
from symptoms.search.words import Words, terms_in, words_of, words_of_tip
from symptoms.web import clock

MAX_RANKED = 1000


class Hit(NamedTuple):
    """A live article that has the words, or one of its tips.

    `is_by_tip` says of an article that it has them only because a single tip of it does.
    """

    edition_id: int
    tip_id: int | None = None
    is_by_tip: bool = False


def search(query: str, joint=backends.ALL) -> list[Hit]:
    """What is live at the moment of reading and has every word of `query`, best match first.

    With backends.ANY, any of the words will do. The last word may be the beginning of one. An empty
    list for a query without words. Looks at the MAX_RANKED best rows of the index.
    """
    terms = terms_in(query)
    if not terms:
        return []
    phrases = wanted(terms)
    if clock.chosen():
        return _searched_without_index(phrases, all if joint == backends.ALL else any)
    rows = backends.ranked(phrases, MAX_RANKED, joint)
    tips = _tips([-key for key, _alone in rows if key < 0])
    live = _live(
        {key for key, _alone in rows if key > 0} | {hit.edition_id for hit in tips.values()}
    )
    with_tip = {hit.edition_id for hit in tips.values()}
    hits = (
        tips[-key] if key < 0 else Hit(key, is_by_tip=key in with_tip and not alone)
        for key, alone in rows
        if key > 0 or -key in tips
    )
    return [hit for hit in hits if hit.edition_id in live]


def spellings(query: str) -> list[str]:
    """The words to mark in what was found for `query`: also those that stand for one of them."""
    terms = terms_in(query)
    others = {word for phrases in wanted(terms) for phrase in phrases for word in phrase}
    return [*sorted(others - set(terms)), *terms]


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
