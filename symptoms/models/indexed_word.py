"""Every word that has been indexed, for readers who mistype one."""

from collections.abc import Iterable

from django.db import models


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


class IndexedWord(models.Model):
    """One word, folded and not stemmed. Words of scheduled and withdrawn texts are here too: before
    showing one to a reader, check that a live edition has it (symptoms/search/typos.py).
    """

    SHORTEST, LONGEST = 3, 40

    word = models.CharField(max_length=LONGEST, primary_key=True)

    objects = IndexedWordQuerySet.as_manager()

    def __str__(self) -> str:
        return self.word
