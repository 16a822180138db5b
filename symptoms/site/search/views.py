"""The search page: pages with the reader's words, and what else the reader may have meant."""

from dataclasses import dataclass, replace

from django.shortcuts import render
from django.utils.translation import gettext as _

from symptoms import search
from symptoms.favorites.saving.state import saved_by
from symptoms.models import Edition, Symptom, Topic
from symptoms.search import Hit
from symptoms.search.extract import Piece, extract_of, extract_of_tip, marked
from symptoms.search.symptom_names import symptoms_meant, words_of_names
from symptoms.site.machines import structured_data
from symptoms.site.machines.sitemaps import Terms
from symptoms.site.machines.structured_data import Crumb
from symptoms.site.search.filters import Filters
from symptoms.text.content import TipContent
from symptoms.web.form_limits import limited
from symptoms.web.pagination import Page, page_number
from symptoms.web.read_only import read_only


@read_only
@limited("search", "GET", "HEAD")
def search_page(request):
    query = request.GET.get("q", "").replace("\0", "").strip()[: search.MAX_QUERY_LENGTH]
    symptoms = list(Symptom.objects.all())
    found = _find(query, symptoms, exactly="exactly" in request.GET)
    filters = Filters.of(request.GET, symptoms)
    hits = filters.narrow(found.hits)
    page = Page.of(hits, page_number(request))
    crumbs = [Crumb(_("Search"))]
    context = {
        "crumbs": crumbs,
        "graph": structured_data.of_page(request.path, crumbs, "SearchResultsPage"),
        "query": query,
        "found": found,
        "filters": filters,
        "count": len(hits),
        "unfiltered": len(Filters().narrow(found.hits)),
        "page": page,
        "results": _results(page.items, found.query),
        "symptoms": symptoms,
        "topics": Terms(Topic, "topic").shown(),
        "saved": saved_by(request),
    }
    return render(request, "site/search/search.html", context)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for `query`: the words that were typed, or those with their spelling corrected.

    `has_only_some` says that nothing has all of the words.
    """

    query: str
    hits: list[Hit]
    meant: list[Symptom]
    is_corrected: bool = False
    has_only_some: bool = False


def _find(query, symptoms, *, exactly) -> Found:
    """Pages with all of the words, then pages about the symptoms that the words mean. If there are
    neither, pages with some of the words."""
    hits = search.search(query)
    better = None if hits or exactly else search.corrected(query, words_of_names(symptoms))
    if better:
        instead = Found(better, search.search(better), symptoms_meant(better, symptoms), True)
        if instead.hits or instead.meant:
            return _widened(instead)
    found = _widened(Found(query, hits, symptoms_meant(query, symptoms)))
    if found.hits or found.meant:
        return found
    some = search.search(query, search.ANY)
    return replace(found, hits=some, has_only_some=bool(some))


def _widened(found: Found) -> Found:
    if not found.meant:
        return found
    known = {hit.edition_id for hit in found.hits if not hit.tip_id}
    about = _newest_about(found.meant).values_list("pk", flat=True)[: search.MAX_RANKED]
    more = [Hit(pk) for pk in about if pk not in known]
    return replace(found, hits=[*found.hits, *more])


def _newest_about(symptoms):
    editions = Edition.objects.live().articles()
    if len(symptoms) == 1:
        return editions.newest_of("symptoms", symptoms[0])
    return editions.about_any(symptoms)


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found, its title and two lines of its text in pieces: an article, or a tip of it."""

    edition: Edition
    tip: TipContent | None
    title: list[Piece]
    extract: list[Piece]

    @classmethod
    def of(cls, hit: Hit, edition: Edition, terms: list[str]):
        if not hit.tip_id:
            title, extract = edition.title, extract_of(edition.content, terms)
            return cls(edition, None, marked(title, terms), extract)
        tip = next(tip for tip in edition.content.tips if tip.id == hit.tip_id)
        return cls(edition, tip, marked(tip.title, terms), extract_of_tip(tip, terms))


def _results(hits, query):
    if not hits:
        return []
    terms = search.spellings(query)
    editions = Edition.objects.filter(pk__in={hit.edition_id for hit in hits}).for_cards()
    by_id = {edition.pk: edition for edition in editions.select_related("revision")}
    return [Result.of(hit, by_id[hit.edition_id], terms) for hit in hits]
