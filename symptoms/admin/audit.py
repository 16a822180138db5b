"""The public record of an article, to print or to keep as JSON."""

from django.http import JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from symptoms.admin.article_page import ArticlePages
from symptoms.workflow import audit


class AuditPage(ArticlePages):
    """Adds both to the ModelAdmin of articles. Looking takes the permission to view the article."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<path:object_id>/record/",
                view(require_safe(self.record_view)),
                name="symptoms_article_record",
            ),
            path(
                "<path:object_id>/record.json",
                view(require_safe(self.record_json)),
                name="symptoms_article_record_json",
            ),
            *super().get_urls(),
        ]

    def record_view(self, request, object_id):
        article = self.viewed_article(request, object_id)
        context = {"title": f"Public record: {article}", "record": audit.record_of(article)}
        return self.render_page(request, article, "record", context)

    def record_json(self, request, object_id):
        article = self.viewed_article(request, object_id)
        plain = audit.as_json(article, audit.record_of(article))
        disposition = f'attachment; filename="record-of-article-{article.pk}.json"'
        return JsonResponse(
            plain, json_dumps_params={"indent": 2}, headers={"Content-Disposition": disposition}
        )
