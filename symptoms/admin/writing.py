"""What stands beside the form of an article while somebody writes, refreshed from the form as it is typed."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.views.decorators.http import require_POST

from symptoms.admin import beside, comments, typed
from symptoms.admin.article_page import ArticlePage
from symptoms.admin.preview import PreviewPage
from symptoms.text.content import ArticleContent

# Stands for the article's key in the addresses of a form that was never saved.
NEW = "add"


def beside_the_form(admin, request, article):
    """What the page of a form shows beside it: about what was sent, if that comes back with errors, or else
    about what is saved. The addresses are for those who may save it."""
    data = request.POST if request.method == "POST" else None
    if data is None:
        content = ArticleContent.of(article) if article else typed.EMPTY
    else:
        content = typed.content_of(data, article)
    may_save = (
        admin.has_change_permission(request, article)
        if article
        else admin.has_add_permission(request)
    )
    key = article.pk if article else NEW
    addresses = {
        f"{page}_address": reverse(f"admin:symptoms_article_typed_{page}", args=[key])
        for page in ("checks", "preview")
        if may_save
    }
    said = {"comments": comments.listed(article, request.user)} if article else {}
    return beside.findings(content, data) | addresses | said


class WritingPages(ArticlePage):
    """For whoever may save the form. They read what is posted and write nothing."""

    def urls(self):
        page = "<path:object_id>/typed"
        return [
            self.path(f"{page}/checks/", require_POST(self.checks_view), "typed_checks"),
            self.path(f"{page}/preview/", require_POST(self.preview_view), "typed_preview"),
        ]

    def checks_view(self, request, object_id):
        """The checklist and the advice about the form that is posted."""
        content = typed.content_of(request.POST, self._article(request, object_id))
        return self.render(request, "_checks", beside.findings(content, request.POST))

    def preview_view(self, request, object_id):
        """The page that readers would see, for the frame beside the form."""
        article = self._article(request, object_id)
        content = typed.content_of(request.POST, article)
        page = PreviewPage(self.admin)
        return page.of(request, content, article and article.pk, is_beside=True)

    def _article(self, request, object_id):
        """The article whose form it is, None for a new one. Raises PermissionDenied and Http404."""
        if object_id == NEW:
            if not self.admin.has_add_permission(request):
                raise PermissionDenied
            return None
        article = self.viewed_article(request, object_id)
        if not self.admin.has_change_permission(request, article):
            raise PermissionDenied
        return article
