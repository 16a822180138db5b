"""The desks for what articles are found by and signed with. Saved here, public at once."""

from django.contrib import admin
from taggit.models import Tag as TaggitTag

from symptoms.admin.editor import RichTextAdmin
from symptoms.models import Contributor, Series, Sponsor, Symptom, Tag, Topic


class TermAdmin(RichTextAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_prepopulated_fields(self, request, obj=None):
        """Only for a new term: a published address is not changed by a corrected name."""
        return super().get_prepopulated_fields(request, obj) if obj is None else {}


class TermWithPageAdmin(TermAdmin):
    def view_on_site(self, term):
        return term.get_absolute_url()


@admin.register(Symptom)
class SymptomAdmin(TermWithPageAdmin):
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
class TagAdmin(TermAdmin):
    view_on_site = False


admin.site.unregister(TaggitTag)
