"""What the article's own pages in the admin have in common: the address, the permission to look, the frame."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from symptoms.web.integers import bounded_integer

MAX_NUMBER = 2**31 - 1


def bounded(number):
    """A revision's number, or 0, which none has, for what cannot be one."""
    return bounded_integer(number, MAX_NUMBER) or 0


class ArticlePage:
    """One page of articles, or several that belong together. `admin` is the ModelAdmin of articles, which
    adds the `urls` of each page to its own."""

    def __init__(self, admin):
        self.admin = admin

    def urls(self) -> list[URLPattern]:
        """The addresses of this page, for `ArticleAdmin.get_urls`."""
        raise NotImplementedError

    def path(self, route, view, name):
        """The address `route` of a view that only staff may open, called symptoms_article_<name>."""
        view = self.admin.admin_site.admin_view(view)
        return path(route, view, name=f"symptoms_article_{name}")

    def viewed_article(self, request, object_id):
        """The article, for someone who may view it. Raises Http404 and PermissionDenied."""
        article = self.admin.get_object(request, object_id)
        if article is None:
            raise Http404(_("There is no such article."))
        if not self.admin.has_view_permission(request, article):
            raise PermissionDenied
        return article

    def render(self, request, name, context, *, article=None, status=200):
        """`admin/symptoms/article/<name>.html` in the admin's frame."""
        frame = self.admin.admin_site.each_context(request)
        frame |= {"opts": self.admin.opts, "article": article}
        template = f"admin/symptoms/article/{name}.html"
        return render(request, template, frame | context, status=status)
