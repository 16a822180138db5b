"""Finding rows by typing, in the admin: of accounts, those of staff alone."""

from typing import cast

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied

from accounts.models import User


class StaffAutocomplete(AutocompleteJsonView):
    """The admin's autocomplete; of accounts it offers staff alone, and by their names."""

    @property
    def _asks_for_accounts(self):
        return self.model_admin.model is User

    def process_request(self, request):
        """Raises PermissionDenied, too, for a relation seen from its far end, which no form has."""
        found = super().process_request(request)
        if found[2].auto_created:
            raise PermissionDenied
        return found

    def has_perm(self, request, obj=None):
        """Whoever may change the row that names an account may choose one for it."""
        if not self._asks_for_accounts:
            return super().has_perm(request, obj)
        source, site = self.source_field, cast(AdminSite, self.admin_site)
        desk = site.get_model_admin(source.model) if site.is_registered(source.model) else None
        return (
            desk is not None
            and source.name in desk.get_autocomplete_fields(request)
            and (desk.has_change_permission(request) or desk.has_add_permission(request))
        )

    def get_queryset(self):
        found = super().get_queryset()
        return found.filter(is_staff=True) if self._asks_for_accounts else found

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if self._asks_for_accounts and not obj.name:
            result["text"] = f"{obj}, account {obj.pk}"
        return result
