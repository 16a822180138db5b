"""The words that were ever indexed, for a reader who mistypes one."""

from collections.abc import Iterable

from django.db import models


class IndexedWordQuerySet(models.QuerySet["IndexedWord"]):
    def add(self, words: Iterable[str]) -> None:
        """Add those of the set `words` that are of use and missing; always in the same order, so that two
        who publish at once do not wait for each other."""
        useful = (
            w
            for w in words
            if IndexedWord.SHORTEST <= len(w) <= IndexedWord.LONGEST and not w.isdigit()
        )
        self.bulk_create((self.model(word=w) for w in sorted(useful)), ignore_conflicts=True)


class IndexedWord(models.Model):
    """One word, folded and not stemmed. Also words of plans and of what is gone stand here: whoever
    shows one to a reader asks first whether a live edition has it (symptoms/search/typos.py)."""

    SHORTEST, LONGEST = 3, 40

    word = models.CharField(max_length=LONGEST, primary_key=True)

    objects = IndexedWordQuerySet.as_manager()

    def __str__(self) -> str:
        return self.word
