"""The admin with this site's AdminSite."""

from django.contrib.admin.apps import AdminConfig


class SymptomsAdminConfig(AdminConfig):
    default_site = "config.admin_urls.SymptomsAdminSite"
