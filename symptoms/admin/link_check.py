"""What the editor's dialog for links asks while it is open."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from symptoms.admin.article_page import ArticlePages
from symptoms.text import link_addresses


class LinkCheckPage(ArticlePages):
    """Adds the address that completes addresses to the ModelAdmin of articles. Whoever may view articles may
    ask."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.link_view))
        return [path("link/", view, name="symptoms_article_link"), *super().get_urls()]

    def link_view(self, request):
        """`{"address": …}` completed, or `{"problem": …}` in whole sentences."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            return JsonResponse(
                {"address": link_addresses.completed(request.GET.get("address", ""))}
            )
        except link_addresses.Unclear as error:
            return JsonResponse({"problem": str(error)})
