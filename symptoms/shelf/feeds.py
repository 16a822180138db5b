"""Atom feeds: the newest articles, to follow without an account or a tracker."""

from urllib.parse import urlsplit

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import conditional_page, require_safe

from symptoms import conf, disclosure
from symptoms.conf import absolute
from symptoms.models import Edition, Series, Symptom, Topic

MOST_ENTRIES = 20


class Articles(Feed):
    """Addresses are those of the site's settings, whatever host was asked."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        """The date of the newest entry is no date of the feed: a withdrawal changes it as well, and
        is noticed by the ETag alone."""
        response = super().__call__(request, *args, **kwargs)
        response.headers.pop("Last-Modified", None)
        return response

    def item_link(self, edition):
        return absolute(edition.get_absolute_url())

    def item_guid(self, edition):
        """The same for ever, in every feed, also when the article's address changes (RFC 4151)."""
        host = urlsplit(conf.get("SITE_URL")).hostname
        return f"tag:{host},2026:article-{edition.article_id}"

    def item_title(self, edition):
        return edition.title

    def item_description(self, edition):
        """Who paid comes first, wherever the article goes."""
        paid = disclosure.in_full(edition.sponsor, edition.content.sponsor_role)
        said = [paid, f"{edition.get_kind_display()}.", edition.standfirst]
        return " ".join(str(words) for words in said if words)

    def item_author_name(self, edition):
        return disclosure.named(edition.author)

    def item_pubdate(self, edition):
        return edition.first_live_from

    def item_updateddate(self, edition):
        return edition.live_from

    def item_categories(self, edition):
        return [edition.topic.name]


class NewestArticles(Articles):
    def link(self):
        return absolute(reverse("symptoms:home"))

    def feed_url(self):
        return absolute(reverse("symptoms:feed"))

    def title(self):
        return conf.get("SITE_NAME")

    def subtitle(self):
        return "New articles, one symptom at a time."

    def items(self):
        return _newest(Edition.objects.all())


class NewestOfTerm(Articles):
    """Those of one term of `model`; `link` is the edition's field for it."""

    def __init__(self, model, link):
        self.model, self.edition_field = model, link

    def get_object(self, request, slug):
        return get_object_or_404(self.model, slug=slug)

    def link(self, term):
        return absolute(term.get_absolute_url())

    def feed_url(self, term):
        return absolute(feed_of(term))

    def title(self, term):
        return f"{term.name} – {conf.get('SITE_NAME')}"

    def subtitle(self, term):
        return f"New articles: {term.name}."

    def items(self, term):
        return _newest(Edition.objects.filter(**{self.edition_field: term}))


def feed_of(term) -> str:
    """The address of the feed of a symptom, a topic or a series."""
    return reverse(f"symptoms:{term._meta.model_name}-feed", args=[term.slug])


def _newest(editions):
    shown = editions.live().articles().for_cards().select_related("revision")
    return shown.newest_first()[:MOST_ENTRIES]


def _view(feed):
    """Programs ask again and again: what has not changed is not sent twice."""
    return require_safe(conditional_page(feed))


newest = _view(NewestArticles())
newest_of_symptom = _view(NewestOfTerm(Symptom, "symptoms"))
newest_of_topic = _view(NewestOfTerm(Topic, "topic"))
newest_of_series = _view(NewestOfTerm(Series, "series"))
