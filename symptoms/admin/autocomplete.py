"""Django's autocomplete fields, made safe against what no list ever offered.

The stock widgets look every posted value up by primary key when a form is shown again, and fail with
a server error on one that is no number, or too large for the database. These leave it out, so that
the field's own message can be read.
"""

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)

from symptoms.web.integers import bounded_integer


def is_key(value) -> bool:
    """Whether `value`, as posted, can be a primary key."""
    return bounded_integer(value) is not None


class OnlyKeys(AutocompleteMixin):
    """For an autocomplete widget: looks up only what can be a key."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [item for item in value if is_key(item)], attr)


class SelectOne(OnlyKeys, AutocompleteSelect):
    pass


class SelectMany(OnlyKeys, AutocompleteSelectMultiple):
    def value_from_datadict(self, data, files, name):
        """A number beyond the database's becomes 0, which is no key either but can be asked for."""
        posted = super().value_from_datadict(data, files, name)
        return ["0" if item.isdigit() and not is_key(item) else item for item in posted or []]


class AutocompleteAdmin(BaseModelAdmin):
    """For a ModelAdmin or an inline: its `autocomplete_fields` use the widgets above."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = SelectOne(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = SelectMany(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)
