"""A collection as people with its link see it: what is live, and nothing that its owner wrote."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import path

from symptoms import conf
from symptoms.favorites.notebook.entries import entries
from symptoms.favorites.saving.state import saved_by
from symptoms.models import Favorite, SharedLink
from symptoms.web.pagination import Page, page_number
from symptoms.web.read_only import read_only
from symptoms.web.secret_links import secret_link

app_name = "shared"


@dataclass(frozen=True)
class Pick:
    """All that is read of a favorite for others: which article or tip (id) it is."""

    article_id: int | None
    tip_id: int | None
    saved_at: None = None


@read_only
@secret_link
def shared_list(request, pk, signature):
    """The list of a link. A link that expired, was closed, never existed, or whose owner may not sign in
    gets the same answer, so that nobody can tell which of them it is."""
    links = SharedLink.objects.filter(collection__user__is_active=True)
    link = links.select_related("collection").signed(pk, signature)
    if link is None or not link.is_open:
        return render(request, "favorites/sharing/shared_ended.html", status=404)
    columns = Favorite.objects.in_collection(link.collection).values_list("article", "tip")
    page = Page.of(columns, page_number(request), conf.get("FAVORITES_PER_PAGE"))
    context = {
        "link": link,
        "page": page,
        "entries": entries((Pick(*row) for row in page.items), with_text=True),
        "saved": saved_by(request),
        "canonical_url": conf.get("SITE_URL"),  # on paper, too, the address stays a secret
    }
    return render(request, "favorites/sharing/shared.html", context)


urlpatterns = [path("<row:pk>/<slug:signature>/", shared_list, name="list")]
