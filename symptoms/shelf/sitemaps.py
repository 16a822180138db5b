"""For search engines: every page that has something live on it, with honest dates."""

from urllib.parse import urlsplit

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef
from django.urls import reverse

from symptoms import conf
from symptoms.models import Contributor, Edition, EditionTip, Series, Symptom, Tag, Topic


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

    def items(self):
        live = Edition.objects.live().filter(**{self.link: OuterRef("pk")})
        return self.model.objects.filter(Exists(live)).order_by("slug")


class Fixed(SiteMap):
    def items(self):
        return ["symptoms:home", "symptoms:symptoms"]

    def location(self, name):
        return reverse(name)


SITEMAPS = {
    "pages": Fixed,
    "articles": Articles,
    "tips": Tips,
    "symptoms": Terms(Symptom, "symptoms"),
    "topics": Terms(Topic, "topic"),
    "series": Terms(Series, "series"),
    "tags": Terms(Tag, "tags"),
    "contributors": Terms(Contributor, "author"),
}
