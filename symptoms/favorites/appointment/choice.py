"""What a reader chose and typed for the sheet. It comes with one request and is stored nowhere."""

import re
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

MAX_ITEMS = 60
MAX_QUESTIONS = 60
MAX_TYPED_LINES = 10
MAX_TYPED = 1000
MAX_WORDS = 120
_KEY = re.compile(r"(tip|article)-([1-9][0-9]{0,17})")
_ID = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True, order=True)
class Picked:
    """An article or a tip by its id, as `notebook.entries` reads a favorite."""

    kind: str
    pk: int
    saved_at: None = None

    @property
    def article_id(self):
        return self.pk if self.kind == "article" else None

    @property
    def tip_id(self):
        return self.pk if self.kind == "tip" else None

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"


class Keys(forms.Field):
    """Values that a form sent under one name, each once; what `read` returns for them, in their order.

    `read` raises ValueError for a value that no page of ours sends.
    """

    widget = forms.MultipleHiddenInput

    def __init__(self, read, most):
        super().__init__(required=False)
        self.read, self.most = read, most

    def to_python(self, value):
        values = list(dict.fromkeys(value or []))
        if len(values) > self.most:
            raise forms.ValidationError(
                _("Choose at most %(number)s."), params={"number": self.most}
            )
        try:
            return [self.read(one) for one in values]
        except ValueError:
            raise forms.ValidationError(_("Choose only from the page.")) from None


def _picked(key):
    match = _KEY.fullmatch(key)
    if not match:
        raise ValueError(key)
    return Picked(match[1], int(match[2]))


def _id(text):
    if not _ID.fullmatch(text):
        raise ValueError(text)
    return int(text)


class Choice(forms.Form):
    """`items` are articles and tips, `questions` the reader's own, `asked` those of articles, `own` what
    was typed: one question a line. `words` is printed on top. `short` forms of tips are printed, `notes`
    about them, and a `code` that leads to them; on `more` than two sides, if asked."""

    items = Keys(_picked, MAX_ITEMS)
    questions = Keys(_id, MAX_QUESTIONS)
    asked = Keys(_id, MAX_QUESTIONS)
    own = forms.CharField(required=False, max_length=MAX_TYPED)
    words = forms.CharField(required=False, max_length=MAX_WORDS)
    large = forms.BooleanField(required=False)
    short = forms.BooleanField(required=False)
    notes = forms.BooleanField(required=False)
    code = forms.BooleanField(required=False)
    more = forms.BooleanField(required=False)

    def clean_own(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["own"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MAX_TYPED_LINES:
            raise forms.ValidationError(
                _("Type at most %(number)s questions."), params={"number": MAX_TYPED_LINES}
            )
        return lines

    def again(self) -> list[tuple[str, str]]:
        """What was sent, as the hidden fields that send it again."""
        sent = ((name, self.data.getlist(name)) for name in self.fields)  # type: ignore[attr-defined]
        return [(name, value) for name, values in sent for value in values]

    @property
    def is_empty(self) -> bool:
        """Whether a valid choice would print nothing but lines to write on."""
        chosen = self.cleaned_data
        return not any(chosen[name] for name in ("items", "questions", "asked", "own", "words"))
