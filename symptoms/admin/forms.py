"""What the forms of all desks have in common: every error in words, beside the field it is about."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS


class DeskForm(forms.ModelForm):
    """A model form that puts a constraint's message where its `violation_error_code` says.

    The code "field:alt" means: beside `alt`. Without it, Django puts the messages of constraints
    above the form, where nobody knows which field they mean.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = f"Fill in “{field.label}”."

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
