"""The front door: home, and the note for robots."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from symptoms import conf
from symptoms.favorites.saved import saved_by
from symptoms.models import Edition, Series, Symptom, Topic
from symptoms.paging import Page, page_number
from symptoms.shelf.sitemaps import Terms


@require_safe
def home(request):
    newest = Edition.objects.live().articles().for_cards().newest_first()
    page = Page.of(newest, page_number(request))
    context = {
        "page": page,
        "symptoms": Symptom.objects.all(),
        "topics": Terms(Topic, "topic").items(),
        "series": Terms(Series, "series").items(),
        "saved": saved_by(request),
    }
    return render(request, "symptoms/home.html", context)


@require_safe
def robots(request):
    text = render_to_string("symptoms/robots.txt", {"site_url": conf.get("SITE_URL")})
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
