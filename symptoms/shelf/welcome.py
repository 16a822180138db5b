"""The front door."""

from django.shortcuts import render

from symptoms.favorites.saved import saved_by
from symptoms.models import Edition, Series, Symptom, Topic
from symptoms.paging import Page, page_number
from symptoms.read_only import read_only
from symptoms.shelf import structured_data
from symptoms.shelf.sitemaps import Terms


@read_only
def home(request):
    newest = Edition.objects.live().articles().for_cards().newest_first()
    page = Page.of(newest, page_number(request))
    context = {
        "page": page,
        "graph": structured_data.of_home(),
        "symptoms": Symptom.objects.all(),
        "topics": Terms(Topic, "topic").shown(),
        "series": Terms(Series, "series").shown(),
        "saved": saved_by(request),
    }
    return render(request, "symptoms/home.html", context)
