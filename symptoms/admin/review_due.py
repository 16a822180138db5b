"""All articles whose medical review is overdue or soon due, the riskiest first."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from symptoms.admin.article_page import ArticlePage
from symptoms.web.pagination import page_number
from symptoms.workflow import review_due


class ReviewsDuePage(ArticlePage):
    """The page of all reviews that are due, for whoever may review or publish."""

    def urls(self):
        return [self.path("reviews-due/", require_safe(self.reviews_due_view), "reviews_due")]

    def reviews_due_view(self, request):
        user = request.user
        if not any(user.has_perm(f"symptoms.{verb}_article") for verb in ("review", "publish")):
            raise PermissionDenied
        context = {
            "title": _("Reviews overdue or due within 60 days"),
            "page": review_due.page(page_number(request)),
            "today": timezone.localdate(),
        }
        return self.render(request, "reviews_due", context)
