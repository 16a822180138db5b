"""What the article's own pages in the admin have in common: the permission to look, and the templates."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from symptoms.admin.admin_page import AdminPage
from symptoms.web.integers import bounded_integer

MAX_NUMBER = 2**31 - 1


def bounded(number):
    """A revision's number, or 0, which none has, for what cannot be one."""
    return bounded_integer(number, MAX_NUMBER) or 0


class ArticlePage(AdminPage):
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
        template = f"admin/symptoms/article/{name}.html"
        return super().render(request, template, {"article": article} | context, status=status)
