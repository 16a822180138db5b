"""What is edited inside an article: tips, cards, questions, sources, related articles; ordered by number or by drag."""

from admin_ordering.admin import OrderableAdmin
from django import forms
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.admin.autocomplete import AutocompleteAdmin
from symptoms.admin.forms import EditorForm
from symptoms.models import CareCallout, HandPicked, Question, Source, Tip
from symptoms.text.content import TipContent
from symptoms.text.parts import names_of

MOST = 100


class InOrder(OrderableAdmin):
    ordering_field = "position"
    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        """No more forms than a page can show, whatever number the browser claims to send."""
        return super().get_formset(request, obj, max_num=MOST, absolute_max=MOST + 50, **kwargs)


class LastingInline(InOrder):
    def get_queryset(self, request):
        return super().get_queryset(request).recommended()  # type: ignore[attr-defined]

    def get_formset(self, request, obj=None, **kwargs):
        """Taking out a published part retires it, so nothing protects it from that."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = type(
            "LastingForm", (formset.form,), {"hand_clean_DELETE": lambda self: None}
        )
        return formset


class NamesDelete(forms.BaseFormSet):
    """For a formset without labels: names the box that removes a row."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete")


class NamedCells(admin.TabularInline):
    """A table whose cells have no labels: each field is named as its column is."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs.setdefault("aria-label", capfirst(field.label))
        return field

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        return type("NamedFormSet", (NamesDelete, formset), {})


class TipInline(LastingInline, admin.StackedInline):
    model = Tip
    form = EditorForm
    view_on_site = False
    fields = ["position", *names_of(TipContent)]
    verbose_name = gettext_lazy("tip")


class QuestionInline(LastingInline, NamedCells):
    model = Question
    form = EditorForm
    fields = ["position", "text"]


class CareCalloutInline(NamedCells):
    model = CareCallout
    form = EditorForm
    fields = ["level", "signs"]
    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        levels = len(CareCallout.Level)
        return super().get_formset(request, obj, max_num=levels, absolute_max=2 * levels, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).most_pressing_first()  # type: ignore[attr-defined]


class SourceInline(InOrder, NamedCells):
    model = Source
    form = EditorForm
    fields = ["position", "title", "publisher", "year", "url"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "url":
            kwargs["widget"] = forms.URLInput
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class RelatedFormSet(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        for form in self.forms:
            if self.instance.pk and form.cleaned_data.get("related") == self.instance:
                form.add_error(
                    "related", _("An article can’t be related to itself. Choose another one.")
                )


class RelatedInline(AutocompleteAdmin, InOrder, NamedCells):
    model = HandPicked
    form = EditorForm
    formset = RelatedFormSet
    fk_name = "article"
    fields = ["position", "related"]
    autocomplete_fields = ["related"]
    verbose_name_plural = gettext_lazy("related articles, shown before the automatic ones")
