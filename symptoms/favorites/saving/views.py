"""Save, remove, and see the list. Adding and removing set a state, so repeating them is harmless."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from symptoms import conf
from symptoms.favorites.notebook.browsing import BrowseForm, listing_of
from symptoms.favorites.notebook.entries import entries
from symptoms.favorites.saving import device_list, device_news, notices, undo
from symptoms.favorites.saving.items import Item, ItemForm
from symptoms.favorites.saving.post_only import post_only
from symptoms.models import Favorite
from symptoms.models.account_limits import LimitReached
from symptoms.web.anonymous_sessions import may_write
from symptoms.web.form_origin import needs_no_token
from symptoms.web.pagination import Page, page_number
from symptoms.web.read_only import read_only
from symptoms.web.safe_redirect import own_path


@read_only
def favorites(request):
    """The account's list, or else the one on this device, or else what a list is."""
    if request.user.is_authenticated:
        return _list_of_account(request)
    if device_list.has_list(request):
        return _list_on_device(request)
    return render(request, "favorites/saving/no_list.html")


def _list_on_device(request):
    listed = device_news.listed(device_list.read(request))
    context = {
        "entries": listed,
        "changed": sum(entry.has_changed for entry in listed),
        "days": device_list.DAYS,
        "now": timezone.now(),
    }
    return render(request, "favorites/saving/device.html", context)


def _list_of_account(request):
    wanted = BrowseForm(request.GET).wanted()
    found = listing_of(request.user, wanted)
    page = Page.of(found.lines, page_number(request), conf.get("FAVORITES_PER_PAGE"))
    shown = found.entries_of(page.items)
    context = {
        "page": page,
        "entries": shown,
        "groups": found.by_symptom(shown) if wanted["order"] == "symptom" else None,
        "listing": found,
        "wanted": wanted,
        "form": BrowseForm(initial=wanted),
        "way_back": _after_a_removal(request, page),
        "statuses": [("", _("Nothing yet")), *Favorite.Status.choices],
        "now": timezone.now(),
    }
    return render(request, "favorites/notebook/list.html", context)


def _after_a_removal(request, page):
    """This page again, or the one before it when the removal leaves this one empty."""
    if page.number > 1 and len(page.items) == 1:
        return f"{request.path}?page={page.number - 1}"
    return request.get_full_path()


# The buttons have no CSRF token, which would set a cookie for whoever only reads.
@needs_no_token
@post_only
def add(request):
    """Save the item: in the account, or without one on this device."""
    item = _live_item_or_404(request.POST)
    if request.user.is_authenticated:
        return _save_in_account(request, item)
    items = device_list.added(request, item.kind, item.pk)
    response = _done(request, "added", item, len(items))
    device_list.write(response, items, device_list.is_shared(request))
    return response


def _save_in_account(request, item):
    try:
        Favorite.objects.save_item(request.user, **item.columns)
    except LimitReached as error:
        if _stays_on_page(request):
            return JsonResponse({"error": str(error)}, status=422)
        messages.warning(request, str(error))
        return redirect("favorites:list")
    undo.restore(request, item)
    return _done(request, "added", item)


@needs_no_token
@post_only
def remove(request):
    """Remove the item, live or not. What is live can be put back."""
    form = _valid_or_404(request.POST)
    if request.user.is_authenticated:
        for favorite in Favorite.objects.of(request.user).filter(**form.columns()):
            undo.remember(request, favorite)
            Favorite.objects.remove_item(request.user, **form.columns())
        return _done(request, "removed", form.known_item())
    if not device_list.has_list(request):
        return redirect_to_login(reverse("favorites:list"))
    items = device_list.removed(request, form.cleaned_data["kind"], form.cleaned_data["id"])
    response = _done(request, "removed", form.known_item(), len(items))
    device_list.write(response, items, device_list.is_shared(request))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request):
    """Deletes the list on the device, after a page that shows it and asks."""
    way_back = _way_back(request, reverse("symptoms:home"))
    if request.method != "POST":
        context = {"entries": entries(device_list.read(request)), "way_back": way_back}
        return render(request, "favorites/saving/forget.html", context)
    response = redirect(way_back)
    device_list.forget(response)
    return response


@needs_no_token
@require_http_methods(["GET", "HEAD", "POST"])
def about_device(request):
    """What a list on this device is. A POST says whether others use the device: then the list ends with
    the browser's window."""
    if request.method != "POST":
        context = {
            "days": device_list.DAYS,
            "most": device_list.MOST,
            "has_list": device_list.has_list(request),
            "is_shared": device_list.is_shared(request),
        }
        return render(request, "favorites/saving/about_device.html", context)
    response = redirect("favorites:list")
    if device_list.has_list(request):
        device_list.write(response, device_list.read(request), "shared" in request.POST)
    return response


def _valid_or_404(data):
    form = ItemForm(data)
    if not form.is_valid():
        raise Http404(_("There is no such article or tip to save."))
    return form


def _live_item_or_404(data):
    item = _valid_or_404(data).live_item()
    if item is None:
        raise Http404(_("There is no such article or tip to save."))
    return item


def _way_back(request, fallback):
    """The page that `next` names, if it is on this site; else `fallback`."""
    return own_path((request.POST or request.GET).get("next", ""), fallback)


def _stays_on_page(request):
    """Whether favorites.js asks: it wants JSON, and shows what was done itself."""
    return request.headers.get("Accept") == "application/json"


def _done(request, verb, item: Item | None, count_on_device=None):
    """Back to the page that had the button, at the message, which says what was done."""
    is_on_device = not request.user.is_authenticated
    notice = item and notices.of(
        verb, item, is_on_device=is_on_device, is_at_button="at_button" in request.POST
    )
    if _stays_on_page(request):
        return _as_json(request, verb, notice, count_on_device)
    if notice and may_write(request):
        notices.put(request, notice)
    fallback = item.url if item and verb == "added" else reverse("favorites:list")
    page = _way_back(request, fallback).partition("#")[0]
    return redirect(f"{page}#message")


def _as_json(request, verb, notice, count):
    if count is None:
        count = Favorite.objects.of(request.user).count()
    context = {"notice": notice, "next": _way_back(request, "")}
    html = render_to_string("_favorite_notice.html", context, request) if notice else ""
    return JsonResponse({"verb": verb, "count": count, "message": html})
