"""Seeing a text as readers would, before they do: a revision, and what stands in an open form."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_safe

from symptoms.admin.article_page import ArticlePages, bounded
from symptoms.models import Edition
from symptoms.text.content import ArticleContent

BUTTON = "_preview"


class _FormWasRead(Exception):
    """Ends the saving of a form of which only a preview was asked, so that all of it is undone."""

    def __init__(self, content, article_id):
        super().__init__()
        self.content, self.article_id = content, article_id


class PreviewPages(ArticlePages):
    """Adds both previews to the ModelAdmin of articles.

    A revision takes the permission to view the article; a form the one to save it.
    """

    def get_urls(self):
        revision = path(
            "<path:object_id>/revisions/<int:number>/preview/",
            self.admin_site.admin_view(require_safe(self.preview_view)),
            name="symptoms_article_preview",
        )
        return [revision, *super().get_urls()]

    def preview_view(self, request, object_id, number):
        article = self.viewed_article(request, object_id)
        revision = get_object_or_404(article.revisions, number=bounded(number))
        return self._preview(request, revision.as_content(), article.pk, revision)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A form sent by its preview button is saved and read within one transaction, which is then
        undone: so it takes the same checks as a save, and nothing is kept."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except _FormWasRead as form:
            return self._preview(request, form.content, form.article_id)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if BUTTON in request.POST:
            raise _FormWasRead(
                ArticleContent.of(form.instance), form.instance.pk if change else None
            )

    def render_change_form(self, request, context, *args, **kwargs):
        """In the preview's window there is no form: what is wrong with it is said there in words."""
        if BUTTON not in request.POST:
            return super().render_change_form(request, context, *args, **kwargs)
        complaints = [str(error) for errors in context["errors"] for error in errors]
        page = {"title": "There is no preview yet", "complaints": complaints}
        return self.render_page(request, context["original"], "no_preview", page, status=422)

    def _preview(self, request, content, article_id, revision=None) -> HttpResponse:
        context = {
            "edition": Edition.imagined(content, article_id),
            "content": content,
            "revision": revision,
            "preview": True,
        }
        response = render(request, "admin/symptoms/article/preview.html", context)
        response.headers["X-Robots-Tag"] = "noindex"
        return response
