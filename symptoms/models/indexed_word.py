"""Every word that has been indexed, for readers who mistype one."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models
from django.db.models.functions import Length

MAX_COMPLETED = 8
MAX_CHARACTER = "\U0010ffff"


class IndexedWordQuerySet(models.QuerySet["IndexedWord"]):
    def add(self, words: Iterable[str]) -> None:
        """Add the useful words of the set `words` that are missing; always in the same order, so
        that two people who publish at once don't deadlock.
        """
        useful = (
            w
            for w in words
            if IndexedWord.SHORTEST <= len(w) <= IndexedWord.LONGEST and not w.isdigit()
        )
        self.bulk_create((self.model(word=w) for w in sorted(useful)), ignore_conflicts=True)

    def known(self, words: Iterable[str], beginning: str = "") -> set[str]:
        """The set of `words` that were ever indexed, and of some words that start with `beginning`."""
        found = self.filter(word__in=words).values_list("word")
        if beginning:
            found = found.union(self._beginning_with(beginning))
        return {word for (word,) in found}

    def _beginning_with(self, beginning: str) -> models.QuerySet[Any, Any]:
        """At most MAX_COMPLETED, the shortest first, found by an index: PostgreSQL has one for patterns,
        SQLite only that of the order, which there is the order of the letters."""
        rows = self.filter(word__startswith=beginning)
        if connection.vendor == "sqlite":
            rows = self.filter(word__gte=beginning, word__lt=f"{beginning}{MAX_CHARACTER}")
        shortest = rows.order_by(Length("word"), "word")[:MAX_COMPLETED]
        return self.filter(word__in=shortest.values("word")).values_list("word")


class IndexedWord(models.Model):
    """One word, folded and not stemmed. Words of scheduled and withdrawn texts are here too: before
    showing one to a reader, check that a live edition has it (symptoms/search/typos.py).
    """

    SHORTEST, LONGEST = 3, 40

    word = models.CharField(max_length=LONGEST, primary_key=True)

    objects = IndexedWordQuerySet.as_manager()

    def __str__(self) -> str:
        return self.word
