"""What an editor typed and never saved, compared with what is saved."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from symptoms.admin import conflicts, form_content
from symptoms.admin.article_page import ArticlePage
from symptoms.models import Autosave
from symptoms.text import diff
from symptoms.text.content import ArticleContent


class UnsavedPage(ArticlePage):
    """Only for the person who typed it."""

    def urls(self):
        return [self.path("<path:object_id>/unsaved/", require_safe(self.unsaved_view), "unsaved")]

    def unsaved_view(self, request, object_id):
        article = self.viewed_article(request, object_id)
        form = reverse("admin:symptoms_article_change", args=[article.pk])
        stored = Autosave.objects.of_form(request.user, form)
        if stored is None:
            raise Http404(_("All that you typed is saved."))
        saved = ArticleContent.of(article)
        typed = form_content.posted(stored.as_posted(), form_content.plain(saved))
        context = {
            "title": _("Your text that was never saved: %(article)s") % {"article": article},
            "left_behind": stored,
            "changes": diff.changes(saved, conflicts.named(typed, saved)),
        }
        return self.render(request, "unsaved", context, article=article)
