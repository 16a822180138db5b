"""The editors' desk, in the stock Django admin."""

from django.contrib import admin

from symptoms import conf
from symptoms.admin import article, feedback, picture, terms

__all__ = ["article", "feedback", "picture", "terms"]

admin.site.site_header = admin.site.site_title = conf.get("SITE_NAME")
admin.site.index_title = "The editors’ desk"
