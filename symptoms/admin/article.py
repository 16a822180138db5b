"""Articles in the admin: the list, the form and the article's own pages."""

from django.conf import settings
from django.contrib import admin
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from symptoms.admin import draft_actions
from symptoms.admin.admin_page import HasPages
from symptoms.admin.article_form import ArticleForm
from symptoms.admin.article_list import (
    ArticleList,
    AuthorFilter,
    ProgressFilter,
    ReviewDueFilter,
    StateFilter,
    found,
)
from symptoms.admin.article_saving import SavesRevisions
from symptoms.admin.article_state import state_in_words
from symptoms.admin.audit import ArticleRecordPage
from symptoms.admin.autocomplete import AutocompleteAdmin
from symptoms.admin.autosave import AutosavedAdmin
from symptoms.admin.bulk import BulkActions
from symptoms.admin.comments import CommentsPage
from symptoms.admin.history import RevisionPages
from symptoms.admin.inlines import (
    CareCalloutInline,
    QuestionInline,
    RelatedInline,
    SourceInline,
    TipInline,
)
from symptoms.admin.link_check import LinkCheck
from symptoms.admin.picture_chooser import PictureChooser
from symptoms.admin.preview import PreviewPage
from symptoms.admin.preview_links import ArticlePreviewLinksPage
from symptoms.admin.publishing import PublishingPage
from symptoms.admin.review import ReviewPage
from symptoms.admin.review_due import ReviewsDuePage
from symptoms.admin.time_travel import MomentPage
from symptoms.admin.unsaved import UnsavedPage
from symptoms.admin.writing import WritingPages, beside_the_form
from symptoms.models import Article

_LIVE_SINCE = format_lazy(gettext_lazy("live since ({zone})"), zone=settings.TIME_ZONE)


@admin.register(Article)
class ArticleAdmin(AutosavedAdmin, BulkActions, AutocompleteAdmin, HasPages, SavesRevisions):
    pages = [
        PublishingPage,
        ReviewPage,
        RevisionPages,
        PreviewPage,
        ArticlePreviewLinksPage,
        ArticleRecordPage,
        MomentPage,
        LinkCheck,
        PictureChooser,
        ReviewsDuePage,
        UnsavedPage,
        WritingPages,
        CommentsPage,
    ]
    form = ArticleForm
    change_form_template = "admin/symptoms/article/change_form.html"
    list_display = ["title", "state", "live_since", "topic", "author"]
    list_filter = [
        ProgressFilter,
        StateFilter,
        "kind",
        "topic",
        "symptoms",
        "series",
        AuthorFilter,
        ReviewDueFilter,
    ]
    list_select_related = ["topic", "author"]
    show_full_result_count = False
    search_fields = ["title", "slug", "standfirst", "tips__title"]
    autocomplete_fields = ["topic", "symptoms", "author", "picture", "series", "sponsor"]
    inlines = [TipInline, CareCalloutInline, QuestionInline, SourceInline, RelatedInline]
    fieldsets = [
        (None, {"fields": ["seen", "title", "slug", "standfirst", "kind"]}),
        (
            gettext_lazy("Where readers find it"),
            {"fields": ["topic", "symptoms", "is_general", "tags", ("series", "series_part")]},
        ),
        (
            gettext_lazy("Author and sponsor"),
            {"fields": ["author", "first_published", ("sponsor", "sponsor_role")]},
        ),
        (
            gettext_lazy("Text"),
            {"fields": ["picture", "body", "tips_heading", "tips_intro", "closing"]},
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_state()  # type: ignore[attr-defined]

    def get_changelist(self, request, **kwargs):
        return ArticleList

    def get_search_results(self, request, queryset, search_term):
        return found(queryset, search_term), False

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": ["title"]} if obj is None else {}

    def view_on_site(self, article):
        """The live page, if there is one."""
        edition = article.editions.live().first()
        return edition and edition.get_absolute_url()

    @admin.display(description=gettext_lazy("state"))
    def state(self, article):
        return state_in_words(article)

    @admin.display(description=_LIVE_SINCE)
    def live_since(self, article):
        return article.live_since

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["state"] = state_in_words(obj) if obj else ""
        context["live_differs"] = draft_actions.offered(request.user, obj)
        context["beside"] = beside_the_form(self, request, obj)
        context["show_save_and_add_another"] = False
        context["is_nav_sidebar_enabled"] = False  # the room is for the text
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """What was published, or is about to be, stays on record."""
        on_record = obj is not None and obj.editions.exists()
        return not on_record and super().has_delete_permission(request, obj)
