"""Tags on the article form: chosen with Django's autocomplete, or typed anew.

What the form sends are words, never numbers of rows, so a tag that is called “3” is that word.
"""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from symptoms.admin.admin_page import AdminPage
from symptoms.admin.autocomplete import SelectMany
from symptoms.models import Article, Tag
from symptoms.text.folding import canonical, tidy

MAX_LENGTH = 50
MAX_OFFERED = 20


class TagWidget(SelectMany):
    """Django's autocomplete, told that a word which is not on the list is welcome."""

    def __init__(self):
        super().__init__(Article._meta.get_field("tags"), admin.site)

    def get_url(self):
        return reverse("admin:symptoms_tag_names")

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-tags": "true", "data-token-separators": '[","]'}

    def value_from_datadict(self, data, files, name):
        return data.getlist(name)

    def optgroups(self, name, value, attr=None):
        """The words that are chosen; also when the form is shown again for another field's sake."""
        words = enumerate(word for word in value if word)
        return [(None, [self.create_option(name, w, w, True, index) for index, w in words], 0)]


class TagsField(forms.ModelMultipleChoiceField):
    """Words, cleaned to a list of names, in the spelling of the tag where there is one.

    The tag manager takes names, and makes what is new when the form is saved. Raises ValidationError
    for what cannot be a tag.
    """

    def __init__(self, **kwargs):
        tags = Tag.objects.all()
        super().__init__(tags, required=False, widget=TagWidget(), to_field_name="name", **kwargs)

    def clean(self, value):
        words = [tidy(word) for word in value or []]
        return Tag.objects.spelled([_usable(word) for word in words if word])


def _usable(name):
    has_a_sign = any(character.isalnum() for character in name)
    if not has_a_sign or len(name) > MAX_LENGTH or not name.isprintable() or "," in name:
        raise ValidationError(
            _(
                "“%(name)s” can’t be a tag. Enter one or two words, 50 characters at most, without commas."
            ),
            params={"name": name[:60]},
        )
    return name


class TagNames(AdminPage):
    """Answers Django's autocomplete: the names of tags that have what was typed, as JSON. Whoever may
    view tags may ask."""

    def urls(self):
        return [self.path("names/", require_safe(self.names_view), "names")]

    def names_view(self, request):
        if not self.admin.has_view_permission(request):
            raise PermissionDenied
        typed = canonical(request.GET.get("term", "")[:MAX_LENGTH])
        found = Tag.objects.filter(name_key__contains=typed)[:MAX_OFFERED]
        results = [{"id": tag.name, "text": tag.name} for tag in found]
        return JsonResponse({"results": results, "pagination": {"more": False}})
