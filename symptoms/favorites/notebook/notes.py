"""What a reader writes about one favorite: a note, how the tip went, and which collections it is in."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from symptoms.favorites.notebook.entries import entries
from symptoms.favorites.saving import device_list
from symptoms.favorites.saving.post_only import post_only
from symptoms.models import Collection, Favorite
from symptoms.web import moments
from symptoms.web.form_limits import limited
from symptoms.web.form_origin import needs_no_token
from symptoms.web.safe_redirect import own_path


class OwnWordsForm(forms.ModelForm):
    collections = forms.ModelMultipleChoiceField(
        Collection.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Collections that include it"),
    )

    class Meta:
        model = Favorite
        fields = ["note", "status"]
        labels = {"note": gettext_lazy("Your note"), "status": gettext_lazy("How did it go?")}
        help_texts = {"note": gettext_lazy("Only you can see it. At most 2,000 characters.")}
        widgets = {"note": forms.Textarea(attrs={"rows": 5}), "status": forms.RadioSelect}

    def __init__(self, *args, is_in_list=False, **kwargs):
        """The form in the list has no choice of collections, and leaves them as they are."""
        super().__init__(*args, **kwargs)
        favorite = self.instance
        mine = Collection.objects.of(favorite.user).with_links()
        self.fields["collections"].queryset = mine  # type: ignore[attr-defined]
        self.initial["collections"] = mine.filter(items__favorite=favorite)
        self.fields["note"].error_messages["max_length"] = _(
            "Your note has %(show_value)s characters. Shorten it to 2,000, then save again."
        )
        if favorite.tip_id is None:
            del self.fields["status"]
        else:
            self.fields["status"].choices = [  # type: ignore[attr-defined]
                ("", _("Nothing yet")),
                *Favorite.Status.choices,
            ]
        if is_in_list or not mine.exists():
            del self.fields["collections"]

    def save(self, commit=True):
        favorite = super().save(commit)
        if "collections" in self.fields:
            wanted = self.cleaned_data["collections"]
            with transaction.atomic():
                favorite.collected.exclude(collection__in=wanted).delete()
                Collection.put_into(favorite, wanted)
        return favorite


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("words", "POST")
def favorite(request, pk):
    mine = get_object_or_404(Favorite.objects.of(request.user).select_related("user"), pk=pk)
    form = OwnWordsForm(request.POST or None, instance=mine, is_in_list="in_list" in request.POST)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(own_path(request.POST.get("next", ""), reverse("favorites:list")))
    (entry,) = entries([mine])
    context = {"entry": entry, "form": form}
    return render(
        request, "favorites/notebook/favorite.html", context, status=422 if form.errors else 200
    )


@post_only
@login_required
def seen(request, pk):
    """The reader has seen what changed; from now on only later changes are shown."""
    _mark_seen(request, Favorite.objects.of(request.user).filter(pk=pk))
    return redirect("favorites:list")


# On a device the page has no CSRF token, which would set one more cookie.
@needs_no_token
@post_only
def seen_all(request):
    """The same for the whole list: the account's, or the one on this device."""
    if request.user.is_authenticated:
        _mark_seen(request, Favorite.objects.of(request.user))
        return redirect("favorites:list")
    if not device_list.has_list(request):
        return redirect_to_login(reverse("favorites:list"))
    response = redirect("favorites:list")
    items = device_list.looked_at(request, _looked_at(request))
    device_list.write(response, items, device_list.is_shared(request))
    return response


def _mark_seen(request, favorites):
    looked_at = _looked_at(request)
    favorites.filter(seen_at__lt=looked_at).update(seen_at=looked_at)


def _looked_at(request):
    """The moment `at` at which the page was made: what changed since then was not on it."""
    now = timezone.now()
    try:
        return min(now, moments.from_iso(request.POST.get("at", "")))
    except (ValueError, OverflowError):
        return now
