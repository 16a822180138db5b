"""Where staff read what readers answered to “Was this helpful?”. Nobody writes it but readers."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from symptoms.admin.autocomplete import is_key
from symptoms.models import Feedback


class ArticleFilter(admin.SimpleListFilter):
    """The articles that somebody answered about."""

    title = gettext_lazy("article")
    parameter_name = "article"

    def lookups(self, request, model_admin):
        titles = Feedback.objects.order_by("pk").values_list("edition__article", "edition__title")
        return sorted(dict(titles.distinct()).items(), key=lambda row: row[1].lower())

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(edition__article=self.value() if is_key(self.value()) else 0)


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin):
    list_display = ["answer", "title", "comment", "given_on"]
    list_filter = ["answer", ArticleFilter]
    list_select_related = ["edition"]
    search_fields = ["comment"]
    show_facets = admin.ShowFacets.ALWAYS
    fields = ["answer", "comment", "article", "version", "given_on"]
    readonly_fields = ["article", "version"]

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

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
