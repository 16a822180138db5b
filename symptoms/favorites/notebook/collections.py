"""Collections: favorites that a reader groups for a purpose, in their own order."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from symptoms.favorites.notebook.entries import entries
from symptoms.favorites.notebook.ordering import move_one_place
from symptoms.favorites.saving.post_only import post_only
from symptoms.models import Collection, Favorite
from symptoms.models.account_limits import LimitReached
from symptoms.web.form_limits import limited
from symptoms.web.integers import bounded_integer


class CollectionForm(forms.ModelForm):
    class Meta:
        model = Collection
        fields = ["name"]
        labels = {"name": gettext_lazy("Name of the collection")}
        help_texts = {"name": gettext_lazy("Such as “For my next appointment” or “Hot days”.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = _("Enter a name for the collection.")

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = Collection.objects.of(self.instance.user).exclude(pk=self.instance.pk)
        if others.filter(name=name).exists():
            raise forms.ValidationError(
                _("You already have a collection with this name. Choose another one.")
            )
        return name


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("words", "POST")
def collections(request):
    form = CollectionForm(request.POST or None, instance=Collection(user=request.user))
    if request.method == "POST" and form.is_valid():
        try:
            (new,) = Collection.objects.add(request.user, [form.instance])
            return redirect("favorites:collection", new.pk)
        except IntegrityError:  # the button was pressed twice
            return redirect("favorites:collections")
        except LimitReached as error:
            form.add_error("name", str(error))
    mine = Collection.objects.of(request.user).with_links().annotate(count=Count("items"))
    context = {"form": form, "collections": mine}
    return render(
        request, "favorites/notebook/collections.html", context, status=422 if form.errors else 200
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("words", "POST")
def collection(request, pk):
    """Shows it; a POST renames it."""
    mine = _mine(request, pk)
    form = CollectionForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The collection was renamed."))
        return redirect("favorites:collection", mine.pk)
    favorites = Favorite.objects.in_collection(mine)
    context = {
        "collection": _mine(request, pk),
        "form": form,
        "entries": entries(favorites),
    }
    return render(
        request, "favorites/notebook/collection.html", context, status=422 if form.errors else 200
    )


@post_only
@login_required
def move(request, pk):
    """Moves one favorite one place: `favorite` is its id, `to` is "earlier" or "later"."""
    mine = _mine(request, pk)
    wanted = bounded_integer(request.POST.get("favorite"))
    move_one_place(mine.items.all(), wanted, request.POST.get("to", ""), by="favorite_id")
    return redirect("favorites:collection", mine.pk)


@post_only
@login_required
def remove_item(request, pk):
    """Removes a favorite from the collection; it stays on the list."""
    mine = _mine(request, pk)
    found = Favorite.objects.of(request.user).filter(
        pk=bounded_integer(request.POST.get("favorite"))
    )
    for favorite in found:
        mine.remove(favorite)
        messages.success(request, _("Removed from this collection. It is still in your favorites."))
    return redirect("favorites:collection", mine.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, pk):
    """In two steps; the favorites in it stay on the list."""
    mine = _mine(request, pk)
    if request.method == "POST":
        mine.delete()
        messages.success(
            request,
            _("The collection was deleted. Its articles and tips are still in your favorites."),
        )
        return redirect("favorites:collections")
    return render(request, "favorites/notebook/delete_collection.html", {"collection": mine})


def _mine(request, pk):
    return get_object_or_404(
        Collection.objects.of(request.user).with_links().select_related("user"), pk=pk
    )
