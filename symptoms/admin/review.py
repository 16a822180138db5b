"""The page on which a medical reviewer signs: what changed since the last approval, and the buttons."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from symptoms.admin import offers, review_actions
from symptoms.admin.article_page import ArticlePage, bounded
from symptoms.models import Kind
from symptoms.text import diff
from symptoms.workflow import picture_reviews, reviewing


class ReviewPage(ArticlePage):
    """The review of one revision. Whoever may view the article may look; approvals and requests for
    changes are posted to the addresses of the publishing page."""

    def urls(self):
        page = "<path:object_id>/revisions/<int:number>/review/"
        return [self.path(page, require_safe(self.review_view), "review")]

    def review_view(self, request, object_id, number):
        article = self.viewed_article(request, object_id)
        revision = get_object_or_404(article.revisions, number=bounded(number))
        return self._page(request, article, revision)

    def refused(self, request, article, verb, form):
        """The page again, with what was typed, for the text that the next press will mean: the one
        that was read while it may be signed, else the newest."""
        read = article.revisions.filter(number=bounded(form.data.get("revision"))).first()
        is_open = read in reviewing.open_to_review(article)
        revision = read if is_open else article.revisions.first()
        return self._page(request, article, revision, {verb: form})

    def _page(self, request, article, revision, bound=None):
        baseline = reviewing.baseline_of(revision)
        may_sign = self._may_sign(request, article, revision)
        seen = {"revision": revision.number, "baseline": baseline.number if baseline else 0}
        content = revision.as_content()
        context = {
            "title": _("Review: %(article)s") % {"article": article},
            "revision": revision,
            "baseline": baseline,
            "changes": diff.changes(baseline.as_content() if baseline else None, content),
            "whole": diff.in_full(content),
            "approval": reviewing.approval_of(revision),
            "live": article.editions.live().select_related("revision").first(),
            "newest": article.revisions.first(),
            "picture": self._picture_to_review(revision, content),
            "is_page": content.kind == Kind.PAGE,
            "may_sign": may_sign,
            "comments": article.comments.open().count(),
            "why_not_approve": offers.why_not_approve(request.user, revision) if may_sign else "",
            "forms": review_actions.forms_for(seen, bound or {}),
        }
        status = 422 if bound else 200
        return self.render(request, "review", context, article=article, status=status)

    def _picture_to_review(self, revision, content):
        """The id of the picture whose words are all that is new, if they are; else None."""
        alone = picture_reviews.differs_by_the_words_alone(revision)
        return content.picture.id if alone else None

    def _may_sign(self, request, article, revision):
        may = request.user.has_perm("symptoms.review_article")
        return may and revision in reviewing.open_to_review(article)
