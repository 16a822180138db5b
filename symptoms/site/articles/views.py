"""Pages of one article and one tip. What is live is shown, what was moved redirects, what was withdrawn
answers 410 with the reason, and everything else in the admin is not found."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from symptoms.favorites.notebook.questions import adopted_by
from symptoms.favorites.saving.state import saved_by
from symptoms.models import Edition, EditionTip, Review
from symptoms.site.articles.series_navigation import SeriesNavigation
from symptoms.site.machines import structured_data
from symptoms.site.machines.structured_data import Crumb
from symptoms.site.terms.redirects import moved
from symptoms.text import changed_parts
from symptoms.web import clock
from symptoms.web.read_only import read_only

MAX_RELATED = 3


@read_only
def article(request, slug):
    edition = Edition.objects.live().articles().for_page().filter(slug=slug).first()
    if edition is None:
        return _moved_or_gone(request, Edition.objects.articles().filter(slug=slug))
    content = edition.page_content(*edition.linked_terms())
    crumbs = [_topic_of(content), Crumb(content.title)]
    place = SeriesNavigation.of(edition)
    reviewed = Review.objects.shown_with(edition.revision) if edition.revision else None
    context = {
        "edition": edition,
        "reviewed": reviewed,
        "today": timezone.localdate(clock.now()),
        "content": content,
        "crumbs": crumbs,
        "graph": structured_data.of_article(edition, content, crumbs, reviewed, place),
        "place": place,
        "related": _related(edition),
        "saved": saved_by(request),
        "update": _what_changed(edition),
    }
    if edition.content.questions:
        context["adopted"] = adopted_by(request)
    return render(request, "site/articles/article.html", context)


@read_only
def page(request, slug):
    """A page about this site, such as privacy or contact."""
    edition = Edition.objects.live().pages().select_related("revision").filter(slug=slug).first()
    if edition is None:
        return _moved_or_gone(request, Edition.objects.pages().filter(slug=slug))
    crumbs = [Crumb(edition.content.title)]
    graph = structured_data.of_page(request.path, crumbs)
    context = {"edition": edition, "content": edition.content, "crumbs": crumbs, "graph": graph}
    return render(request, "site/articles/page.html", context)


def _moved_or_gone(request, versions):
    """The answer for the `versions` with this address. Only one that was public redirects or answers 410:
    a scheduled one stays secret."""
    once = versions.started().first()
    if once is None:
        raise Http404("There is no such page.")
    version = _last_version(once.article_id)
    if version.is_live:
        return moved(request, version)
    return _gone(request, version)


def _gone(request, version):
    return render(
        request, "410.html", {"version": version, "nearest": _related(version)}, status=410
    )


def _last_version(article_id):
    versions = Edition.objects.latest_versions().select_related("revision", "sponsor")
    return versions.get(article=article_id)


def _related(edition):
    """The closest live articles; none when the first would be sponsored and no editor picked it."""
    closest = Edition.objects.related_to(edition, MAX_RELATED)
    return [] if closest and closest[0].is_unasked_for else closest


@read_only
def tip(request, pk, slug):
    found = EditionTip.objects.live().for_page().filter(tip=pk).first()
    if found is None:
        return _tip_gone(request, pk)
    if found.slug != slug:
        return moved(request, found)
    edition = found.edition
    content = edition.page_content(*edition.linked_terms())
    tip = next(tip for tip in content.tips if tip.id == pk)
    whole = Crumb(content.title, edition.get_absolute_url())
    crumbs = [_topic_of(content), whole, Crumb(tip.title)]
    reviewed = Review.objects.shown_with(edition.revision) if edition.revision else None
    context = {
        "edition": edition,
        "reviewed": reviewed,
        "today": timezone.localdate(clock.now()),
        "content": content,
        "tip": tip,
        "crumbs": crumbs,
        "graph": structured_data.of_tip(found, tip, content, crumbs, reviewed),
        "saved": saved_by(request),
    }
    return render(request, "site/articles/tip.html", context)


def _what_changed(edition):
    """What the newest edition changed: the publisher's note, or else what the comparison says."""
    if edition.is_first or edition.change_note:
        return edition.change_note
    before = edition.previous
    return " ".join(changed_parts.in_sentences(before.content, edition.content)) if before else ""


def _topic_of(content):
    return Crumb(content.topic.name, reverse("symptoms:topic", args=[content.topic.slug]))


def _tip_gone(request, pk):
    found = get_object_or_404(EditionTip.objects.latest_versions(), tip=pk)
    version = _last_version(found.edition.article_id)
    context = {"version": version, "tip": found, "nearest": _related(version)}
    return render(request, "410.html", context, status=410)
