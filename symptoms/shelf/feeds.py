"""Atom feeds: the newest articles, to follow without an account or a tracker."""

from urllib.parse import urlsplit

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from symptoms import conf
from symptoms.models import Edition

MOST_ENTRIES = 20


def absolute(path):
    return conf.get("SITE_URL") + path


class NewestArticles(Feed):
    """Addresses are those of the site's settings, whatever host was asked."""

    feed_type = Atom1Feed

    def link(self):
        return absolute(reverse("symptoms:home"))

    def feed_url(self):
        return absolute(reverse("symptoms:feed"))

    def title(self):
        return conf.get("SITE_NAME")

    def subtitle(self):
        return "New articles, one symptom at a time."

    def items(self):
        return Edition.objects.live().articles().for_cards().newest_first()[:MOST_ENTRIES]

    def item_link(self, edition):
        return absolute(edition.get_absolute_url())

    def item_guid(self, edition):
        """The same for ever, also when the article's address changes (RFC 4151)."""
        host = urlsplit(conf.get("SITE_URL")).hostname
        return f"tag:{host},2026:article-{edition.article_id}"

    def item_title(self, edition):
        return edition.title

    def item_description(self, edition):
        """Who paid comes first, wherever the article goes."""
        label = edition.get_kind_display()
        if edition.sponsor:
            label = f"Sponsored: {edition.sponsor}. {label}"
        return f"{label}. {edition.standfirst}"

    def item_author_name(self, edition):
        return edition.author.name

    def item_pubdate(self, edition):
        return edition.first_live_from

    def item_updateddate(self, edition):
        return edition.live_from

    def item_categories(self, edition):
        return [edition.topic.name]
