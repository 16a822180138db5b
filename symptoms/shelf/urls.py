"""The public site's addresses."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path, register_converter
from django.urls.converters import SlugConverter
from django.views.decorators.http import require_safe

from symptoms.shelf import articles, feedback, finding, hubs, reading, welcome
from symptoms.shelf.feeds import NewestArticles
from symptoms.shelf.sitemaps import SITEMAPS


class RowId:
    """A primary key that fits into the database's 64 bits; anything longer is simply no page."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


class LowerCaseSlug(SlugConverter):
    """Addresses are in lower case, so that no page has two."""

    regex = "[a-z0-9_-]+"


register_converter(RowId, "row")
register_converter(LowerCaseSlug, "address")
app_name = "symptoms"

urlpatterns = [
    path("", welcome.home, name="home"),
    path("search/", finding.search_page, name="search"),
    path("articles/<address:slug>/", articles.article, name="article"),
    path("about/<address:slug>/", articles.page, name="page"),
    path("tips/<row:pk>-<address:slug>/", articles.tip, name="tip"),
    path("feedback/<row:pk>/", feedback.feedback, name="feedback"),
    path("feedback/<row:pk>/thanks/", feedback.thanks, name="feedback-thanks"),
    re_path(r"^pictures/(?P<file>[0-9a-f]{64}\.webp)$", articles.picture, name="picture"),
    path("symptoms/", hubs.symptoms, name="symptoms"),
    path("symptoms/<address:slug>/", hubs.symptom, name="symptom"),
    path("series/<address:slug>/", hubs.series, name="series"),
    path("topics/<address:slug>/", hubs.topic, name="topic"),
    path("tags/<address:slug>/", hubs.tag, name="tag"),
    path("contributors/<address:slug>/", hubs.contributor, name="contributor"),
    path("reading-settings/", reading.settings_page, name="reading-settings"),
    path("feed/", require_safe(NewestArticles()), name="feed"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", welcome.robots, name="robots"),
]
