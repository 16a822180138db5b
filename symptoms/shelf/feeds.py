"""Atom feeds: the newest articles, to follow without an account or a tracker."""

from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed

from symptoms import conf
from symptoms.models import Edition

MOST_ENTRIES = 20


class NewestArticles(Feed):
    feed_type = Atom1Feed
    link = reverse_lazy("symptoms:home")
    feed_url = reverse_lazy("symptoms:feed")

    def title(self):
        return conf.get("SITE_NAME")

    def subtitle(self):
        return "New articles, one symptom at a time."

    def items(self):
        return Edition.objects.live().for_cards().newest_first()[:MOST_ENTRIES]

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
