"""The admin's autocomplete, which offers only the accounts of staff."""

from typing import cast

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User


class StaffAutocomplete(AutocompleteJsonView):
    """Offers only accounts of staff, by their names."""

    @property
    def _finds_accounts(self):
        return self.model_admin.model is User

    def process_request(self, request):
        """Also raises PermissionDenied for a reverse relation, which no form has."""
        found = super().process_request(request)
        if found[2].auto_created:
            raise PermissionDenied
        return found

    def has_perm(self, request, obj=None):
        """Whoever may change the row that refers to an account may choose the account."""
        if not self._finds_accounts:
            return super().has_perm(request, obj)
        source, site = self.source_field, cast(AdminSite, self.admin_site)
        model_admin = (
            site.get_model_admin(source.model) if site.is_registered(source.model) else None
        )
        return (
            model_admin is not None
            and source.name in model_admin.get_autocomplete_fields(request)
            and (
                model_admin.has_change_permission(request)
                or model_admin.has_add_permission(request)
            )
        )

    def get_queryset(self):
        found = super().get_queryset()
        return found.filter(is_staff=True) if self._finds_accounts else found

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if self._finds_accounts and not obj.name:
            result["text"] = _("%(role)s, account %(number)s") % {"role": obj, "number": obj.pk}
        return result
