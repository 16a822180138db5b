"""What all forms in the admin have in common: each error is shown beside its field, and whatever the
sanitizer removed from a text is named."""

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from symptoms.models import Autosave
from symptoms.models.fields import RichTextField
from symptoms.text import removals
from symptoms.workflow import checklist


class EditorForm(forms.ModelForm):
    """A model form that puts a constraint's message where its `violation_error_code` says.

    The code "field:alt" means: beside `alt`. Without it, Django puts the messages of constraints
    above the form, where nobody knows which field they mean.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            missing = _("“%(field)s” is required.") % {"field": field.label}
            field.error_messages["required"] = missing

    # What was typed at another time and never saved, when the form shows that.
    restored: Autosave | None = None

    def clean(self):
        """Saves nothing that was restored before somebody has looked at it."""
        cleaned = super().clean()
        if self.restored:
            at = localtime(self.restored.saved_at)
            moment = {
                "moment": date_format(at, "SHORT_DATETIME_FORMAT"),
                "zone": settings.TIME_ZONE,
            }
            said = _(
                "You typed this on %(moment)s (%(zone)s). It is not saved yet. Check it, then save it."
            )
            self.add_error(None, said % moment)
        return cleaned

    def taken_out(self):
        """A sentence for each text that is stored without something that was typed or pasted into it."""
        named = f"{self.instance} – " if self.prefix else ""
        for name in self._texts():
            typed = self.cleaned_data.get(name) or ""
            lost = removals.taken_out(typed, self.stored(name))
            if lost:
                yield removals.sentence(f"{named}{self.fields[name].label}", lost)

    def stored(self, name):
        """What was made of the text that was typed in the field `name`."""
        return getattr(self.instance, name)

    def _texts(self):
        """Names of the rich texts that were changed, unless their row goes away."""
        if self.cleaned_data.get("DELETE"):
            return []
        texts = {f.name for f in self._meta.model._meta.fields if isinstance(f, RichTextField)}
        return [name for name in self.changed_data if name in texts]

    def add_error(self, field, error):
        """A rule of the database whose code is `field:name` is said beside that field."""
        if field is not None:
            super().add_error(field, error)
            return
        whole = error if isinstance(error, ValidationError) else ValidationError(error)
        by_field = dict(getattr(whole, "error_dict", {NON_FIELD_ERRORS: whole}))
        general = ValidationError(by_field.pop(NON_FIELD_ERRORS, [])).error_list
        for one in general:
            by_field.setdefault(self._field_of(one), []).append(one)
        if by_field:
            super().add_error(None, ValidationError(by_field))

    def _field_of(self, error):
        kind, _, name = (error.code or "").partition(":")
        return name if kind == "field" and name in self.fields else NON_FIELD_ERRORS


class PublicAtOnceForm(EditorForm):
    """For what readers see as soon as it is saved: no checklist comes after it, so it refuses links to
    pages of this site that are not there."""

    def clean(self):
        cleaned = super().clean()
        for name in self._texts():
            for problem in checklist.dead_links_of(self.cleaned_data.get(name) or ""):
                self.add_error(name, problem)
        return cleaned
