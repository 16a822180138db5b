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
# RFC 9116 wants less than a year. Renewed with each new month, so that a copy is the same for weeks.
DAYS_TO_EXPIRE = 180


@read_only
def robots(request):
    context = {"site_url": conf.get("SITE_URL")}
    return render(request, "site/machines/robots.txt", context, content_type=TEXT)


@read_only
def security(request):
    """Whom to tell about a hole (RFC 9116). Without an address there is nobody to name."""
    contact = conf.get("CONTACT_EMAIL")
    if not contact:
        raise Http404("This site names nobody to write to.")
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
    """For programs that ask here whatever the page says; browsers follow the page's own links."""
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
