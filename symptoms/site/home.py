"""The home page."""

from django.shortcuts import render

from symptoms import conf
from symptoms.favorites.saving.state import saved_by
from symptoms.models import Edition, Series, Symptom, Topic
from symptoms.models.term_history import at_the_moment
from symptoms.site.machines import structured_data
from symptoms.site.machines.sitemaps import Terms
from symptoms.web.pagination import Page, page_number
from symptoms.web.read_only import read_only


@read_only
def home(request):
    newest = Edition.objects.live().articles().for_cards().newest_first()
    page = Page.of(newest, page_number(request))
    context = {
        "page": page,
        "graph": structured_data.of_home(),
        "first_article": Edition.objects.live()
        .articles()
        .filter(slug=conf.get("START_WITH"))
        .first(),
        "symptoms": at_the_moment(Symptom.objects.public()),
        "topics": at_the_moment(Terms(Topic, "topic").shown()),
        "series": at_the_moment(Terms(Series, "series").shown()),
        "saved": saved_by(request),
    }
    return render(request, "site/home.html", context)
