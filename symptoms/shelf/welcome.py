"""The front door: home and search."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from symptoms import conf, search
from symptoms.favorites.saved import saved_by
from symptoms.models import Edition, Series, Symptom, Topic
from symptoms.paging import Page, page_number
from symptoms.plain_words import symptoms_meant
from symptoms.shelf import structured_data
from symptoms.shelf.sitemaps import Terms
from symptoms.shelf.structured_data import Crumb


@require_safe
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


@require_safe
def search_page(request):
    query = request.GET.get("q", "").replace("\0", "").strip()[: search.LONGEST_QUERY]
    symptoms = list(Symptom.objects.all())
    meant = symptoms_meant(query, symptoms)
    found = _widened(search.search(query), meant)
    number, size = page_number(request), conf.get("CARDS_PER_PAGE")
    shown = found[(number - 1) * size : number * size]
    if not shown and number > 1:
        raise Http404("There is no such page.")
    cards = {card.pk: card for card in Edition.objects.filter(pk__in=shown).for_cards()}
    crumbs = [Crumb("Search")]
    context = {
        "crumbs": crumbs,
        "graph": structured_data.of_page(request.path, crumbs, "SearchResultsPage"),
        "query": query,
        "count": len(found),
        "page": Page([cards[pk] for pk in shown], number, has_next=len(found) > number * size),
        "symptoms": symptoms,
        "meant": meant,
        "saved": saved_by(request),
    }
    return render(request, "symptoms/search.html", context)


def _widened(found, meant):
    """What has the words, and after that what is about the symptoms that the words mean."""
    if not meant:
        return found
    about = Edition.objects.live().articles().about_any(meant).values_list("pk", flat=True)
    return [*found, *(pk for pk in about if pk not in set(found))]
