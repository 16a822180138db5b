"""For search engines: every page that has something live on it, with honest dates.

A date is that of the newest text that readers find on the page. What has no date that we know, such
as the list of symptoms, is given none.
"""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, sitemap
from django.db.models import Exists, OuterRef, Subquery
from django.shortcuts import render
from django.urls import reverse

from symptoms import conf
from symptoms.models import Contributor, Edition, EditionTip, Series, Symptom, Tag, Topic
from symptoms.web.read_only import read_only


class SiteMap(Sitemap):
    """Addresses are those of the site's settings, whatever host was asked."""

    def get_domain(self, site=None):
        return urlsplit(conf.get("SITE_URL")).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(conf.get("SITE_URL")).scheme


class Articles(SiteMap):
    """Articles, and the pages about the site."""

    def items(self):
        return Edition.objects.live().newest_first().only("slug", "kind", "live_from", "article")

    def lastmod(self, edition):
        return edition.live_from


class Tips(SiteMap):
    def items(self):
        return EditionTip.objects.live().select_related("edition").order_by("edition", "number")

    def lastmod(self, tip):
        return tip.edition.live_from


class Terms(SiteMap):
    """Terms of one model that a live article has; `link` is the edition's field for them."""

    def __init__(self, model, link):
        self.model, self.link = model, link

    def shown(self):
        return self.model.objects.filter(Exists(self._live())).order_by("slug")

    def items(self):
        """With `newest`, when the newest text among its articles began to be public."""
        newest = self._live().order_by("-live_from").values("live_from")[:1]
        return self.shown().annotate(newest=Subquery(newest))

    def lastmod(self, term):
        return term.newest

    def _live(self):
        return Edition.objects.live().filter(**{self.link: OuterRef("pk")})


class Fixed(SiteMap):
    def items(self):
        return ["symptoms:home", "symptoms:symptoms"]

    def location(self, name):
        return reverse(name)


SITEMAPS: dict[str, Any] = {
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
    """The sitemaps, each in parts of at most 50,000 addresses. One without any is no sitemap."""
    parts = [
        SitemapIndexItem(conf.absolute(address))
        for name, section in SITEMAPS.items()
        for address in _parts(name, section.paginator)
    ]
    context = {"sitemaps": parts}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


def _parts(name, paginator):
    if not paginator.count:
        return
    for number in paginator.page_range:
        query = {"p": number} if number > 1 else None
        yield reverse("symptoms:sitemap-part", args=[name], query=query)


@read_only
def part(request, section):
    """One sitemap; `p` in the address says which part of it."""
    return sitemap(request, SITEMAPS, section=section)
