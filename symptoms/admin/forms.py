"""What the forms of all desks have in common: every error in words, beside the field it is about; and
every text told apart from what was typed."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from symptoms import checklist, taken_out
from symptoms.models.fields import RichTextField


class DeskForm(forms.ModelForm):
    """A model form that puts a constraint's message where its `violation_error_code` says.

    The code "field:alt" means: beside `alt`. Without it, Django puts the messages of constraints
    above the form, where nobody knows which field they mean.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = f"Fill in “{field.label}”."

    def taken_out(self):
        """A sentence for each text that is stored without something that was typed or pasted into it."""
        named = f"{self.instance} – " if self.prefix else ""
        for name in self._texts():
            typed = self.cleaned_data.get(name) or ""
            lost = taken_out.taken_out(typed, getattr(self.instance, name))
            if lost:
                yield taken_out.sentence(f"{named}{self.fields[name].label}", lost)

    def _texts(self):
        """Names of the rich texts that were changed, unless their row goes away."""
        if self.cleaned_data.get("DELETE"):
            return []
        texts = {f.name for f in self._meta.model._meta.fields if isinstance(f, RichTextField)}
        return [name for name in self.changed_data if name in texts]

    def _update_errors(self, errors):
        by_field = (
            errors.error_dict if hasattr(errors, "error_dict") else {NON_FIELD_ERRORS: errors}
        )
        general = by_field.pop(NON_FIELD_ERRORS, [])
        left = [error for error in general if not self._beside_its_field(error)]
        if left:
            by_field[NON_FIELD_ERRORS] = left
        if by_field:
            super()._update_errors(forms.ValidationError(by_field))  # type: ignore[misc]

    def _beside_its_field(self, error):
        kind, _, name = (error.code or "").partition(":")
        known = kind == "field" and name in self.fields
        if known:
            self.add_error(name, error)
        return known


class PublicAtOnceForm(DeskForm):
    """For what readers see as soon as it is saved: no checklist comes after it, so it refuses links to
    pages of this site that are not there."""

    def clean(self):
        cleaned = super().clean()
        for name in self._texts():
            for problem in checklist.dead_links_of(self.cleaned_data.get(name) or ""):
                self.add_error(name, problem)
        return cleaned
