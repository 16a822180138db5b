"""The form of a term. It shows what waits for a medical reviewer, if anything does, and what two
people change at the same time is merged field by field, or asked about."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.admin.forms import PublicAtOnceForm
from symptoms.admin.term_review import differences
from symptoms.models import TermRevision
from symptoms.models.fields import LinesField, RichTextField
from symptoms.models.term_revision import OPEN_DRAFT
from symptoms.text import merge
from symptoms.text.diff import Change
from symptoms.workflow import term_drafts, term_review

_CONFLICT = gettext_lazy(
    "%(person)s changed the same text after you opened this form. What you typed is still in the form. "
    "The differences are listed below. Copy what you want to keep from their text, then save again."
)


class TermForm(PublicAtOnceForm):
    seen = forms.IntegerField(
        required=False,
        widget=forms.HiddenInput,
        help_text=gettext_lazy("The latest change when the form was opened."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What another person changed after this form was opened, where it stands against this form.
        self.meanwhile: list[Change] = []
        # In words, what was taken over from another person.
        self.merged = ""
        # All words as they were typed and cleaned, before what waits for a reviewer is held back.
        self.wanted: dict[str, Any] = {}
        # In which fields the draft that was saved is not what readers see; None if none was saved.
        self.drafted: list[str] | None = None
        self.newest = None
        if self.instance.pk:
            self.newest = TermRevision.objects.of(self.instance).first()
            shown = _shown(self.instance)
            self.theirs = {
                k: v for k, v in shown.items() if k in term_review.words_of(self.instance)
            }
            self.initial.update((k, v) for k, v in shown.items() if k in self.fields)
        self.initial["seen"] = self.newest.number if self.newest else 0

    def stored(self, name):
        return self.wanted.get(name, "")

    def clean(self):
        cleaned = super().clean()
        seen = self.cleaned_data.get("seen") or 0
        if self.newest and seen != self.newest.number:
            self._merge(self.newest, _shown_at(self.instance, seen))
        return cleaned

    def _merge(self, newest, base):
        """Keep what the other person changed where this form did not; ask about the rest."""
        who = newest.by_name or _("Someone")
        taken, asked = [], []
        for name, theirs in self.theirs.items():
            if name not in self.cleaned_data:
                continue
            mine = self._as_stored(name)
            value, is_clean = self._merged(name, base.get(name, theirs), theirs, mine)
            self.cleaned_data[name] = value
            asked += [] if is_clean else [name]
            taken += [name] if is_clean and value != mine else []
        label = term_review.label_of
        if taken:
            names = ", ".join(label(type(self.instance), name) for name in taken)
            said = _(
                "%(person)s saved this after you opened it. Their changes were kept in: %(fields)s."
            )
            self.merged = said % {"person": who, "fields": names}
        if asked:
            self._ask(who, asked)

    def _as_stored(self, name):
        """What was typed, as the model would store it: a browser posts other markup and line ends."""
        value = self.cleaned_data[name]
        try:
            return self.instance._meta.get_field(name).clean(value, self.instance)
        except forms.ValidationError:
            return value

    def _merged(self, name, base, theirs, mine):
        field = self.instance._meta.get_field(name)
        if isinstance(field, RichTextField):
            return merge.merged_text(base, theirs, mine)
        if isinstance(field, LinesField):
            return merge.merged_lines(base, theirs, mine), True
        return merge.merged_value(base, theirs, mine)

    def _ask(self, who, names):
        mine = {name: self.cleaned_data[name] for name in names}
        theirs = {name: self.theirs[name] for name in names}
        self.meanwhile = differences(type(self.instance), theirs, mine)
        self.data = data = cast(QueryDict, self.data).copy()
        data["seen"] = str(self.initial["seen"])
        for name in self.theirs.keys() & self.cleaned_data.keys():
            value = self.cleaned_data[name]
            if value is False:
                data.pop(name, None)
            else:
                data[name] = "on" if value is True else value
        self.add_error(None, _CONFLICT % {"person": who})


def _shown(term):
    """What a form of `term` is filled with: its words, over them what waits, and over that its draft."""
    open_ = [term_review.waiting(term), term_drafts.waiting(term)]
    return _one_over_another(term_review.words_of(term), open_)


def _shown_at(term, number):
    """The same as it was after the step `number`; the oldest for one that is not known."""
    steps = TermRevision.objects.of(term)
    until = steps.filter(number__lte=number) if number else steps.filter(number=1)
    live = until.live().first() or steps.live().last()
    asked = {TermRevision.Step.PROPOSED, TermRevision.Step.SENT_BACK}
    newest = [(until.reviewed().first(), asked), (until.drafted().first(), OPEN_DRAFT)]
    open_ = [row for row, steps in newest if row and row.step in steps]
    return _one_over_another(live.as_words() if live else {}, open_)


def _one_over_another(words, rows):
    for row in filter(None, rows):
        words = words | row.as_words()
    return words
