"""What people type in a crisis. A search for it shows the emergency number above everything else."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from symptoms.models.fields import LinesField, one_line
from symptoms.text.folding import tidy, words_in

MAX_LENGTH = 60


class CrisisPhrase(models.Model):
    """`words` as people type them, `key` is the same folded; `harmless` are phrases in which it
    signals no crisis.
    """

    words = models.CharField(
        max_length=MAX_LENGTH,
        validators=[one_line],
        help_text=_(
            "A word or a few words in their order, such as “chest pain” or “want to die”. Small words "
            "between them, other forms, and one wrong letter are understood."
        ),
        verbose_name=_("words"),
    )
    harmless = LinesField(
        blank=True,
        help_text=_(
            "Phrases that mean something else, one on each line: “stroke of luck”. A search with one "
            "of them does not show the card for these words."
        ),
        verbose_name=_("except in"),
    )
    is_alone = models.BooleanField(
        default=False,
        help_text=_(
            "Only when nothing else is typed, for words that mean other things in a sentence: “help”."
        ),
        verbose_name=_("only alone"),
    )
    key = models.CharField(max_length=2 * MAX_LENGTH, unique=True, editable=False)

    class Meta:
        ordering = ["key"]
        verbose_name = _("crisis words")
        verbose_name_plural = _("crisis words")
        constraints = [
            models.CheckConstraint(condition=~models.Q(key=""), name="crisis_phrase_has_letters"),
        ]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        super().clean()
        self.words, self.key = tidy(self.words), _key_of(self.words)
        if not self.key:
            raise ValidationError({"words": _("Enter at least one letter or digit.")})
        if CrisisPhrase.objects.filter(key=self.key).exclude(pk=self.pk).exists():
            raise ValidationError({"words": _("These words are on the list already.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = _key_of(self.words)
        super().save(*args, **kwargs)


def _key_of(words: str) -> str:
    return " ".join(words_in(words))
