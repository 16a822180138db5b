"""The form of an article, with what two editors at once are asked about."""

from django import forms

from symptoms.admin.forms import EditorForm
from symptoms.admin.tags import TagsField
from symptoms.models import Address, Article
from symptoms.text.diff import Change


class ArticleForm(EditorForm):
    tags = TagsField(
        help_text="Words that readers can follow. Type a new one, or pick from the list."
    )

    seen = forms.IntegerField(
        required=False,
        widget=forms.HiddenInput,
        help_text="The revision that the form was filled from.",
    )

    class Meta:
        model = Article
        fields = [
            "title",
            "slug",
            "standfirst",
            "kind",
            "topic",
            "symptoms",
            "is_general",
            "tags",
            "author",
            "first_published",
            "picture",
            "series",
            "series_part",
            "sponsor",
            "sponsor_role",
            "body",
            "tips_heading",
            "tips_intro",
            "closing",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.newest = self.instance.revisions.first() if self.instance.pk else None
        self.initial["seen"] = self.newest.number if self.newest else None

    # How this form differs from what somebody else saved in the same places after it was opened.
    meanwhile: list[Change] = []

    def clean(self):
        """The second of two editors is asked about what the first one changed in the same places, and
        loses nothing: what they typed stays in the form, and saving once more means it."""
        cleaned = super().clean()
        if self.newest and self.meanwhile:
            who = self.newest.created_by_name or "Somebody"
            self.add_error(
                None,
                f"{who} changed the same places after you opened this article. What you typed is still "
                "here. Below is how it differs from theirs: take over what you want to keep, then save "
                "again.",
            )
        return cleaned

    def clean_slug(self):
        """An address that was published belongs to its article for ever."""
        slug = self.cleaned_data["slug"].lower()
        owner = Address.objects.filter(slug=slug).exclude(article=self.instance.pk).first()
        if owner:
            raise forms.ValidationError(
                f"This address belongs to “{owner.article}”, which was public under it."
            )
        return slug
