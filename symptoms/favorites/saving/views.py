"""Save, remove, and see the list. Adding and removing set a state, so repeating them is harmless."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from symptoms import conf
from symptoms.favorites.notebook.browsing import BrowseForm, listing_of
from symptoms.favorites.notebook.entries import entries
from symptoms.favorites.saving import device_list, notices, pending, undo
from symptoms.favorites.saving.items import ItemForm
from symptoms.favorites.saving.post_only import post_only
from symptoms.models import Favorite
from symptoms.models.account_limits import LimitReached
from symptoms.web.anonymous_sessions import may_write
from symptoms.web.form_limits import too_often
from symptoms.web.pagination import Page, page_number
from symptoms.web.read_only import read_only
from symptoms.web.safe_redirect import own_path


@read_only
def favorites(request):
    """The account's list, or else the one on this device."""
    if not request.user.is_authenticated and device_list.has_list(request):
        return _list_on_device(request)
    return _list_of_account(request)


def _list_on_device(request):
    context = {"entries": entries(device_list.read(request)), "days": device_list.DAYS}
    return render(request, "favorites/saving/device.html", context)


@login_required
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
    }
    return render(request, "favorites/notebook/list.html", context)


def _after_a_removal(request, page):
    """This page again, or the one before it when the removal leaves this one empty."""
    if page.number > 1 and len(page.items) == 1:
        return f"{request.path}?page={page.number - 1}"
    return request.get_full_path()


@post_only
def add(request):
    """Save the item. If the session has expired, the reader signs in first, and then it is saved."""
    item = _live_item_or_404(request.POST)
    if request.user.is_authenticated:
        return _save_in_account(request, item)
    if device_list.has_list(request):
        return _save_on_device(request, item)
    if not may_write(request):
        return too_often(request)
    pending.remember(request, item)
    return redirect_to_login(_way_back(request, item.url))


def _save_in_account(request, item):
    try:
        Favorite.objects.save_item(request.user, **item.columns)
    except LimitReached as error:
        if _stays_on_page(request):
            return JsonResponse({"error": str(error)}, status=422)
        messages.warning(request, str(error))
        return redirect("favorites:list")
    undo.restore(request, item)
    return _back_to_message(request, "added", item, item.url)


def _save_on_device(request, item):
    response = _back_to_message(request, "added", item, item.url)
    device_list.add(request, response, item.kind, item.pk, is_shared="shared" in request.POST)
    return response


@post_only
def remove(request):
    """Remove the item, live or not. What is live can be put back."""
    form = _valid_or_404(request.POST)
    if request.user.is_authenticated:
        for favorite in Favorite.objects.of(request.user).filter(**form.columns()):
            undo.remember(request, favorite)
            Favorite.objects.remove_item(request.user, **form.columns())
        return _removed(request, form)
    if not device_list.has_list(request):
        return redirect_to_login(reverse("favorites:list"))
    response = _removed(request, form)
    device_list.remove(request, response, form.cleaned_data["kind"], form.cleaned_data["id"])
    return response


def _removed(request, form):
    if _stays_on_page(request):
        return JsonResponse({"verb": "removed"})
    return _back_to_message(request, "removed", form.known_item(), reverse("favorites:list"))


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


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_first(request):
    """Asks where to save it: on this device, or in an account, and then leads to signing in or up.

    Only the POST saves or remembers anything: following a link changes nothing.
    """
    item = _live_item_or_404(request.POST or request.GET)
    way_back = _way_back(request, item.url)
    if request.user.is_authenticated:
        return redirect(way_back)
    if request.method != "POST":
        context = {
            "item": item,
            "way_back": way_back,
            "days": device_list.DAYS,
            "most": device_list.MOST,
        }
        return render(request, "favorites/saving/sign_in_first.html", context)
    if "device" in request.POST:
        return _save_on_device(request, item)
    if not may_write(request):
        return too_often(request)
    pending.remember(request, item)
    next_page = "account_signup" if "create" in request.POST else "account_login"
    return redirect_to_login(way_back, reverse(next_page))


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
    """The page that `next` names, with its anchor, if it is on this site; else `fallback`."""
    return own_path((request.POST or request.GET).get("next", ""), fallback)


def _stays_on_page(request):
    """Whether favorites.js asks: it wants JSON, and tells the reader itself what was done."""
    return request.headers.get("Accept") == "application/json"


def _back_to_message(request, verb, item, fallback):
    """To the top of the page that had the button; the message there links back to its place."""
    if _stays_on_page(request):
        return JsonResponse({"verb": verb})
    way_back = _way_back(request, fallback)
    page, _hash, anchor = way_back.partition("#")
    if item and may_write(request):
        notices.put(request, verb, item, place=way_back if anchor else "")
        if not request.user.is_authenticated:
            request.session.set_expiry(pending.SECONDS)
    return redirect(f"{page}#message")
