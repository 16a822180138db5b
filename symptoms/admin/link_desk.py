"""What the editor's dialog for links asks while it is open."""

from django.http import JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from symptoms import addresses
from symptoms.admin.article_pages import ArticlePages


class LinkDesk(ArticlePages):
    """Adds the address that completes addresses to the ModelAdmin of articles. Any editor may ask."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(link_view))
        return [path("link/", view, name="symptoms_article_link"), *super().get_urls()]


def link_view(request):
    """`{"address": …}` completed, or `{"problem": …}` in whole sentences."""
    try:
        return JsonResponse({"address": addresses.completed(request.GET.get("address", ""))})
    except addresses.Unclear as error:
        return JsonResponse({"problem": str(error)})
