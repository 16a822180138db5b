"""The inbox of what readers answered to “Was this helpful?”. Readers alone write it; staff mark an answer as
handled, and note what they did about it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from symptoms.admin.admin_page import AdminPage, HasPages
from symptoms.admin.autocomplete import is_key
from symptoms.admin.key_filter import KeyFilter
from symptoms.models import Article, Feedback
from symptoms.web.pagination import Page, page_number

ARTICLES_PER_PAGE = 25


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("unread", _("Unread")), ("handled", _("Handled"))]

    def queryset(self, request, queryset):
        match self.value():
            case "unread":
                return queryset.unread()
            case "handled":
                return queryset.handled()
        return queryset


class ArticleFilter(KeyFilter):
    """Only the article that is chosen: the page of totals lists those that can be."""

    title = gettext_lazy("article")
    parameter_name = "article"
    lookup = "edition__article"

    def lookups(self, request, model_admin):
        key = request.GET.get("article", "")
        return Article.objects.filter(pk=key).values_list("pk", "title") if is_key(key) else []

    def has_output(self):
        return self.value() is not None


class TotalsPage(AdminPage):
    """Answers counted by article, those with the most unread ones first."""

    def urls(self):
        return [self.path("by-article/", require_safe(self.totals_view), "by_article")]

    def totals_view(self, request):
        if not self.admin.has_view_permission(request):
            raise PermissionDenied
        page = Page.of(
            Feedback.objects.unread_by_article(), page_number(request), ARTICLES_PER_PAGE
        )
        keys = [article for article, _unread in page.items]
        titles = Article.objects.in_bulk(keys)
        totals = Feedback.objects.totals_of(keys)
        rows = [(titles[key], unread, totals[key]) for key, unread in page.items]
        context = {"title": _("Unread answers by article"), "page": page, "rows": rows}
        return self.render(request, "admin/symptoms/feedback/by_article.html", context)


class FeedbackForm(forms.ModelForm):
    is_handled = forms.BooleanField(required=False, label=gettext_lazy("Handled"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_handled"].initial = self.instance.handled_at is not None


@admin.register(Feedback)
class FeedbackAdmin(HasPages):
    pages = [TotalsPage]
    form = FeedbackForm
    list_display = ["answer", "title", "comment", "given_on", "state", "note"]
    list_filter = [StateFilter, "answer", ArticleFilter]
    list_select_related = ["edition"]
    search_fields = ["comment", "note"]
    actions = ["mark_handled", "mark_unread"]
    fields = ["answer", "comment", "article", "version", "given_on", "state", "is_handled", "note"]
    readonly_fields = ["answer", "comment", "article", "version", "given_on", "state"]
    change_list_template = "admin/symptoms/feedback/change_list.html"

    @admin.display(description=gettext_lazy("article"), ordering="edition__title")
    def title(self, feedback):
        return feedback.edition.title

    @admin.display(description=gettext_lazy("article"))
    def article(self, feedback):
        address = reverse("admin:symptoms_article_change", args=[feedback.edition.article_id])
        return format_html('<a href="{}">{}</a>', address, feedback.edition.title)

    @admin.display(description=gettext_lazy("version live since"))
    def version(self, feedback):
        return feedback.edition.live_from

    @admin.display(description=gettext_lazy("state"), ordering="handled_at")
    def state(self, feedback):
        if feedback.handled_at is None:
            return _("Unread")
        day = date_format(timezone.localtime(feedback.handled_at), "DATE_FORMAT")
        said = {"day": day, "name": feedback.handled_by_name}
        return _("Handled on %(day)s by %(name)s") % said

    @admin.action(
        description=gettext_lazy("Mark the chosen answers as handled"), permissions=["change"]
    )
    def mark_handled(self, request, queryset):
        count = queryset.mark_handled(request.user)
        said = ngettext(
            "%(count)s answer was marked as handled.",
            "%(count)s answers were marked as handled.",
            count,
        )
        messages.success(request, said % {"count": count})

    @admin.action(
        description=gettext_lazy("Mark the chosen answers as unread"), permissions=["change"]
    )
    def mark_unread(self, request, queryset):
        count = queryset.mark_unread()
        said = ngettext(
            "%(count)s answer was marked as unread.",
            "%(count)s answers were marked as unread.",
            count,
        )
        messages.success(request, said % {"count": count})

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        one = Feedback.objects.filter(pk=obj.pk)
        if form.cleaned_data["is_handled"]:
            one.mark_handled(request.user)
        else:
            one.mark_unread()

    def has_add_permission(self, request):
        return False
