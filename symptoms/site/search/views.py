"""The search page: pages with the reader's words, and what else the reader may have meant."""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils.translation import gettext as _

from symptoms import search
from symptoms.favorites.saving.state import saved_by
from symptoms.models import Edition, Symptom, Topic
from symptoms.models.term_history import at_the_moment
from symptoms.search import Hit
from symptoms.search.extract import Marks, Piece, extract_of, extract_of_tip, marked
from symptoms.site.machines import structured_data
from symptoms.site.machines.sitemaps import Terms
from symptoms.site.machines.structured_data import Crumb
from symptoms.site.search.filters import Filters
from symptoms.site.search.finding import find
from symptoms.text.content import TipContent
from symptoms.text.small_words import NEGATIONS
from symptoms.web.form_limits import is_beyond_limit, too_often
from symptoms.web.pagination import Page, page_number
from symptoms.web.read_only import read_only


@read_only
def search_page(request):
    query = request.GET.get("q", "").replace("\0", "").strip()[: search.MAX_QUERY_LENGTH]
    if is_beyond_limit(request, "search"):
        # Somebody in danger reads the number even now; that costs one query.
        return too_often(request, is_crisis=search.is_crisis(query))
    symptoms = list(at_the_moment(Symptom.objects.public()))
    found = find(query, symptoms, exactly="exactly" in request.GET)
    filters = Filters.of(request.GET, symptoms)
    hits = filters.narrow(found.hits)
    page = Page.of(hits, page_number(request))
    crumbs = [Crumb(_("Search"))]
    context = {
        "crumbs": crumbs,
        "graph": structured_data.of_page(request.path, crumbs, "SearchResultsPage"),
        "query": query,
        "is_crisis": search.is_crisis(query),
        "instead": [*found.reading.instead.values()],
        "found": found,
        "filters": filters,
        "count": len(hits),
        "unfiltered": len(Filters().narrow(found.hits)),
        "page": page,
        "results": _results(page.items, found),
        "symptoms": symptoms,
        "topics": Terms(Topic, "topic").shown(),
        "saved": saved_by(request),
    }
    return render(request, "site/search/search.html", context)


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found, its title and two lines of its text in pieces: an article, or a tip of it.

    `lacks` are words of the query that the article does not have, where nothing has all of them.
    """

    edition: Edition
    tip: TipContent | None
    title: list[Piece]
    extract: list[Piece]
    lacks: list[str]

    @classmethod
    def of(cls, hit: Hit, edition: Edition, marks: Marks, lacks: list[str]):
        if not hit.tip_id:
            title, extract = edition.title, extract_of(edition.content, marks)
            return cls(edition, None, marked(title, marks), extract, lacks)
        tip = next(tip for tip in edition.content.tips if tip.id == hit.tip_id)
        return cls(edition, tip, marked(tip.title, marks), extract_of_tip(tip, marks), lacks)


def _to_mark(reading):
    """A "cannot" alone says nothing of what was found: other things cannot be done either."""
    return [word for word in reading.spellings if word not in NEGATIONS] or reading.spellings


def _results(hits, found):
    if not hits:
        return []
    marks = Marks(_to_mark(found.reading), len(found.reading.terms))
    lacking = search.lacking(found.reading, hits) if found.has_only_some else {}
    editions = Edition.objects.filter(pk__in={hit.edition_id for hit in hits}).for_cards()
    by_id = {edition.pk: edition for edition in editions.select_related("revision")}
    return [
        Result.of(hit, by_id[hit.edition_id], marks, lacking.get(hit.edition_id, []))
        for hit in hits
    ]
