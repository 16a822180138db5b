"""The desk for articles. Saving here records a revision; it never changes what readers see."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages

from symptoms.admin.audit import AuditPage
from symptoms.admin.autocomplete import AutocompleteAdmin
from symptoms.admin.conflicts import ConflictPage
from symptoms.admin.editor import RichTextAdmin
from symptoms.admin.forms import EditorForm
from symptoms.admin.history import HistoryPages
from symptoms.admin.inlines import (
    CareCalloutInline,
    QuestionInline,
    RelatedInline,
    SourceInline,
    TipInline,
)
from symptoms.admin.link_check import LinkCheckPage
from symptoms.admin.picture_chooser import PictureChooserPage
from symptoms.admin.preview import PreviewPages
from symptoms.admin.preview_links import PreviewLinksPage
from symptoms.admin.publishing import PublishingPage, state_in_words
from symptoms.admin.review_due import ReviewsDuePage
from symptoms.admin.tags import TagsField
from symptoms.admin.time_travel import TimeTravelPage
from symptoms.models import Address, Article, LastingPart
from symptoms.text import diff
from symptoms.text.diff import Change
from symptoms.workflow import checklist, publishing


class ArticleForm(EditorForm):
    tags = TagsField(
        help_text="Words that readers can follow. Type a new one, or pick from the list."
    )

    seen = forms.IntegerField(
        required=False,
        widget=forms.HiddenInput,
        help_text="The revision that the form was filled from.",
    )

    class Meta:
        model = Article
        fields = [
            "title",
            "slug",
            "standfirst",
            "kind",
            "topic",
            "symptoms",
            "is_general",
            "tags",
            "author",
            "first_published",
            "picture",
            "series",
            "series_part",
            "sponsor",
            "sponsor_role",
            "body",
            "tips_heading",
            "tips_intro",
            "closing",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.newest = self.instance.revisions.first() if self.instance.pk else None
        self.initial["seen"] = self.newest.number if self.newest else None

    # How this form differs from what somebody else saved in the same places after it was opened.
    meanwhile: list[Change] = []

    def clean(self):
        """The second of two editors is asked about what the first one changed in the same places, and
        loses nothing: what they typed stays in the form, and saving once more means it."""
        cleaned = super().clean()
        if self.newest and self.meanwhile:
            who = self.newest.created_by_name or "Somebody"
            self.add_error(
                None,
                f"{who} changed the same places after you opened this article. What you typed is still "
                "here. Below is how it differs from theirs: take over what you want to keep, then save "
                "again.",
            )
        return cleaned

    def clean_slug(self):
        """An address that was published belongs to its article for ever."""
        slug = self.cleaned_data["slug"].lower()
        owner = Address.objects.filter(slug=slug).exclude(article=self.instance.pk).first()
        if owner:
            raise forms.ValidationError(
                f"This address belongs to “{owner.article}”, which was public under it."
            )
        return slug


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("live", "Live"),
            ("changed", "Live, with unpublished changes"),
            ("scheduled", "Something is scheduled"),
            ("withdrawn", "Withdrawn"),
            ("draft", "Draft: never public"),
        ]

    def queryset(self, request, queryset):
        conditions = {
            "live": {"is_live": True},
            "changed": {"has_newer_draft": True},
            "scheduled": {"next_start__isnull": False},
            "withdrawn": {"has_started": True, "is_live": False},
            "draft": {"has_started": False},
        }
        return queryset.filter(**conditions.get(self.value() or "", {}))


@admin.register(Article)
class ArticleAdmin(
    PublishingPage,
    HistoryPages,
    PreviewPages,
    PreviewLinksPage,
    AuditPage,
    TimeTravelPage,
    LinkCheckPage,
    PictureChooserPage,
    ReviewsDuePage,
    ConflictPage,
    AutocompleteAdmin,
    RichTextAdmin,
):
    form = ArticleForm
    change_form_template = "admin/symptoms/article/change_form.html"
    list_display = ["title", "state", "live_since", "topic", "author"]
    list_filter = [StateFilter, "kind", "topic", "symptoms", "series"]
    list_select_related = ["topic", "author"]
    search_fields = ["title", "slug", "standfirst", "tips__title"]
    autocomplete_fields = ["topic", "symptoms", "author", "picture", "series", "sponsor"]
    inlines = [TipInline, CareCalloutInline, QuestionInline, SourceInline, RelatedInline]
    save_on_top = True
    fieldsets = [
        (None, {"fields": ["seen", "title", "slug", "standfirst", "kind"]}),
        (
            "Where readers find it",
            {"fields": ["topic", "symptoms", "is_general", "tags", ("series", "series_part")]},
        ),
        (
            "Who stands behind it",
            {"fields": ["author", "first_published", ("sponsor", "sponsor_role")]},
        ),
        ("Text", {"fields": ["picture", "body", "tips_heading", "tips_intro", "closing"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_state()  # type: ignore[attr-defined]

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": ["title"]} if obj is None else {}

    def view_on_site(self, article):
        """The live page, if there is one."""
        edition = article.editions.live().first()
        return edition and edition.get_absolute_url()

    @admin.display(description="state")
    def state(self, article):
        return state_in_words(article)

    @admin.display(description=f"live since ({settings.TIME_ZONE})", ordering="live_since")
    def live_since(self, article):
        return article.live_since

    def save_formset(self, request, form, formset, change):
        """Like Django's, but what readers may have saved is retired instead of deleted."""
        for row in formset.save(commit=False):
            row.save()
        for row in formset.deleted_objects:
            row.take_out() if isinstance(row, LastingPart) else row.delete()

    def save_related(self, request, form, formsets, change):
        """The last step of a save: all rows are written, so record what the article now says."""
        super().save_related(request, form, formsets, change)
        before = form.newest.as_content() if form.newest else None
        revision = publishing.save_revision(form.instance, by=request.user)
        form.changes = diff.changes(before, revision.as_content())
        for block in checklist.dead_links(revision.as_content()):
            messages.warning(request, f"{block.sentence} It cannot be published like this.")
        saved = self.get_queryset(request).get(pk=form.instance.pk)
        if saved.has_newer_draft:
            messages.info(request, "Readers still see the version that was published before.")

    def construct_change_message(self, request, form, formsets, add=False):
        """What the text says otherwise than before: browsers post other line ends and markup than were
        stored, so that Django's own list names fields that are the same."""
        if add:
            return "Added."
        labels = dict.fromkeys(change.label for change in form.changes)
        return f"Changed: {', '.join(labels)}." if labels else "Nothing was changed."

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["state"] = state_in_words(obj) if obj else ""
        context["meanwhile"] = context["adminform"].form.meanwhile
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """What was published, or is about to be, stays on record."""
        on_record = obj is not None and obj.editions.exists()
        return not on_record and super().has_delete_permission(request, obj)
