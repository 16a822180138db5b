"""The desk for pictures: uploaded once, described, never replaced."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from symptoms import publishing
from symptoms.admin.forms import DeskForm
from symptoms.models import Article, Picture
from symptoms.models.picture import re_encoded


class PictureDescriptionForm(DeskForm):
    class Meta:
        model = Picture
        fields = ["title", "alt", "is_decorative", "credit"]


class PictureForm(PictureDescriptionForm):
    upload = forms.FileField(
        label="File",
        help_text="JPEG, PNG or WebP, at most 10 MB. Places and dates hidden in it are removed. "
        "A picture never changes once it is stored: to replace it, add another.",
    )

    def clean_upload(self):
        """The re-encoded file with its sizes. It is stored only when the whole form is right."""
        encoded = re_encoded(self.cleaned_data["upload"])
        same = Picture.objects.filter(file=encoded[0].name).first()
        if same:
            raise ValidationError(f"This picture is in the collection already, as “{same}”.")
        return encoded

    def save(self, commit=True):
        self.instance.put(*self.cleaned_data["upload"])
        return super().save(commit)


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    list_display = ["title", "preview", "alt", "is_decorative", "credit"]
    list_filter = ["is_decorative"]
    search_fields = ["title", "alt", "credit"]
    readonly_fields = ["preview", "size"]
    view_on_site = False

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["form"] = PictureDescriptionForm if change else PictureForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request, obj=None):
        words = PictureDescriptionForm.Meta.fields
        return [*words, "preview", "size"] if obj else ["upload", *words]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def save_model(self, request, picture, form, change):
        """Another alt text is another text of the articles that show the picture."""
        super().save_model(request, picture, form, change)
        for article in Article.objects.filter(picture=picture):
            publishing.record(article, by=request.user)

    @admin.display(description="picture")
    def preview(self, picture):
        source = reverse("symptoms:picture", args=[picture.file.name])
        return format_html('<img src="{}" alt="{}" height="72">', source, picture.alt)

    @admin.display(description="size")
    def size(self, picture):
        return f"{picture.width} × {picture.height} pixels"
