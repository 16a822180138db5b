"""What every form with rich text needs: the editor's scripts allowed by the page's own policy."""

from csp.decorators import csp_update
from django.contrib import admin, messages
from django.utils.decorators import method_decorator
from js_asset import ImportMap, Media, Script

from symptoms.admin.preview import BUTTON
from symptoms.models.fields import RichTextField
from symptoms.text import sanitizer

# The editor (Tiptap) adds one <style> element with this text; nothing else inline may run or style.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"

MODULES = ImportMap(
    {
        f"admin/editor-{part}": f"js/admin-editor-{part}.js"
        for part in ("link", "marks", "paste", "picture", "word", "words")
    }
    | {"admin/typed": "js/admin-typed.js"}
)


@method_decorator(csp_update({"style-src": EDITOR_STYLE}), name="changeform_view")
class RichTextAdmin(admin.ModelAdmin):
    """A ModelAdmin with rich text. Its import map, an inline script, carries the response's nonce."""

    class Media:
        js = ["js/admin-editor-labels.js", Script("js/admin-editor-back.js", type="module")]
        css = {"all": ["css/admin.css", "css/admin-publishing.css"]}

    def save_related(self, request, form, formsets, change):
        """Says what the sanitizer took out of which text, once it is saved."""
        super().save_related(request, form, formsets, change)
        if BUTTON in request.POST:
            return
        forms = [form, *(inline for formset in formsets for inline in formset.forms)]
        for sentence in (told for each in forms for told in each.taken_out()):
            messages.warning(request, sentence)

    def render_change_form(self, request, context, *args, **kwargs):
        for form in _forms_of(context):
            _show_as_text(form)
        media = context["media"] + Media(importmap=MODULES)
        context["media"] = media.with_nonce(str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)


def _forms_of(context):
    yield context["adminform"].form
    for inline in context["inline_admin_formsets"]:
        yield from inline.formset.forms


def _show_as_text(form):
    """What is only read, Django shows as the row has it; what is edited, as the form began with it. What
    was refused is shown as it was sent: it may have been refused for the time that parsing takes."""
    for field in form.instance._meta.fields:
        if isinstance(field, RichTextField) and field.name not in form.errors:
            value = getattr(form.instance, field.attname)
            shown = sanitizer.trusted(value or "", lambda named: named.markup)
            setattr(form.instance, field.attname, shown)
