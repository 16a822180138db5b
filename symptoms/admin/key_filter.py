"""Filters of lists in the admin by one row of another table, whose key is in the address."""

from django.contrib import admin

from symptoms.admin.autocomplete import is_key


class KeyFilter(admin.SimpleListFilter):
    """`lookup` is the field that has to have the key. What can be no key finds nothing."""

    lookup: str

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(**{self.lookup: self.value() if is_key(self.value()) else 0})
