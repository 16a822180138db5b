"""For search engines: every page that has something live on it, with honest dates."""

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef
from django.urls import reverse

from symptoms.models import Contributor, Edition, EditionTip, Series, Symptom, Tag, Topic


class Articles(Sitemap):
    def items(self):
        return Edition.objects.live().newest_first().only("slug", "live_from", "article")

    def lastmod(self, edition):
        return edition.live_from


class Tips(Sitemap):
    def items(self):
        return EditionTip.objects.live().select_related("edition").order_by("edition", "number")

    def lastmod(self, tip):
        return tip.edition.live_from


class Terms(Sitemap):
    """Terms of one model that a live article has; `link` is the edition's field for them."""

    def __init__(self, model, link):
        self.model, self.link = model, link

    def items(self):
        live = Edition.objects.live().filter(**{self.link: OuterRef("pk")})
        return self.model.objects.filter(Exists(live)).order_by("slug")


class Fixed(Sitemap):
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
