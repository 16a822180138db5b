"""What may be found: each edition that is live or scheduled, each of its tips, and their words.

`publishing.py` writes it in the transaction that publishes. Results always pass through
`Edition.objects.live`, so a row that starts later, or was superseded, cannot show.
"""

from dataclasses import replace

from django.utils import timezone

from symptoms.models import Edition, EditionTip, IndexedWord
from symptoms.search import backends
from symptoms.search.words import words_of, words_of_tip


def put(edition: Edition) -> None:
    """Make `edition` and its tips findable, its terms by their names of today.

    Part of the caller's transaction. Pages about the site are never results, so they stay out.
    """
    if not edition.is_page:
        IndexedWord.objects.add(_put(edition))


def _put(edition):
    """Write the rows of `edition`; returns its words, for the caller to add."""
    symptoms, tags = edition.linked_terms()
    article = words_of(replace(edition.content, symptoms=tuple(symptoms), tags=tuple(tags)))
    keys = {tip_id: -pk for pk, tip_id in edition.tips.values_list("pk", "tip_id")}
    tips = [(keys[tip.id], *words_of_tip(tip)) for tip in edition.content.tips]
    backends.write([(edition.pk, *article), *tips])
    return {word for text in article for word in text.split()}


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
