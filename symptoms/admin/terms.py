"""The desks for what articles are found by and signed with. Saved here, public at once."""

from django.contrib import admin
from taggit.models import Tag as TaggitTag

from symptoms import search
from symptoms.admin.editor import RichTextAdmin
from symptoms.admin.forms import DeskForm
from symptoms.models import Contributor, Edition, Series, Sponsor, Symptom, Tag, Topic


class TermAdmin(RichTextAdmin):
    form = DeskForm
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

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
    list_display = ["name", "visibility", "slug"]
    list_filter = ["visibility"]


@admin.register(Topic)
class TopicAdmin(TermWithPageAdmin):
    pass


@admin.register(Series)
class SeriesAdmin(TermWithPageAdmin):
    pass


@admin.register(Contributor)
class ContributorAdmin(TermWithPageAdmin):
    list_display = ["name", "role", "kind", "is_fictional"]
    list_filter = ["kind"]


@admin.register(Sponsor)
class SponsorAdmin(TermAdmin):
    list_display = ["name", "makes"]
    view_on_site = False


@admin.register(Tag)
class TagAdmin(SearchedTermAdmin):
    link = "tags"
    view_on_site = False


admin.site.unregister(TaggitTag)
