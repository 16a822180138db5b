"""The public record of an article or a term, to print or to keep as JSON."""

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from symptoms.admin.admin_page import AdminPage
from symptoms.admin.article_page import ArticlePage
from symptoms.admin.term_page import TermPage
from symptoms.workflow import audit


class RecordPage(AdminPage):
    """The record as a page and as a file. Whoever may view the row may look."""

    # The kind of the row's key in addresses.
    key: str

    def viewed(self, request, object_id):
        """The row, for somebody who may view it."""
        raise NotImplementedError

    def urls(self):
        row = f"<{self.key}:object_id>/"
        return [
            self.path(f"{row}record/", require_safe(self.record_view), "record"),
            self.path(f"{row}record.json", require_safe(self.record_json), "record_json"),
        ]

    def record_view(self, request, object_id):
        row = self.viewed(request, object_id)
        opts = self.admin.opts
        context = {
            "title": _("Public record: %(article)s") % {"article": row},
            "row": row,
            "record": audit.record_of(row),
            "json_url": f"admin:{opts.app_label}_{opts.model_name}_record_json",
        }
        return AdminPage.render(self, request, "admin/symptoms/record.html", context)

    def record_json(self, request, object_id):
        row = self.viewed(request, object_id)
        plain = audit.as_json(row, audit.record_of(row))
        name = f"record-of-{self.admin.opts.model_name}-{row.pk}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return JsonResponse(plain, json_dumps_params={"indent": 2}, headers=headers)


class ArticleRecordPage(RecordPage, ArticlePage):
    key = "path"

    def viewed(self, request, object_id):
        return self.viewed_article(request, object_id)


class TermRecordPage(RecordPage, TermPage):
    key = "row"

    def viewed(self, request, object_id):
        return self.viewed_term(request, object_id)
