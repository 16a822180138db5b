"""The pages for editors, in the stock Django admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from symptoms import conf
from symptoms.admin import activity, article, feedback, picture, search_words, terms

__all__ = ["activity", "article", "feedback", "picture", "search_words", "terms"]

admin.site.site_header = admin.site.site_title = conf.get("SITE_NAME")
admin.site.index_title = gettext_lazy("Manage content")
