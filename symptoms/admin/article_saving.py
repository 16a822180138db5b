"""How the form of an article is merged with what others saved, previewed, and saved as a revision."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.utils.translation import gettext as _

from symptoms.admin import conflicts, preview
from symptoms.admin.article_page import bounded
from symptoms.admin.editor import RichTextAdmin
from symptoms.models import Article, LastingPart
from symptoms.text import diff
from symptoms.workflow import checklist, publishing


class SavesRevisions(RichTextAdmin):
    """The ModelAdmin of articles, as far as it saves: each save records a revision, and readers see what
    they saw before."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A form sent by its preview button is saved and read within one transaction, which is then
        undone: so it needs the same checks as a save, and nothing is kept."""
        try:
            with transaction.atomic():
                is_change = request.method == "POST" and object_id
                request.conflicts = (
                    conflicts.merge_posted(request, bounded(object_id)) if is_change else []
                )
                return super().changeform_view(request, object_id, form_url, extra_context)
        except preview.FormWasRead as form:
            return preview.PreviewPage(self).of(request, form.content, form.article_id)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.meanwhile = getattr(request, "conflicts", [])
        return form

    def save_formset(self, request, form, formset, change):
        """Like Django's, but what readers may have saved is retired instead of deleted."""
        for row in formset.save(commit=False):
            row.save()
        for row in formset.deleted_objects:
            row.retire() if isinstance(row, LastingPart) else row.delete()

    def save_related(self, request, form, formsets, change):
        """The last step of a save: all rows are written, so record what the article now says."""
        super().save_related(request, form, formsets, change)
        preview.end_if_only_a_preview(request, form.instance, is_new=not change)
        before = form.newest.as_content() if form.newest else None
        revision = publishing.save_revision(form.instance, by=request.user)
        form.changes = diff.changes(before, revision.as_content())
        self._say_what_readers_see(request, form.instance, revision)

    def _say_what_readers_see(self, request, article, revision):
        for block in checklist.dead_links(revision.as_content()):
            sentences = [
                block.sentence,
                _("The article can’t be published until this is corrected."),
            ]
            messages.warning(request, " ".join(map(str, sentences)))
        if Article.objects.with_state().get(pk=article.pk).has_newer_draft:
            messages.info(request, _("Readers still see the version that was published before."))

    def construct_change_message(self, request, form, formsets, add=False):
        """Names the fields whose text changed. Django's own list also names fields that are the same,
        because browsers post other line ends and markup than were stored."""
        if add:
            return _("Added.")
        labels = dict.fromkeys(str(change.label) for change in form.changes)
        if not labels:
            return _("Nothing was changed.")
        return _("Changed: %(fields)s.") % {"fields": ", ".join(labels)}

    def render_change_form(self, request, context, *args, **kwargs):
        if preview.BUTTON in request.POST:
            page = preview.PreviewPage(self)
            return page.refused(request, context["original"], context["errors"])
        context["meanwhile"] = context["adminform"].form.meanwhile
        return super().render_change_form(request, context, *args, **kwargs)
