"""The history of an article: every revision, what changed in each, and the way back to one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from symptoms.admin.article_page import ArticlePage, bounded
from symptoms.text import diff
from symptoms.workflow import publishing, restoring


class RevisionPages(ArticlePage):
    """All revisions of an article, and each of them. Whoever may view the article may look; whoever may change
    it may restore a revision."""

    def urls(self):
        all_of_them = "<path:object_id>/revisions/"
        one = f"{all_of_them}<int:number>/"
        return [
            self.path(all_of_them, require_safe(self.revisions_view), "revisions"),
            self.path(one, require_safe(self.revision_view), "revision"),
            self.path(f"{one}restore/", self.restore_view, "restore"),
        ]

    def revisions_view(self, request, object_id):
        article = self.viewed_article(request, object_id)
        revisions = article.revisions.prefetch_related("editions", "reviews")
        context = {
            "title": _("Revisions: %(article)s") % {"article": article},
            "revisions": revisions,
        }
        return self.render(request, "revisions", context, article=article)

    def revision_view(self, request, object_id, number):
        """What changed since an earlier revision: the one before, or ?since=; and what restoring it
        would change."""
        article = self.viewed_article(request, object_id)
        revision = get_object_or_404(article.revisions, number=bounded(number))
        since = bounded(request.GET.get("since", number - 1))
        earlier = article.revisions.filter(number=since).first()
        newest = article.revisions.first()
        changes = diff.changes(earlier.as_content(), revision.as_content()) if earlier else None
        context = {
            "title": _("Revisions: %(article)s") % {"article": article},
            "revision": revision,
            "earlier": earlier,
            "changes": changes,
            "others": article.revisions.exclude(pk=revision.pk),
            "may_restore": self.admin.has_change_permission(request, article),
            "newest": newest,
            "restored": diff.changes(newest.as_content(), revision.as_content()),
        }
        return self.render(request, "revision", context, article=article)

    def restore_view(self, request, object_id, number):
        """A GET, such as after signing in again, leads to the page with the button."""
        article = self.viewed_article(request, object_id)
        if not self.admin.has_change_permission(request, article):
            raise PermissionDenied
        revision = get_object_or_404(article.revisions, number=bounded(number))
        if request.method != "POST":
            return redirect("admin:symptoms_article_revision", article.pk, revision.number)
        newest = publishing.save_revision(article, by=request.user)
        if bounded(request.POST.get("seen")) != newest.number:
            messages.error(
                request,
                _(
                    "Nothing was restored, because the article was changed after you opened this page. "
                    "This page now shows what restoring would change."
                ),
            )
            return redirect("admin:symptoms_article_revision", article.pk, revision.number)
        restored, missing = restoring.restore(revision, by=request.user)
        numbers = {"old": revision.number, "new": restored.number}
        done = _("Revision %(old)s was restored to the draft as revision %(new)s.") % numbers
        self.admin.log_change(request, article, done)
        messages.success(request, " ".join([done, _("What readers see has not changed.")]))
        if missing:
            names = {"names": ", ".join(map(str, missing))}
            messages.warning(request, _("Not restored, because deleted since: %(names)s.") % names)
        return redirect("admin:symptoms_article_change", article.pk)
