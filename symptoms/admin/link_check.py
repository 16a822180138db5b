"""What the editor's dialog for links asks while it is open."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from symptoms.admin.article_page import ArticlePage
from symptoms.text import link_addresses


class LinkCheck(ArticlePage):
    """The address that completes addresses. Whoever may view articles may ask."""

    def urls(self):
        return [self.path("link/", require_safe(self.link_view), "link")]

    def link_view(self, request):
        """`{"address": …}` completed, or `{"problem": …}` in whole sentences."""
        if not self.admin.has_view_permission(request):
            raise PermissionDenied
        try:
            return JsonResponse(
                {"address": link_addresses.completed(request.GET.get("address", ""))}
            )
        except link_addresses.Unclear as error:
            return JsonResponse({"problem": str(error)})
