"""The admin site: signing in and out, passwords, and autocomplete.

The account pages of Django's admin redirect to the readers' pages, with the same limits and the same
mail.
"""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.shortcuts import redirect
from django.urls import include, path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from accounts.staff_autocomplete import StaffAutocomplete
from accounts.views import SignOut
from symptoms.web.read_only import read_only


class SymptomsAdminSite(admin.AdminSite):
    def get_urls(self):
        """Without `view_on_site`, which would reveal the addresses of rows by number, without the
        permissions of their admin pages."""
        stored = [path("autosave/", include("symptoms.admin.autosave"))]
        return stored + [u for u in super().get_urls() if getattr(u, "name", "") != "view_on_site"]

    @method_decorator(secure_admin_login)
    def login(self, request, extra_context=None):
        return super().login(request, extra_context)

    def logout(self, request, extra_context=None):
        """The readers' sign-out, so that the browser also clears its cache of admin pages."""
        return SignOut.as_view()(request)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    @method_decorator(read_only)
    def password_change_done(self, request, extra_context=None):
        return redirect("account_home")

    def autocomplete_view(self, request):
        return StaffAutocomplete.as_view(admin_site=self)(request)
