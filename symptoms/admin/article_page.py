"""What the article's own pages in the admin have in common: who may look, and the frame."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render

from symptoms.web.integers import bounded_integer

MAX_NUMBER = 2**31 - 1


def bounded(number):
    """A revision's number, or 0, which none has, for what cannot be one."""
    return bounded_integer(number, MAX_NUMBER) or 0


class ArticlePages(admin.ModelAdmin):
    def viewed_article(self, request, object_id):
        """The article, for someone who may view it. Raises Http404 and PermissionDenied."""
        article = self.get_object(request, object_id)
        if article is None:
            raise Http404("There is no such article.")
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        return article

    def render_page(self, request, article, name, context, status=200):
        """`admin/symptoms/article/<name>.html` in the admin's frame."""
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "article": article}
        template = f"admin/symptoms/article/{name}.html"
        return render(request, template, frame | context, status=status)
