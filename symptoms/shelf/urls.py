"""The public site's addresses."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path, register_converter
from django.views.decorators.http import require_safe

from config.converters import RowId
from symptoms.shelf import articles, hubs, welcome
from symptoms.shelf.feeds import NewestArticles
from symptoms.shelf.sitemaps import SITEMAPS

register_converter(RowId, "row")
app_name = "symptoms"

urlpatterns = [
    path("", welcome.home, name="home"),
    path("search/", welcome.search_page, name="search"),
    path("articles/<slug:slug>/", articles.article, name="article"),
    path("tips/<row:pk>-<slug:slug>/", articles.tip, name="tip"),
    re_path(r"^pictures/(?P<file>[0-9a-f]{64}\.webp)$", articles.picture, name="picture"),
    path("symptoms/", hubs.symptoms, name="symptoms"),
    path("symptoms/<slug:slug>/", hubs.symptom, name="symptom"),
    path("series/<slug:slug>/", hubs.series, name="series"),
    path("topics/<slug:slug>/", hubs.topic, name="topic"),
    path("tags/<slug:slug>/", hubs.tag, name="tag"),
    path("contributors/<slug:slug>/", hubs.contributor, name="contributor"),
    path("feed/", require_safe(NewestArticles()), name="feed"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", welcome.robots, name="robots"),
]
