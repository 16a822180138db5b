"""Small files that programs ask for by a fixed address."""

from datetime import UTC, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from symptoms import conf
from symptoms.web.display_preferences import PAPER
from symptoms.web.read_only import read_only

TEXT = "text/plain; charset=utf-8"
# RFC 9116 recommends less than a year. It changes once a month, so caches stay valid for weeks.
DAYS_TO_EXPIRE = 180


@read_only
def robots(request):
    context = {"site_url": conf.get("SITE_URL")}
    return render(request, "site/machines/robots.txt", context, content_type=TEXT)


@read_only
def security(request):
    """Where to report a vulnerability (RFC 9116); 404 while the site has no contact address."""
    contact = conf.get("CONTACT_EMAIL")
    if not contact:
        raise Http404("This site has no contact address.")
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {_expires():%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {settings.LANGUAGE_CODE.partition('-')[0]}",
        f"Canonical: {conf.absolute(reverse('symptoms:security'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


def _expires():
    month = timezone.now().astimezone(UTC).replace(day=1, hour=0, minute=0, second=0)
    return month + timedelta(days=DAYS_TO_EXPIRE)


@read_only
def favicon(request):
    """For programs that always request /favicon.ico; browsers follow the links in the page."""
    return redirect(static("favicon.ico"))


@read_only
def manifest(request):
    """What a device needs to put the site on its home screen, as a page of the browser."""
    icons = [
        {"src": static("icon.svg"), "type": "image/svg+xml", "sizes": "any"},
        *(
            {"src": static(f"icon-{size}.png"), "type": "image/png", "sizes": f"{size}x{size}"}
            for size in (192, 512)
        ),
    ]
    name, start = conf.get("SITE_NAME"), reverse("symptoms:home")
    data = {
        "name": name,
        "short_name": name,
        "lang": settings.LANGUAGE_CODE,
        "id": start,
        "start_url": start,
        "scope": start,
        "display": "browser",
        "background_color": PAPER["light"],
        "theme_color": PAPER["light"],
        "icons": icons,
    }
    return JsonResponse(data, content_type="application/manifest+json")
