"""The reading settings page, which works without an account, JavaScript, or a pop-up."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from symptoms.site.machines import structured_data
from symptoms.site.machines.structured_data import Crumb
from symptoms.web import display_preferences
from symptoms.web.display_preferences import CHOICES, COOKIE, SECONDS
from symptoms.web.form_origin import is_from_here
from symptoms.web.safe_redirect import own_path
from symptoms.web.secret_links import is_secret_link


# A CSRF token would set a cookie for everyone who opens this page, and the page promises none before
# saving. Browsers say themselves where a form was sent from; see `form_origin`.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request):
    if request.method == "POST":
        return _save(request) if is_from_here(request) else _refuse(request)
    chosen = display_preferences.read(request.COOKIES)
    crumbs = [Crumb(_("Reading settings"))]
    context = {
        "crumbs": crumbs,
        "graph": structured_data.of_page(request.path, crumbs),
        "choices": [(choice, chosen.get(choice.name, choice.usual)) for choice in CHOICES],
        "came_from": _own_page(request.GET.get("from", "")),
        "is_saved": "saved" in request.GET,
        "is_kept": COOKIE in request.COOKIES,
    }
    return render(request, "site/display_settings.html", context)


def _save(request):
    """The default settings need no cookie, so choosing them deletes it."""
    chosen = {} if "usual" in request.POST else display_preferences.chosen(request.POST)
    back = {"saved": "yes", "from": _own_page(request.POST.get("from", ""))}
    response = redirect(f"{reverse('symptoms:reading-settings')}?{urlencode(back)}#message")
    if chosen:
        response.set_cookie(
            COOKIE,
            display_preferences.as_cookie(chosen),
            max_age=SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _refuse(request):
    return render(request, "403_csrf.html", status=403)


def _own_page(path):
    """`path` if it is an address of this site and no secret, else the front page."""
    home = reverse("symptoms:home")
    return home if is_secret_link(path) else own_path(path, home)
