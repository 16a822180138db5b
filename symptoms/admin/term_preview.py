"""The page of a symptom, topic or series with words that readers don't see: a step of its record, or what
an open form says."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from symptoms.admin.article_page import bounded
from symptoms.admin.preview import BUTTON
from symptoms.admin.term_page import TermPage, wording_url
from symptoms.models import TermRevision
from symptoms.models.term_words import put
from symptoms.site.terms.preview import preview


class TermFormWasRead(Exception):
    """Ends the saving of a form of which only a preview was asked."""

    def __init__(self, term):
        super().__init__()
        self.term = term


def end_if_only_a_preview(request, term):
    """Raises TermFormWasRead with the unsaved `term` if its form was sent by the preview button."""
    if BUTTON in request.POST:
        raise TermFormWasRead(term)


class TermPreviewPage(TermPage):
    """Whoever may view the term may see each step; whoever may save a form may see what it says."""

    def urls(self):
        page = "<row:object_id>/wording/<int:number>/preview/"
        return [self.path(page, require_safe(self.preview_view), "preview_wording")]

    def preview_view(self, request, object_id, number):
        term = self.viewed_term(request, object_id)
        step = get_object_or_404(TermRevision.objects.of(term), number=bounded(number))
        put(term, step.as_words())
        return self.of(request, term, step)

    def of(self, request, term, step=None):
        """The public page of the unsaved `term`, which no search engine may list."""
        more = {"step": step, "wording_url": wording_url(term)} if step else {}
        response = preview(request, term, **more)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def refused(self, request, errors):
        """Why a form has no preview, in words, as of an article's form."""
        complaints = [str(error) for of_a_field in errors for error in of_a_field]
        context = {"title": _("This form can’t be previewed yet"), "complaints": complaints}
        template = "admin/symptoms/article/no_preview.html"
        return self.render(request, template, context, status=422)
