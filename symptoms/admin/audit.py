"""The public record of an article, to print or to keep as JSON."""

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from symptoms.admin.article_page import ArticlePage
from symptoms.workflow import audit


class RecordPage(ArticlePage):
    """The record as a page and as a file. Whoever may view the article may look."""

    def urls(self):
        article = "<path:object_id>/"
        return [
            self.path(f"{article}record/", require_safe(self.record_view), "record"),
            self.path(f"{article}record.json", require_safe(self.record_json), "record_json"),
        ]

    def record_view(self, request, object_id):
        article = self.viewed_article(request, object_id)
        context = {
            "title": _("Public record: %(article)s") % {"article": article},
            "record": audit.record_of(article),
        }
        return self.render(request, "record", context, article=article)

    def record_json(self, request, object_id):
        article = self.viewed_article(request, object_id)
        plain = audit.as_json(article, audit.record_of(article))
        disposition = f'attachment; filename="record-of-article-{article.pk}.json"'
        return JsonResponse(
            plain, json_dumps_params={"indent": 2}, headers={"Content-Disposition": disposition}
        )
