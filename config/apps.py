"""The admin as this site has it."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "config.admin_urls.Desk"
