"""Column types of our own."""

import contextlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_prose_editor.fields import ProseEditorField

from symptoms.text import link_addresses, links, sanitizer, text_pictures
from symptoms.text.folding import canonical

_TEXT = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "check": reverse_lazy("admin:symptoms_article_link")},
}
_SECTIONS = _TEXT | {
    "Heading": {"levels": [2, 3]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Picture": {"pictures": reverse_lazy("admin:symptoms_article_pictures")},
}


one_line = RegexValidator(
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]",
    gettext_lazy("Remove control characters. They can’t be shown."),
    inverse_match=True,
)


plain_lines = RegexValidator(
    r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]",
    gettext_lazy("Remove tabs and control characters. They can’t be shown."),
    inverse_match=True,
)


class RichTextField(ProseEditorField):
    """HTML that an editor wrote without seeing HTML; `sections=True` allows headings,
    tables and pictures.

    Sanitized when it is validated, and again just before it is written, so that `create`,
    `bulk_create`, `update` and `loaddata` cannot store what a form would refuse. A link with an
    unclear address, or an alt text that is too long, is a validation error.
    """

    def __init__(self, *args: Any, sections: bool = False, **kwargs: Any) -> None:
        self.sections = sections
        kwargs.setdefault("extensions", _SECTIONS if sections else _TEXT)
        kwargs.setdefault("preset", "articles")
        super().__init__(*args, sanitize=self._sanitized, **kwargs)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        try:
            cleaned = super().clean(value, model_instance)
        except sanitizer.TooMuch as error:
            raise ValidationError(str(error)) from None
        if problems := [*links.unclear(value or ""), *text_pictures.problems(cleaned or "")]:
            raise ValidationError(problems)
        return cleaned

    def _sanitized(self, html: str) -> str:
        return sanitizer.clean(html, sanitizer.SECTIONS if self.sections else sanitizer.TEXT)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = self._sanitized(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            value = self._sanitized(value)
        return super().get_db_prep_save(value, connection)


class WebAddressField(models.URLField):
    """A web address, completed like the addresses of links: www.example.org is
    https://www.example.org.
    """

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        try:
            return super().clean(_on_the_web(value), model_instance)
        except link_addresses.Unclear as error:
            raise ValidationError(str(error)) from None

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """If it can't be completed, the database's constraint refuses it."""
        value = super().pre_save(model_instance, add)
        with contextlib.suppress(link_addresses.Unclear):
            value = _on_the_web(value)
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        """For migrations it is Django's own field: the difference does not concern the database."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": forms.CharField} | kwargs)


def _on_the_web(value: str | None) -> str:
    return link_addresses.web(value) if value and value.strip() else ""


MAX_LINE_LENGTH = 100


class Lines(forms.CharField):
    """Text of several lines. A line break counts as one character, as in a browser, though browsers
    send two; and the browser does not silently cut off a pasted text."""

    default_error_messages = {
        "max_length": gettext_lazy(
            "Use at most %(limit_value)d characters. You wrote %(show_value)d."
        ),
    }
    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return one_character_breaks(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


def one_character_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class PlainTextField(models.TextField):
    """Text of several lines and at most `max_length` characters, whatever writes it. Line breaks
    are stored as one character. The database sees a TextField.
    """

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return one_character_breaks(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    @cached_property
    def validators(self) -> Any:
        given = super().validators
        if any(isinstance(one, MaxLengthValidator) for one in given):
            return given
        words = Lines.default_error_messages["max_length"]
        return [*given, MaxLengthValidator(self.max_length, words)]

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": Lines} | kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def short_lines(text: str) -> None:
    if any(len(line) > MAX_LINE_LENGTH for line in text.split("\n")):
        raise ValidationError(
            _("Write at most %(max_line_length)s characters on a line.")
            % {"max_line_length": MAX_LINE_LENGTH}
        )


class LinesField(models.TextField):
    """Short texts, one per line. Blank lines, and lines that repeat another in whatever case, are
    dropped, whatever writes it.
    """

    default_validators = [plain_lines, short_lines]

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return self._tidied(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = self._tidied(value)
            setattr(model_instance, self.attname, value)
        return value

    @staticmethod
    def _tidied(text: str) -> str:
        lines: dict[str, str] = {}
        for line in text.replace("\r", "\n").split("\n"):
            lines.setdefault(canonical(line), line.strip())
        return "\n".join(filter(None, lines.values()))


class LowerCaseSlugField(models.SlugField):
    """A slug in lower case, so that two addresses can't differ by case alone."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.lower() if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = value.lower()
            setattr(model_instance, self.attname, value)
        return value
