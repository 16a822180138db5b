"""A page of its own in the admin, beside the list and the form that Django makes, as an object in a list."""

from collections.abc import Sequence

from django.contrib import admin
from django.shortcuts import render
from django.urls import URLPattern, path


class AdminPage:
    """One page of a model, or several that belong together. `admin` is the ModelAdmin that lists it in
    `pages`."""

    def __init__(self, admin: admin.ModelAdmin) -> None:
        self.admin = admin

    def urls(self) -> list[URLPattern]:
        """The addresses of this page."""
        raise NotImplementedError

    def path(self, route, view, name) -> URLPattern:
        """The address `route` of a view that only staff may open, called <app>_<model>_<name>."""
        opts = self.admin.opts
        view = self.admin.admin_site.admin_view(view)
        return path(route, view, name=f"{opts.app_label}_{opts.model_name}_{name}")

    def render(self, request, template, context, *, status=200):
        """The template in the admin's frame."""
        frame = self.admin.admin_site.each_context(request) | {"opts": self.admin.opts}
        return render(request, template, frame | context, status=status)


class HasPages(admin.ModelAdmin):
    """A ModelAdmin with pages of its own."""

    pages: Sequence[type[AdminPage]] = ()

    def get_urls(self):
        """Those of the pages first: Django's own match any path."""
        return [url for page in self.pages for url in page(self).urls()] + super().get_urls()
