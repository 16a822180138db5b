"""The thesaurus: everyday words that lead to a symptom. Readers never see the list."""

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from symptoms.models.fields import one_line
from symptoms.models.taxonomy import Symptom
from symptoms.text.folding import tidy
from symptoms.text.small_words import NEGATIONS
from symptoms.text.stems import key_of

MAX_LENGTH = 60


class EverydayWordQuerySet(models.QuerySet["EverydayWord"]):
    def public(self) -> Self:
        """Those of symptoms that readers see: others would be told of by the answers to mistyped words."""
        return self.filter(symptom__in=Symptom.objects.public())

    def add(self, symptom: Symptom, phrases: Iterable[str]) -> int:
        """Add the `phrases` that `symptom` does not have yet; returns how many were added."""
        there = set(self.filter(symptom=symptom).values_list("key", flat=True))
        new: dict[str, str] = {}
        for words in phrases:
            new.setdefault(key_of(words), tidy(words))
        rows = [
            self.model(symptom=symptom, words=words, key=key)
            for key, words in new.items()
            if _says_something(key) and key not in there
        ]
        return len(self.bulk_create(rows))


class EverydayWord(models.Model):
    """`words` as people type them; `key` is equal for all their forms."""

    symptom = models.ForeignKey(
        Symptom, models.CASCADE, related_name="everyday_words", verbose_name=_("symptom")
    )
    words = models.CharField(
        max_length=MAX_LENGTH,
        validators=[one_line],
        help_text=_(
            "A word or a few words that people type for the symptom, such as “pee” or “brain fog”. "
            "Other forms, such as “peeing”, are found as well."
        ),
        verbose_name=_("words"),
    )
    key = models.CharField(max_length=2 * MAX_LENGTH, editable=False)

    objects = EverydayWordQuerySet.as_manager()

    class Meta:
        ordering = ["key", "pk"]
        verbose_name = _("everyday word")
        verbose_name_plural = _("everyday words")
        constraints = [
            models.UniqueConstraint(fields=["key", "symptom"], name="everyday_word_once_a_symptom"),
            models.CheckConstraint(condition=~models.Q(key=""), name="everyday_word_has_letters"),
        ]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        super().clean()
        self.words, self.key = tidy(self.words), key_of(self.words)
        if not _says_something(self.key):
            raise ValidationError({"words": _("Enter a word that says what it is about.")})
        same = EverydayWord.objects.filter(key=self.key, symptom=self.symptom_id)
        if self.symptom_id and same.exclude(pk=self.pk).exists():
            raise ValidationError({"words": _("The symptom has these words already.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = key_of(self.words)
        super().save(*args, **kwargs)


def _says_something(key: str) -> bool:
    """Whether there is a word, and not only a "not"."""
    return not NEGATIONS.issuperset(key.split())
