"""Terms in the admin: symptoms, topics, series, contributors, sponsors and tags. `term_review.py` says
what is public when."""

from collections.abc import Sequence

from django.contrib import admin, messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag as TaggitTag

from symptoms.admin.admin_page import AdminPage, HasPages
from symptoms.admin.audit import TermRecordPage
from symptoms.admin.autocomplete import AutocompleteAdmin
from symptoms.admin.autosave import AutosavedAdmin
from symptoms.admin.editor import RichTextAdmin
from symptoms.admin.preview import BUTTON
from symptoms.admin.preview_links import TermPreviewLinksPage
from symptoms.admin.publishing_actions import in_words
from symptoms.admin.symptom_form import SymptomForm
from symptoms.admin.tag_list import UseFilter, counted
from symptoms.admin.tags import TagNames
from symptoms.admin.term_form import TermForm
from symptoms.admin.term_page import wording_url
from symptoms.admin.term_preview import (
    TermFormWasRead,
    TermPreviewPage,
    end_if_only_a_preview,
)
from symptoms.admin.term_review import TermReviewPage
from symptoms.admin.uses import NamesUses
from symptoms.models import (
    Contributor,
    Series,
    Sponsor,
    Symptom,
    Tag,
    TermStart,
    Topic,
)
from symptoms.text.folding import canonical
from symptoms.web.integers import bounded_integer
from symptoms.workflow import term_drafts, term_record, term_review

DRAFT = "_draft"


def _naming(sentence, *lists):
    """`sentence` with the names in `lists`; no sentence without a name."""
    names = [str(name) for each in lists for name in each]
    return [sentence % {"fields": ", ".join(names)}] if names else []


class OneAfterAnother(admin.ModelAdmin):
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Two who save at once come one after the other, so that the second sees the first."""
        with transaction.atomic():
            if request.method == "POST" and object_id:
                pk = bounded_integer(object_id)
                self.model._default_manager.select_for_update().filter(pk=pk).first()
            return super().changeform_view(request, object_id, form_url, extra_context)


class TermAdmin(AutosavedAdmin, OneAfterAnother, NamesUses, HasPages, RichTextAdmin):
    pages: Sequence[type[AdminPage]] = [TermReviewPage]
    form = TermForm
    change_form_template = "admin/symptoms/term_change_form.html"
    list_display = ["name", "slug"]
    search_fields = ["name_key", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, canonical(search_term))

    def get_fields(self, request, obj=None):
        """Somebody who only looks is shown no hidden field."""
        fields = super().get_fields(request, obj)
        looks_only = obj is not None and not self.has_change_permission(request, obj)
        return [name for name in fields if not (looks_only and name == "seen")]

    def get_prepopulated_fields(self, request, obj=None):
        """Only for a new term: a published address is not changed by a corrected name."""
        return super().get_prepopulated_fields(request, obj) if obj is None else {}

    def save_model(self, request, term, form, change):
        form.wanted = term_review.words_of(term)
        form.saved = term_review.save(term, by=request.user)
        self._say_what_was_merged(request, form)
        if term_review.waiting(term):
            here = wording_url(term)
            said = _(
                "Readers won’t see this change until a medical reviewer approves it. "
                '<a href="{address}">Compare the proposal with what readers see</a>'
            )
            messages.warning(request, format_html(said, address=here))

    def _say_what_was_merged(self, request, form):
        if getattr(form, "merged", ""):
            messages.info(request, form.merged)

    def construct_change_message(self, request, form, formsets, add=False):
        """Names what was changed, and what was only proposed. Django's own list also names fields that are
        the same, because browsers post other line ends and markup than were stored."""
        related = [
            form.fields[name].label
            for name in form.changed_data
            if name in form.fields and name in self._relations()
        ]
        said = (
            [_("Added.")] if add else _naming(_("Changed: %(fields)s."), form.saved.live, related)
        )
        said += _naming(_("Proposed to a medical reviewer: %(fields)s."), form.saved.proposed)
        return " ".join(said) or _("Nothing was changed.")

    def _relations(self):
        return {field.name for field in self.opts.concrete_fields if field.is_relation}

    def delete_model(self, request, term):
        term_drafts.forget(term, by=request.user)
        super().delete_model(request, term)

    def delete_queryset(self, request, queryset):
        for term in queryset:
            term_drafts.forget(term, by=request.user)
        super().delete_queryset(request, queryset)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["meanwhile"] = getattr(context["adminform"].form, "meanwhile", [])
        context["waits"] = obj is not None and term_review.waiting(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


class TermWithPageAdmin(TermAdmin):
    def view_on_site(self, term):
        return term.get_absolute_url() if term_record.is_public(term) else None


class DraftedAdmin(TermWithPageAdmin):
    """Terms with drafts: a second button saves the form as one, a third shows its page."""

    pages = [TermReviewPage, TermPreviewPage, TermPreviewLinksPage, TermRecordPage]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except TermFormWasRead as form:
            form.term.pk = form.term.pk or 0  # a new one: no article has it
            return TermPreviewPage(self).of(request, form.term)

    def save_model(self, request, term, form, change):
        end_if_only_a_preview(request, term)
        if DRAFT in request.POST:
            form.wanted = term_review.words_of(term)
            form.drafted = term_drafts.save(term, by=request.user)
            self._say_what_was_merged(request, form)
            return
        super().save_model(request, term, form, change)
        # The form showed the draft, so what was saved is what became of it.
        term_drafts.close(term, by=request.user)
        start = TermStart.objects.of(term).first()
        if start:
            said = _("Other text is scheduled for %(moment)s. It will replace what you saved.")
            messages.warning(request, said % {"moment": in_words(start.starts)})

    def construct_change_message(self, request, form, formsets, add=False):
        if form.drafted is None:
            return super().construct_change_message(request, form, formsets, add)
        said = _naming(_("Saved as a draft: %(fields)s."), form.drafted)
        return " ".join(said) or _("The draft says what readers see, so there is no draft now.")

    def response_change(self, request, term):
        """After a draft was saved: to the page where it is compared, published or scheduled."""
        if DRAFT not in request.POST:
            return super().response_change(request, term)
        if term_drafts.waiting(term):
            messages.success(request, _("The draft is saved. Readers don’t see it yet."))
        else:
            messages.info(
                request, _("This is the text that readers already see, so there is no draft.")
            )
        return redirect(wording_url(term))

    def response_add(self, request, term, post_url_continue=None):
        if DRAFT in request.POST:
            return self.response_change(request, term)
        return super().response_add(request, term, post_url_continue)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if BUTTON in request.POST:
            return TermPreviewPage(self).refused(request, context["errors"])
        context["has_drafts"] = True
        if obj is not None:
            context["draft"] = term_drafts.waiting(obj)
            context["start"] = TermStart.objects.of(obj).first()
            context["is_unpublished"] = not obj.is_public
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


@admin.register(Symptom)
class SymptomAdmin(DraftedAdmin):
    form = SymptomForm
    article_fields = edition_fields = ("symptoms",)
    list_display = ["name", "visibility", "slug"]
    list_filter = ["visibility"]


@admin.register(Topic)
class TopicAdmin(DraftedAdmin):
    article_fields = edition_fields = ("topic",)


@admin.register(Series)
class SeriesAdmin(DraftedAdmin):
    article_fields = edition_fields = ("series",)


@admin.register(Contributor)
class ContributorAdmin(AutocompleteAdmin, TermWithPageAdmin):
    article_fields = edition_fields = ("author",)
    autocomplete_fields = ["account"]
    list_display = ["name", "role", "kind", "is_fictional"]
    list_filter = ["kind"]


@admin.register(Sponsor)
class SponsorAdmin(TermAdmin):
    article_fields = edition_fields = ("sponsor",)
    list_display = ["name", "makes"]
    view_on_site = False


@admin.register(Tag)
class TagAdmin(TermAdmin):
    pages = [TermReviewPage, TagNames]
    article_fields = edition_fields = ("tags",)
    list_display = ["name", "articles", "slug"]
    list_filter = [UseFilter]
    view_on_site = False

    def get_queryset(self, request):
        return counted(super().get_queryset(request))

    @admin.display(description=gettext_lazy("articles"), ordering="articles")
    def articles(self, tag):
        return tag.articles


admin.site.unregister(TaggitTag)
