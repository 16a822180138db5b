"""Tags on the article form: chosen with Django's autocomplete, or typed anew."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from symptoms.admin.autocomplete import SelectMany, is_key
from symptoms.models import Article, Tag

LONGEST = 50


class TagWidget(SelectMany):
    """Django's autocomplete, told that a word which is not on the list is welcome."""

    def __init__(self):
        super().__init__(Article._meta.get_field("tags"), admin.site)

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-tags": "true", "data-token-separators": '[","]'}

    def optgroups(self, name, value, attr=None):
        """A new word stays chosen when the form is shown again for another field's sake."""
        groups = super().optgroups(name, value, attr)
        for word in (item for item in value if not is_key(item)):
            groups[0][1].append(self.create_option(name, word, word, True, len(groups[0][1])))
        return groups


class TagsField(forms.ModelMultipleChoiceField):
    """What the widget posts, primary keys of tags and new words, cleaned to a list of names.

    The tag manager takes names: it finds "heat" for "Heat", and makes what is new when the form is
    saved. Raises ValidationError for what cannot be a tag.
    """

    def __init__(self, **kwargs):
        super().__init__(Tag.objects.all(), required=False, widget=TagWidget(), **kwargs)

    def clean(self, value):
        keys = [item for item in value or [] if is_key(item)]
        known = {str(tag.pk): tag.name for tag in Tag.objects.filter(pk__in=keys)}
        return [known.get(item) or self._usable(item.strip()) for item in value or []]

    def _usable(self, name):
        has_a_letter = any(character.isalpha() for character in name)
        if not has_a_letter or len(name) > LONGEST or not name.isprintable() or "," in name:
            raise ValidationError(
                "“%(name)s” cannot be a tag. A tag is a word or two, of at most 50 characters.",
                params={"name": name[:60]},
            )
        return name
