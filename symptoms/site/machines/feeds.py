"""Atom feeds: the full text of the newest articles, to follow without an account or a tracker."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from django.contrib.syndication.views import Feed
from django.db.models import F
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from symptoms import conf
from symptoms.conf import absolute
from symptoms.models import Edition, Series, Symptom, Topic
from symptoms.site.machines.structured_data import Crumb
from symptoms.site.terms.redirects import follows_terms
from symptoms.text import disclosure
from symptoms.text.content import SponsorRef
from symptoms.web.read_only import read_only

MAX_ENTRIES = 20
# A feed reader that says nothing gets the first.
ATOM, HTML = "application/atom+xml", "text/html"
ENTRY = "site/machines/feed_entry.html"
# An empty feed must have a date too (RFC 4287, 4.1.1).
NEVER = datetime(2026, 1, 1, tzinfo=UTC)

_PATH = re.compile(r' (href|src)="/(?!/)')
_SPOT = re.compile(r' href="#')
# What no XML document may hold (XML 1.0, 2.2), although a text may.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class AtomFeed(Atom1Feed):
    """Titles and summaries are plain texts, and the whole article is HTML (RFC 4287, 3.1.1)."""

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=NEVER)

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("summary", item["summary"], {"type": "text"})
        handler.addQuickElement("content", item["html"], {"type": "html"})


class Articles(Feed):
    """Addresses are those of the site's settings, whatever host was asked."""

    feed_type = AtomFeed

    def __call__(self, request, *args, **kwargs):
        """Without Last-Modified: a withdrawal changes the feed without a new date, so only the ETag
        tells versions apart. A browser, which asks for HTML, gets a page about the feed instead."""
        if wants_page(request):
            response = self._page(request, self.get_object(request, *args, **kwargs))
        else:
            response = super().__call__(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept"])
        response.headers.pop("Last-Modified", None)
        return response

    def _page(self, request, term):
        """What a person needs who opens the feed: its address, what to do with it, and what is in it."""
        feed = self.get_feed(term, request)
        context = {"feed": feed.feed, "items": feed.items, "crumbs": [Crumb(feed.feed["title"])]}
        return render(request, "site/machines/feed.html", context)

    def item_link(self, edition):
        return absolute(edition.get_absolute_url())

    def item_guid(self, edition):
        """Never changes, in any feed, even when the address of the article or of the site does
        (RFC 4287, 4.2.6)."""
        return edition.uuid.urn

    def item_title(self, edition):
        return _NOT_XML.sub("", edition.title)

    def item_description(self, edition):
        """None: the generator would declare plain text as HTML. `item_extra_kwargs` has the summary."""

    def item_extra_kwargs(self, edition):
        return {"summary": _summary(edition), "html": _whole(edition)}

    def item_author_name(self, edition):
        return disclosure.named(edition.author)

    def item_pubdate(self, edition):
        return edition.first_live_from

    def item_updateddate(self, edition):
        return edition.changed_at

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
        return _("New articles, one symptom at a time.")

    def items(self):
        return _newest(Edition.objects.newest_first())


class NewestOfTerm(Articles):
    """The articles of one term of `model`; `link` is the edition's field for it."""

    def __init__(self, model, link):
        self.model, self.edition_field = model, link

    def get_object(self, request, slug):
        return get_object_or_404(self.model.objects.public(), slug=slug)

    def link(self, term):
        return absolute(term.get_absolute_url())

    def feed_url(self, term):
        return absolute(feed_of(term))

    def title(self, term):
        return f"{term.name} – {conf.get('SITE_NAME')}"

    def subtitle(self, term):
        return _("New articles: %(name)s.") % {"name": term.name}

    def items(self, term):
        return _newest(Edition.objects.newest_of(self.edition_field, term))


def wants_page(request) -> bool:
    """Whether the client prefers the page about the feed to the feed itself."""
    return request.get_preferred_type([ATOM, HTML]) == HTML


def feed_of(term) -> str:
    """The address of the feed of a symptom, a topic or a series."""
    return reverse(f"symptoms:{term._meta.model_name}-feed", args=[term.slug])


def _summary(edition):
    """Plain text that starts with who paid."""
    paid = disclosure.in_full(edition.sponsor, edition.content.sponsor_role)
    said = [paid, f"{edition.get_kind_display()}.", edition.standfirst]
    return _NOT_XML.sub("", " ".join(str(words) for words in said if words))


def _whole(edition):
    """The article as HTML with absolute links."""
    context = {
        "edition": edition,
        "content": _with_todays_sponsor(edition),
        "emergency_number": conf.get("EMERGENCY_NUMBER"),
        "prompt": conf.get("HEALTHCARE_TEAM_PROMPT"),
    }
    html = _PATH.sub(rf' \1="{conf.get("SITE_URL")}/', render_to_string(ENTRY, context))
    address = absolute(edition.get_absolute_url())
    return _NOT_XML.sub("", _SPOT.sub(f' href="{address}#', html)).strip()


def _with_todays_sponsor(edition):
    sponsor = edition.sponsor and SponsorRef.of(edition.sponsor)
    return replace(edition.content, sponsor=sponsor)


def _newest(editions):
    """The first of `editions`, which are in order."""
    shown = editions.live().articles().for_cards().select_related("revision")
    return shown.annotate(uuid=F("article__uuid"))[:MAX_ENTRIES]


def _view(feed):
    """A view that answers 304 while the feed has not changed."""
    return read_only(conditional_page(feed))


def _view_of_term(model, link):
    feed = conditional_page(NewestOfTerm(model, link))
    return read_only(follows_terms(model, feed_of)(feed))


newest = _view(NewestArticles())
newest_of_symptom = _view_of_term(Symptom, "symptoms")
newest_of_topic = _view_of_term(Topic, "topic")
newest_of_series = _view_of_term(Series, "series")
