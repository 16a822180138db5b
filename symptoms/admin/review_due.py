"""All articles whose medical review is overdue or soon due, the riskiest first."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from symptoms.admin.article_page import ArticlePages
from symptoms.workflow import review_due


class ReviewsDuePage(ArticlePages):
    """Adds that page to the ModelAdmin of articles, for who may review or publish."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.reviews_due_view))
        return [
            path("reviews-due/", view, name="symptoms_article_reviews_due"),
            *super().get_urls(),
        ]

    def reviews_due_view(self, request):
        user = request.user
        if not any(user.has_perm(f"symptoms.{verb}_article") for verb in ("review", "publish")):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "Reviews overdue or due within 60 days",
            "opts": self.opts,
            "due": review_due.queue(),
            "today": timezone.localdate(),
        }
        return render(request, "admin/symptoms/article/reviews_due.html", context)
