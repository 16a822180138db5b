"""Why something cannot be deleted: what uses it, in words."""

from django.contrib import admin

from symptoms.models import Article, Edition, Review, TermRevision

MAX_NAMED = 10


class NamesUses(admin.ModelAdmin):
    """For what articles are found by, signed with, or show. `article_fields` are the fields of an article
    that may point to it, `edition_fields` those of an edition."""

    article_fields: tuple[str, ...] = ()
    edition_fields: tuple[str, ...] = ()

    def get_deleted_objects(self, objs, request):
        """Django would name rows that nobody knows, or a permission that would not help."""
        uses = [use for obj in objs for use in self._uses(obj)]
        if uses:
            return [str(obj) for obj in objs], {}, set(), uses
        return super().get_deleted_objects(objs, request)

    def _uses(self, obj):
        drafts = _titles(Article.objects.all(), self.article_fields, obj, "title")
        public = _titles(Edition.objects.all(), self.edition_fields, obj, "title")
        yield from _named(drafts, "The article “{}” uses it.")
        yield from _named(
            public - drafts, "“{}” used it while it was public, which stays on record."
        )
        if obj._meta.model_name == "contributor":
            reviewed = Review.objects.filter(reviewer=obj)
            titles = set(reviewed.values_list("revision__article__title", flat=True)[:500])
            signed = TermRevision.objects.filter(reviewer=obj)[:500]
            titles |= {row.as_words()["name"] for row in signed}
            yield from _named(titles, "This person reviewed “{}”.")


def _titles(rows, fields, obj, title):
    found = (rows.filter(**{field: obj}).values_list(title, flat=True) for field in fields)
    return {title for titles in found for title in titles.distinct()[:500]}


def _named(titles, sentence):
    for title in sorted(titles)[:MAX_NAMED]:
        yield sentence.format(title)
    if len(titles) > MAX_NAMED:
        yield f"{len(titles) - MAX_NAMED} more use it in the same way."
