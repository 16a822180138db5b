"""Why something cannot be deleted: what uses it, in words."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symptoms.models import Article, Edition, Review, TermRevision

MAX_NAMED = 10


class NamesUses(admin.ModelAdmin):
    """For what articles are found by, signed with, or show. `article_fields` are the fields of an article
    that may point to it, `edition_fields` those of an edition, and `earlier_fields` those that lead from
    an article to its earlier texts."""

    article_fields: tuple[str, ...] = ()
    edition_fields: tuple[str, ...] = ()
    earlier_fields: tuple[str, ...] = ()

    def drafts_using(self, obj):
        """Querysets of the articles whose working copy uses it."""
        return _rows(Article, self.article_fields, obj)

    def get_deleted_objects(self, objs, request):
        """Django would name internal rows, or a permission that would not help."""
        uses = [use for obj in objs for use in self._uses(obj)]
        if uses:
            return [str(obj) for obj in objs], {}, set(), uses
        return super().get_deleted_objects(objs, request)

    def _uses(self, obj):
        drafts = _titles(self.drafts_using(obj))
        public = _titles(_rows(Edition, self.edition_fields, obj))
        earlier = _titles(_rows(Article, self.earlier_fields, obj))
        yield from _named(drafts, _("The article “%(title)s” uses it."))
        yield from _named(
            public - drafts, _("“%(title)s” used it while it was public. That record is kept.")
        )
        yield from _named(
            earlier - drafts - public,
            _("An earlier revision of “%(title)s” shows it and could be restored."),
        )
        if obj._meta.model_name == "contributor":
            reviewed = Review.objects.filter(reviewer=obj)
            titles = set(reviewed.values_list("revision__article__title", flat=True)[:500])
            signed = TermRevision.objects.filter(reviewer=obj)[:500]
            titles |= {row.as_words()["name"] for row in signed}
            yield from _named(titles, _("This person reviewed “%(title)s”."))


def _rows(model, fields, obj):
    return [model.objects.filter(**{field: obj}) for field in fields]


def _titles(querysets):
    found = (rows.values_list("title", flat=True).distinct()[:500] for rows in querysets)
    return {title for titles in found for title in titles}


def _named(titles, sentence):
    for title in sorted(titles)[:MAX_NAMED]:
        yield sentence % {"title": title}
    more = len(titles) - MAX_NAMED
    if more > 0:
        said = ngettext("…and %(count)s more like this.", "…and %(count)s more like these.", more)
        yield said % {"count": more}
