"""Seeing a text as readers would, before they do: a revision, and what an open form says."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from symptoms.admin.article_page import ArticlePage, bounded
from symptoms.models import Edition
from symptoms.text.content import ArticleContent

BUTTON = "_preview"


class FormWasRead(Exception):
    """Ends the saving of a form of which only a preview was asked, so that all of it is undone."""

    def __init__(self, content, article_id):
        super().__init__()
        self.content, self.article_id = content, article_id


def end_if_only_a_preview(request, article, *, is_new):
    """Raises FormWasRead if the form, whose rows are written, was sent by its preview button."""
    if BUTTON in request.POST:
        raise FormWasRead(ArticleContent.of(article), None if is_new else article.pk)


class PreviewPage(ArticlePage):
    """A text as readers would see it. Whoever may view the article may see a revision; whoever may save a
    form may see what it says."""

    def urls(self):
        page = "<path:object_id>/revisions/<int:number>/preview/"
        return [self.path(page, require_safe(self.preview_view), "preview")]

    def preview_view(self, request, object_id, number):
        article = self.viewed_article(request, object_id)
        revision = get_object_or_404(article.revisions, number=bounded(number))
        return self.of(request, revision.as_content(), article.pk, revision)

    def of(self, request, content, article_id, revision=None, *, is_beside=False) -> HttpResponse:
        """The public page of `content`, which no search engine may list; `is_beside` its form or in a
        window of its own."""
        context = {
            "edition": Edition.imagined(content, article_id),
            "content": content,
            "revision": revision,
            "preview": True,
            "is_beside": is_beside,
        }
        response = render(request, "admin/symptoms/article/preview.html", context)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def refused(self, request, article, errors):
        """Why a form has no preview: there is no form in the preview's window, so its errors are said
        in words."""
        complaints = [str(error) for of_a_field in errors for error in of_a_field]
        context = {"title": _("This form can’t be previewed yet"), "complaints": complaints}
        return self.render(request, "no_preview", context, article=article, status=422)
