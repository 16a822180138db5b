"""One text for someone without an account, by a signed link that is never cached or indexed."""

from django.http import Http404
from django.shortcuts import render
from django.urls import path, re_path

from symptoms.images import renditions
from symptoms.models import Edition, PreviewLink
from symptoms.models.term_words import term_of
from symptoms.site.pictures import picture_response
from symptoms.site.terms.preview import preview
from symptoms.web.read_only import read_only
from symptoms.web.secret_links import secret_link

app_name = "previews"


@read_only
@secret_link
def article(request, pk, signature):
    link = _link_or_404(pk, signature)
    if not link.is_open:
        return render(request, "site/previews/preview_ended.html", status=410)
    if link.wording:
        return preview(request, term_of(link.wording), link=link)
    content = link.revision.as_content()
    context = {
        "edition": Edition.imagined(content, link.revision.article_id),
        "content": content,
        "preview": True,
        "link": link,
    }
    return render(request, "site/previews/preview.html", context)


@read_only
@secret_link
def picture(request, pk, signature, file):
    """A picture of that revision or a copy of it, and no other; a term has none of its own."""
    link = _link_or_404(pk, signature)
    shown = link.revision.as_content().picture_files() if link.revision else set()
    if not (link.is_open and renditions.source_of(file) in shown):
        raise Http404("There is no such picture.")
    return picture_response(file)


def _link_or_404(pk, signature):
    link = PreviewLink.objects.select_related("revision", "wording").signed(pk, signature)
    if link is None:
        raise Http404("There is no such preview.")
    return link


urlpatterns = [
    path("<row:pk>/<slug:signature>/", article, name="article"),
    re_path(
        rf"^(?P<pk>[1-9][0-9]{{0,17}})/(?P<signature>[-\w]+)/(?P<file>{renditions.NAME})$",
        picture,
        name="picture",
    ),
]
