"""The list of tags in the admin: how many articles have each, and which have none."""

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.models import ArticleTag, Edition, Tag

_DRAFTS = ArticleTag.objects.filter(tag=OuterRef("pk"))


def counted(tags: QuerySet[Tag]) -> QuerySet[Tag]:
    """Each tag with `articles`, the number of articles whose newest text has it; an index counts them."""
    numbers = _DRAFTS.order_by().values("tag").annotate(number=Count("pk")).values("number")
    return tags.annotate(articles=Coalesce(Subquery(numbers), 0))


class UseFilter(admin.SimpleListFilter):
    """By whether any article has the tag. One that none has, now or in a public text, can be deleted."""

    title = gettext_lazy("use")
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [("none", _("In no article")), ("some", _("In an article"))]

    def queryset(self, request, queryset):
        used = Exists(_DRAFTS) | Exists(
            Edition.objects.live().filter(tag_links__tag=OuterRef("pk"))
        )
        match self.value():
            case "none":
                return queryset.filter(~used)
            case "some":
                return queryset.filter(used)
        return queryset
