"""The owner's side of a shared collection: what others see, until when, and closing the link."""

from allauth.account.signals import password_changed, password_reset
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from symptoms import conf
from symptoms.favorites.saving.post_only import post_only
from symptoms.models import Collection, SharedLink
from symptoms.web.form_limits import limited


class ShareForm(forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = SharedLink
        fields = ["days", "shows_name"]
        labels = {
            "days": gettext_lazy("How long should the link work?"),
            "shows_name": gettext_lazy("Show the name that I gave this collection"),
        }
        widgets = {
            "days": forms.RadioSelect,
            "shows_name": forms.CheckboxInput(attrs={"aria-describedby": "shows-name-hint"}),
        }
        error_messages = {
            "days": dict.fromkeys(
                ("required", "invalid_choice"),
                gettext_lazy("Choose how long the link should work."),
            )
        }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("share", "POST")
def share(request, pk):
    """Shows what others would see. A POST creates a link that replaces the one before."""
    mine = get_object_or_404(_mine(request), pk=pk)
    form = ShareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with transaction.atomic():
            locked = get_object_or_404(_mine(request).select_for_update(), pk=pk)
            SharedLink.objects.make(locked, **form.cleaned_data)
        messages.success(request, _("Your link is ready. Nobody has it until you send it."))
        return _back(mine)
    link = SharedLink.objects.filter(collection=mine).first()
    context = {
        "collection": mine,
        "count": mine.items.count(),
        "form": form,
        "link": link,
        "address": link and conf.absolute(link.secret_path),
    }
    return render(
        request, "favorites/sharing/share.html", context, status=422 if form.errors else 200
    )


@post_only
@login_required
def close(request, pk):
    """Closes the link at once. Doing it again changes nothing."""
    mine = get_object_or_404(_mine(request), pk=pk)
    SharedLink.objects.filter(collection=mine).delete()
    messages.success(request, _("The link is closed. It no longer works."))
    return _back(mine)


def _mine(request):
    return Collection.objects.of(request.user)


def _back(collection):
    return HttpResponseRedirect(reverse("favorites:share", args=[collection.pk]), status=303)


def close_all(sender, user, **kwargs):
    """Closes every link of `user`: someone else who got into the account may have created one."""
    SharedLink.objects.filter(collection__user=user.pk).delete()


def connect():
    password_changed.connect(close_all, dispatch_uid="symptoms.favorites.sharing.owner")
    password_reset.connect(close_all, dispatch_uid="symptoms.favorites.sharing.owner")
