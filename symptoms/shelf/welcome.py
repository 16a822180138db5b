"""The front door: home, search, and the note for robots."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from symptoms import conf, search
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
def search_page(request):
    query = request.GET.get("q", "").replace("\0", "").strip()[: search.LONGEST_QUERY]
    found = search.search(query)
    number, size = page_number(request), conf.get("CARDS_PER_PAGE")
    shown = found[(number - 1) * size : number * size]
    if not shown and number > 1:
        raise Http404("There is no such page.")
    cards = {card.pk: card for card in Edition.objects.filter(pk__in=shown).for_cards()}
    context = {
        "query": query,
        "count": len(found),
        "page": Page([cards[pk] for pk in shown], number, has_next=len(found) > number * size),
        "symptoms": Symptom.objects.all(),
        "saved": saved_by(request),
    }
    return render(request, "symptoms/search.html", context)


@require_safe
def robots(request):
    text = render_to_string("symptoms/robots.txt", {"site_url": conf.get("SITE_URL")})
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
