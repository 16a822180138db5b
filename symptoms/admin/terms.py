"""The desks for what articles are found by and signed with. Saved here, public at once."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from taggit.models import Tag as TaggitTag

from symptoms import search
from symptoms.admin import tags
from symptoms.admin.autocomplete import AutocompleteAdmin
from symptoms.admin.editor import RichTextAdmin
from symptoms.admin.forms import PublicAtOnceForm
from symptoms.admin.uses import NamesUses
from symptoms.folding import canonical
from symptoms.models import Contributor, Edition, Series, Sponsor, Symptom, Tag, Topic


class TermAdmin(NamesUses, RichTextAdmin):
    form = PublicAtOnceForm
    list_display = ["name", "slug"]
    search_fields = ["name_key", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, canonical(search_term))

    def get_prepopulated_fields(self, request, obj=None):
        """Only for a new term: a published address is not changed by a corrected name."""
        return super().get_prepopulated_fields(request, obj) if obj is None else {}


class SearchedTermAdmin(TermAdmin):
    """A term by whose name articles are found; `link` is the edition's field for it."""

    link: str

    def save_model(self, request, term, form, change):
        super().save_model(request, term, form, change)
        if change and "name" in form.changed_data:
            search.refresh(Edition.objects.filter(**{self.link: term}))


class TermWithPageAdmin(TermAdmin):
    def view_on_site(self, term):
        return term.get_absolute_url()


@admin.register(Symptom)
class SymptomAdmin(SearchedTermAdmin, TermWithPageAdmin):
    link = "symptoms"
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
class TagAdmin(SearchedTermAdmin):
    link = "tags"
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
