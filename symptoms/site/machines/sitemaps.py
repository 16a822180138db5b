"""For search engines: every page that has something live on it, with honest dates.

A date is that of the newest text that readers find on the page. What has no date that we know, such
as the list of symptoms, is given none.

A part is about so many ids, whatever became of them: so a new article changes one part, no part grows
with the archive, and none has to count what comes before it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple, Protocol
from xml.sax.saxutils import escape

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from symptoms import conf
from symptoms.conf import absolute
from symptoms.models import Contributor, Edition, EditionTip, Series, Symptom, Tag, Topic
from symptoms.models.article import address_of
from symptoms.web.addresses import address
from symptoms.web.integers import bounded_integer
from symptoms.web.read_only import read_only

# The ids of a part: of articles, or of terms. A sitemap may have 50,000 addresses.
IDS = 200
_LAST_PART = 10_000_000
_START = '<?xml version="1.0" encoding="UTF-8"?>'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class Url(NamedTuple):
    path: str
    date: datetime | None = None


class Section(Protocol):
    """One kind of page."""

    def last_id(self) -> int | None:
        """The highest id with a page; None when there is no page."""

    def urls(self, ids: range) -> Iterator[Url]:
        """The pages of those ids."""


class Fixed:
    def last_id(self):
        return 1

    def urls(self, ids):
        return (Url(reverse(name)) for name in ("symptoms:home", "symptoms:symptoms"))


class Articles:
    """Articles, and the pages about the site."""

    def last_id(self):
        return _last(Edition.objects.live(), "article_id")

    def urls(self, ids):
        rows = _in(Edition.objects.live(), "article_id", ids).values_list(
            "kind", "slug", "live_from"
        )
        return (Url(address_of(kind, slug), date) for kind, slug, date in rows)


class Tips:
    """The tips of those articles."""

    def last_id(self):
        return _last(Edition.objects.live().filter(tips__isnull=False), "article_id")

    def urls(self, ids):
        tips = _in(EditionTip.objects.live(), "edition__article", ids)
        rows = tips.values_list("tip", "slug", "edition__live_from")
        return (Url(address("symptoms:tip", pk, slug), date) for pk, slug, date in rows)


class Terms:
    """Terms of one model that a live article has; `link` is the edition's field for them."""

    def __init__(self, model, link):
        self.model, self.link = model, link

    def shown(self) -> QuerySet:
        live = Edition.objects.live().filter(**{self.link: OuterRef("pk")})
        return self.model.objects.filter(Exists(live)).order_by("slug")

    def last_id(self):
        return _last(self.shown(), "pk")

    def urls(self, ids):
        rows = _in(self.shown(), "pk", ids).annotate(newest=Subquery(self._newest_on_the_page()))
        return (Url(term.get_absolute_url(), term.newest) for term in rows)

    def _newest_on_the_page(self):
        """When the newest text began to be public among those on the outer term's first page."""
        listed, term = Edition.objects.live().articles(), OuterRef(OuterRef("pk"))
        listed = (
            listed.about(term) if self.link == "symptoms" else listed.newest_of(self.link, term)
        )
        page = Edition.objects.filter(pk__in=listed.values("pk")[: conf.get("CARDS_PER_PAGE")])
        return page.order_by("-live_from").values("live_from")[:1]


SITEMAPS: dict[str, Section] = {
    "pages": Fixed(),
    "articles": Articles(),
    "tips": Tips(),
    "symptoms": Terms(Symptom, "symptoms"),
    "topics": Terms(Topic, "topic"),
    "series": Terms(Series, "series"),
    "tags": Terms(Tag, "tags"),
    "contributors": Terms(Contributor, "author"),
}


@read_only
def index(request):
    """The sitemaps, each in its parts. One without any address is no sitemap."""
    return _xml("sitemapindex", (f"<sitemap><loc>{_loc(at)}</loc></sitemap>" for at in parts()))


def parts() -> Iterator[str]:
    """The address of each part of each sitemap that has an address in it."""
    for name, section in SITEMAPS.items():
        yield from _parts_of(name, section)


def _parts_of(name, section):
    first = reverse("symptoms:sitemap-part", args=[name])
    for number in range(1, _part_of(section.last_id()) + 1):
        yield f"{first}?p={number}" if number > 1 else first


@read_only
def part(request, section):
    """One sitemap; `p` in the address says which part of it."""
    wanted = SITEMAPS.get(section)
    number = bounded_integer(request.GET.get("p", "1"), _LAST_PART)
    if not (wanted and number) or number > max(1, _part_of(wanted.last_id())):
        raise Http404("There is no such sitemap.")
    urls = wanted.urls(range((number - 1) * IDS + 1, number * IDS + 1))
    return _xml("urlset", map(_line, urls))


def _line(url):
    date = timezone.localdate(url.date).isoformat() if url.date else ""
    lastmod = date and f"<lastmod>{date}</lastmod>"
    return f"<url><loc>{_loc(url.path)}</loc>{lastmod}</url>"


def _loc(path):
    """Addresses are those of the site's settings, whatever host was asked."""
    return escape(absolute(path))


def _xml(element, lines):
    document = [_START, f"<{element} {_NAMESPACE}>", *lines, f"</{element}>"]
    return HttpResponse("\n".join(document), content_type="application/xml")


def _part_of(pk):
    """The part that an id is in; 0 for None."""
    return (pk - 1) // IDS + 1 if pk else 0


def _last(rows, key):
    return rows.order_by(f"-{key}").values_list(key, flat=True).first()


def _in(rows, key, ids):
    return rows.filter(**{f"{key}__gte": ids.start, f"{key}__lt": ids.stop}).order_by(key)
