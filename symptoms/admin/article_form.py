"""The form of an article, with what two editors at once are asked about."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.admin.forms import EditorForm
from symptoms.admin.tags import TagsField
from symptoms.models import Address, Article
from symptoms.text.diff import Change

_CONFLICT = gettext_lazy(
    "%(person)s changed the same text after you opened this article. What you typed is still in the form. "
    "The differences are listed below. Copy what you want to keep from their text, then save again."
)


class ArticleForm(EditorForm):
    tags = TagsField(
        help_text=gettext_lazy(
            "Readers can list articles by tag. Choose a tag from the list, or type a new one."
        )
    )

    seen = forms.IntegerField(
        required=False,
        widget=forms.HiddenInput,
        help_text=gettext_lazy("The revision the form was opened with."),
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
        """Refuses what another editor changed in the same places meanwhile. What was typed stays in the
        form, and saving it again replaces the other text."""
        cleaned = super().clean()
        if self.newest and self.meanwhile:
            self.add_error(
                None, _CONFLICT % {"person": self.newest.created_by_name or _("Someone")}
            )
        return cleaned

    def clean_slug(self):
        """An address that was published belongs to its article for ever."""
        slug = self.cleaned_data["slug"].lower()
        owner = Address.objects.filter(slug=slug).exclude(article=self.instance.pk).first()
        if owner:
            raise forms.ValidationError(
                _("This address was already published for “%(article)s”. Choose another one."),
                params={"article": owner.article},
            )
        return slug
