"""What may be found: each edition that is live or scheduled, each of its tips, and their words.

`publishing.py` writes it in the transaction that publishes. Results always pass through
`Edition.objects.live`, so a row that starts later, or was superseded, cannot show.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils import timezone

from symptoms.models import Edition, EditionTip, IndexedWord
from symptoms.search import backends
from symptoms.search.words import words_of, words_of_tip
from symptoms.text.content import ArticleContent

# A key and five texts each; the edition first, then its tips.
Rows = list[tuple[Any, ...]]


def put(edition: Edition) -> None:
    """Make `edition` and its tips findable, its terms by their names of today.

    Part of the caller's transaction. Pages about the site are never results, so they stay out.
    """
    if not edition.is_page:
        IndexedWord.objects.add(_put(edition))


def _put(edition):
    """Write the rows of `edition`; returns its words, for the caller to add."""
    symptoms, tags = edition.linked_terms()
    content = replace(edition.content, symptoms=tuple(symptoms), tags=tuple(tags))
    rows = rows_of(
        content, edition.pk, {tip: pk for pk, tip in edition.tips.values_list("pk", "tip_id")}
    )
    backends.write(rows)
    return words_in_rows(rows)


def rows_of(content: ArticleContent, edition: int, tips: dict[int, int]) -> Rows:
    """The rows of an edition and its tips; `tips` are the ids of its EditionTips by those of its tips."""
    of_tips = [(-tips[tip.id], *words_of_tip(tip)) for tip in content.tips]
    return [(edition, *words_of(content)), *of_tips]


def words_in_rows(rows: Rows) -> set[str]:
    """The words of an edition, which has those of its tips."""
    _key, *texts = rows[0]
    return {word for text in texts for word in text.split()}


def put_rows(rows: Rows) -> None:
    """Write the rows of many editions; their words are for `add_words`."""
    backends.write(rows)


def forget_rows(keys: Iterable[int]) -> None:
    """Drop rows by their keys."""
    backends.delete(list(keys))


def add_words(words: set[str]) -> None:
    IndexedWord.objects.add(words)


def forget(edition: Edition) -> None:
    _forget([edition.pk])


def forget_superseded(article) -> None:
    """Drop the rows of editions that can never be live again."""
    now = timezone.now()
    kept = article.editions.live(now) | article.editions.scheduled(now)
    gone = article.editions.exclude(pk__in=kept.values("pk"))
    _forget(list(gone.values_list("pk", flat=True)))


def rebuild() -> int:
    """Index everything that is live or scheduled anew; returns how many editions that is."""
    backends.delete_all()
    IndexedWord.objects.all().delete()
    return refresh(Edition.objects.all())


def refresh(editions) -> int:
    """Index those of the queryset `editions` that are live or scheduled anew, for example because a
    term of theirs has another name; returns how many that is."""
    now = timezone.now()
    current = editions.live(now) | editions.scheduled(now).exclude(revision=None)
    current = current.articles().select_related("revision")
    words: set[str] = set()
    for edition in current:
        words |= _put(edition)
    IndexedWord.objects.add(words)
    return len(current)


def _forget(editions):
    tips = EditionTip.objects.filter(edition__in=editions).values_list("pk", flat=True)
    backends.delete([*editions, *(-pk for pk in tips)])
