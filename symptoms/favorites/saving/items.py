"""What can be saved: a live article, or a tip of one, named by kind and id in a form or a link.

What was saved may be withdrawn later: it is still known then, by the words it had last.
"""

from dataclasses import dataclass

from django import forms

from symptoms.models import Edition, EditionTip


@dataclass(frozen=True)
class Item:
    """An article or a tip as readers see it now, or saw it last."""

    kind: str
    pk: int
    title: str
    url: str
    is_live: bool

    @property
    def columns(self):
        return {self.kind: self.pk}


class ItemForm(forms.Form):
    """`kind` (article or tip) and `id`. After `is_valid`, both methods find what they name."""

    kind = forms.ChoiceField(choices=[("article", "article"), ("tip", "tip")])
    id = forms.IntegerField(min_value=1, max_value=2**62)

    def live_item(self) -> Item | None:
        """The item if readers can see it now, else None: never hints at what a draft holds."""
        return find_live(self.cleaned_data["kind"], self.cleaned_data["id"])

    def known_item(self) -> Item | None:
        """The item if readers can see it now, or could once."""
        return find_known(self.cleaned_data["kind"], self.cleaned_data["id"])

    def columns(self):
        return {self.cleaned_data["kind"]: self.cleaned_data["id"]}


def find_known(kind: str, pk: int) -> Item | None:
    found: Edition | EditionTip | None
    if kind == "article":
        found = Edition.objects.latest_versions().articles().filter(article=pk).first()
    else:
        found = EditionTip.objects.latest_versions().filter(tip=pk).first()
    if found is None:
        return None
    return Item(kind, pk, found.title, found.get_absolute_url(), found.is_live)


def find_live(kind: str, pk: int) -> Item | None:
    """What `find_known` finds if it is live; asked so because this costs half as much."""
    found: Edition | EditionTip | None
    if kind == "article":
        found = Edition.objects.live().articles().filter(article=pk).first()
    else:
        found = EditionTip.objects.live().filter(tip=pk).first()
    if found is None:
        return None
    return Item(kind, pk, found.title, found.get_absolute_url(), is_live=True)
