"""The public site's addresses."""

from django.urls import path, re_path, register_converter
from django.urls.converters import SlugConverter

from symptoms.images import renditions
from symptoms.site import display_settings, feedback, home, pictures
from symptoms.site.articles import short_addresses as short
from symptoms.site.articles import views as articles
from symptoms.site.machines import feeds, sitemaps, well_known
from symptoms.site.search import views as search
from symptoms.site.terms import views as terms


class LowerCaseSlug(SlugConverter):
    """Addresses are in lower case, so that each page has only one."""

    regex = "[a-z0-9_-]+"


register_converter(LowerCaseSlug, "address")
app_name = "symptoms"

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search_page, name="search"),
    path("articles/<address:slug>/", articles.article, name="article"),
    path("about/<address:slug>/", articles.page, name="page"),
    path("tips/<row:pk>-<address:slug>/", articles.tip, name="tip"),
    path("t/<row:pk>/", short.tip, name="short-tip"),
    path("a/<row:pk>/", short.article, name="short-article"),
    path("feedback/<row:pk>/", feedback.feedback, name="feedback"),
    path("feedback/<row:pk>/thanks/", feedback.thanks, name="feedback-thanks"),
    re_path(rf"^pictures/(?P<file>{renditions.NAME})$", pictures.picture, name="picture"),
    path("symptoms/", terms.symptoms, name="symptoms"),
    path("symptoms/<address:slug>/", terms.symptom, name="symptom"),
    path("symptoms/<address:slug>/articles/", terms.symptom_articles, name="symptom-articles"),
    path("symptoms/<address:slug>/feed/", feeds.newest_of_symptom, name="symptom-feed"),
    path("series/<address:slug>/", terms.series, name="series"),
    path("series/<address:slug>/feed/", feeds.newest_of_series, name="series-feed"),
    path("topics/<address:slug>/", terms.topic, name="topic"),
    path("topics/<address:slug>/feed/", feeds.newest_of_topic, name="topic-feed"),
    path("tags/<address:slug>/", terms.tag, name="tag"),
    path("contributors/<address:slug>/", terms.contributor, name="contributor"),
    path("reading-settings/", display_settings.settings_page, name="reading-settings"),
    path("feed/", feeds.newest, name="feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.part, name="sitemap-part"),
    path("robots.txt", well_known.robots, name="robots"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path("favicon.ico", well_known.favicon, name="favicon"),
    path("manifest.webmanifest", well_known.manifest, name="manifest"),
]
