"""The public site's addresses."""

from django.urls import path, re_path, register_converter
from django.urls.converters import SlugConverter

from symptoms.models import rendition
from symptoms.shelf import (
    articles,
    feedback,
    feeds,
    finding,
    hubs,
    pictures,
    reading,
    site_files,
    sitemaps,
    welcome,
)


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
    re_path(rf"^pictures/(?P<file>{rendition.NAME})$", pictures.picture, name="picture"),
    path("symptoms/", hubs.symptoms, name="symptoms"),
    path("symptoms/<address:slug>/", hubs.symptom, name="symptom"),
    path("symptoms/<address:slug>/feed/", feeds.newest_of_symptom, name="symptom-feed"),
    path("series/<address:slug>/", hubs.series, name="series"),
    path("series/<address:slug>/feed/", feeds.newest_of_series, name="series-feed"),
    path("topics/<address:slug>/", hubs.topic, name="topic"),
    path("topics/<address:slug>/feed/", feeds.newest_of_topic, name="topic-feed"),
    path("tags/<address:slug>/", hubs.tag, name="tag"),
    path("contributors/<address:slug>/", hubs.contributor, name="contributor"),
    path("reading-settings/", reading.settings_page, name="reading-settings"),
    path("feed/", feeds.newest, name="feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.part, name="sitemap-part"),
    path("robots.txt", site_files.robots, name="robots"),
    path(".well-known/security.txt", site_files.security, name="security"),
    path("favicon.ico", site_files.favicon, name="favicon"),
    path("manifest.webmanifest", site_files.manifest, name="manifest"),
]
