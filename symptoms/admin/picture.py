"""Pictures in the admin: uploaded once, described, never replaced."""

import logging
from contextlib import suppress
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.admin import kept_upload
from symptoms.admin.admin_page import HasPages
from symptoms.admin.forms import EditorForm
from symptoms.admin.picture_review import PictureReviewPage
from symptoms.admin.uses import NamesUses
from symptoms.images.encoding import re_encoded
from symptoms.models import Article, Picture
from symptoms.workflow import publishing, reviewing

logger = logging.getLogger(__name__)
NOT_STORED = gettext_lazy(
    "The picture could not be stored: the place for pictures is full or does not answer. What you typed"
    " is still here. Choose the file again, and try again in a minute."
)
STILL_HERE = gettext_lazy(
    "The file you chose is kept. Choose another file only if you want to replace it."
)
WORDS = ["title", "alt", "is_decorative", "credit"]
FOCUS = ["focus_x", "focus_y"]


class PictureDescriptionForm(EditorForm):
    """Of a picture that is stored already, so that its focus can be chosen by looking at it."""

    class Meta:
        model = Picture
        fields = WORDS + FOCUS


class PictureForm(EditorForm):
    class Meta:
        model = Picture
        fields = WORDS

    upload = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "JPEG, PNG or WebP, at most 10 MB. We remove the place and date stored in the file. "
            "You can’t change the file later: to replace it, add a new picture."
        ),
    )

    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    user: Any = None  # who fills the form in
    kept_file: Any = None  # what `re_encoded` returned for the file that is kept, if one is

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept_file = kept_upload.taken(self.data.get("kept", ""), self.user)
        self.fields["upload"].required = self.kept_file is None

    def clean_upload(self):
        """The re-encoded file with its sizes. It is stored only when the whole form is right."""
        upload = self.cleaned_data["upload"]
        encoded = re_encoded(upload) if upload else self.kept_file
        same = Picture.objects.filter(file=encoded[0].name).first()
        if same:
            raise ValidationError(
                _("This picture has already been added as “%(title)s”."), params={"title": same}
            )
        return encoded

    def full_clean(self):
        """A form that is right is stored here, so that a full disk is an error like any other. Where
        something is wrong, the file is kept for the next try."""
        super().full_clean()
        if self.is_bound and not self.errors:
            self._put()
        encoded = self.cleaned_data.get("upload") if self.is_bound and self.errors else None
        if encoded and self.user:
            content, width, height = encoded
            self.data = data = cast(QueryDict, self.data).copy()
            with suppress(OSError):
                data["kept"] = kept_upload.keep(content, width, height, self.user)
                self.fields["upload"].required = False
                self["upload"].help_text = STILL_HERE

    def _put(self):
        try:
            self.instance.put(*self.cleaned_data["upload"])
        except OSError as error:
            logger.error("A picture could not be stored: %s", type(error).__name__)
            self.add_error("upload", NOT_STORED)


@admin.register(Picture)
class PictureAdmin(NamesUses, HasPages):
    pages = [PictureReviewPage]
    edition_fields = ("picture", "revision__text_pictures__picture")
    earlier_fields = ("revisions__text_pictures__picture",)
    list_display = ["title", "thumbnail", "alt", "is_decorative", "credit"]
    list_filter = ["is_decorative"]
    search_fields = ["title", "alt", "credit"]
    readonly_fields = ["preview", "size"]
    view_on_site = False

    class Media:
        css = {"all": ["css/admin.css"]}
        js = [Script("js/admin-focus.js", type="module")]

    def drafts_using(self, obj):
        return [Article.objects.showing(obj)]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if change:
            return super().get_form(
                request, obj, change=change, form=PictureDescriptionForm, **kwargs
            )
        own = type("OwnPictureForm", (PictureForm,), {"user": request.user})
        return super().get_form(request, obj, change=change, form=own, **kwargs)

    def get_fields(self, request, obj=None):
        return [*WORDS, *FOCUS, "preview", "size"] if obj else ["upload", "kept", *WORDS]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def save_model(self, request, picture, form, change):
        """Another alt text, or credit, is another text of the articles that show the picture."""
        super().save_model(request, picture, form, change)
        voided = []
        for article in Article.objects.showing(picture):
            before = article.revisions.first()
            now = publishing.save_revision(article, by=request.user)
            if before and reviewing.approval_of(before) and not reviewing.approval_of(now):
                voided.append(article)
        if voided:
            messages.warning(request, self._voided_in_words(picture, voided))

    def _voided_in_words(self, picture, articles):
        names = format_html_join(", ", "“{}”", ((article,) for article in articles))
        return format_html(
            _(
                "Alt text is part of the approved text. These articles need another approval: "
                "{articles}. Until then, readers see the old alt text. "
                '<a href="{address}">Review the new alt text for all articles at once</a>'
            ),
            articles=names,
            address=reverse("admin:symptoms_picture_review", args=[picture.pk]),
        )

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, picture):
        address = picture.get_absolute_url()
        return format_html('<img src="{}" alt="{}" height="72">', address, picture.alt)

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, picture):
        """Large enough to choose the focus on it, by admin-focus.js or by eye."""
        return format_html(
            '<span class="focus-chooser" data-focus-chooser><img src="{}" alt="{}"></span>',
            picture.get_absolute_url(),
            picture.alt,
        )

    @admin.display(description=gettext_lazy("size"))
    def size(self, picture):
        size = {"width": picture.width, "height": picture.height}
        return _("%(width)s × %(height)s pixels") % size
