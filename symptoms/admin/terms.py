"""The desks for what articles are found by and signed with. `term_review.py` says what is public when."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_safe
from taggit.models import Tag as TaggitTag

from symptoms.admin import tags
from symptoms.admin.autocomplete import AutocompleteAdmin
from symptoms.admin.editor import RichTextAdmin
from symptoms.admin.term_form import TermForm
from symptoms.admin.term_review import TermReviewPage
from symptoms.admin.uses import NamesUses
from symptoms.models import Contributor, Series, Sponsor, Symptom, Tag, Topic
from symptoms.text.folding import canonical
from symptoms.web.integers import bounded_integer
from symptoms.workflow import term_review


class TermAdmin(NamesUses, TermReviewPage, RichTextAdmin):
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

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Two who save at once come one after the other, so that the second sees the first."""
        with transaction.atomic():
            if request.method == "POST" and object_id:
                pk = bounded_integer(object_id)
                self.model._default_manager.select_for_update().filter(pk=pk).first()
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, term, form, change):
        form.wanted = term_review.words_of(term)
        form.saved = term_review.save(term, by=request.user)
        if getattr(form, "merged", ""):
            messages.info(request, form.merged)
        if term_review.waiting(term):
            here = reverse(f"admin:symptoms_{self.opts.model_name}_wording", args=[term.pk])
            sentence = "Readers see no change before a medical reviewer approves it."
            link = format_html('<a href="{}">Read what waits</a>.', here)
            messages.warning(request, format_html("{} {}", sentence, link))

    def construct_change_message(self, request, form, formsets, add=False):
        """What was changed, and what was only proposed: a browser posts other line ends and markup
        than were stored, so that Django's own list names fields that are the same."""
        related = [
            form.fields[name].label
            for name in form.changed_data
            if name in form.fields and name in self._relations()
        ]
        live, proposed = form.saved.live, form.saved.proposed
        said = [] if add else [f"Changed: {', '.join([*live, *related])}."] * bool(live or related)
        said += [f"Proposed to a medical reviewer: {', '.join(proposed)}."] * bool(proposed)
        if add:
            return " ".join(["Added.", *said])
        return " ".join(said) or "Nothing was changed."

    def _relations(self):
        return {field.name for field in self.opts.concrete_fields if field.is_relation}

    def delete_model(self, request, term):
        term_review.forget(term, by=request.user)
        super().delete_model(request, term)

    def delete_queryset(self, request, queryset):
        for term in queryset:
            term_review.forget(term, by=request.user)
        super().delete_queryset(request, queryset)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["meanwhile"] = getattr(context["adminform"].form, "meanwhile", [])
        context["waits"] = obj is not None and term_review.waiting(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


class TermWithPageAdmin(TermAdmin):
    def view_on_site(self, term):
        return term.get_absolute_url()


@admin.register(Symptom)
class SymptomAdmin(TermWithPageAdmin):
    article_fields = edition_fields = ("symptoms",)
    list_display = ["name", "visibility", "slug"]
    list_filter = ["visibility"]


@admin.register(Topic)
class TopicAdmin(TermWithPageAdmin):
    article_fields = edition_fields = ("topic",)


@admin.register(Series)
class SeriesAdmin(TermWithPageAdmin):
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
    article_fields = edition_fields = ("tags",)
    view_on_site = False

    def get_urls(self):
        names = self.admin_site.admin_view(self.offer_names)
        return [path("names/", names, name="symptoms_tag_names"), *super().get_urls()]

    @method_decorator(require_safe)
    def offer_names(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return tags.offered(request)


admin.site.unregister(TaggitTag)
