"""Pages that list articles by symptom, series, topic, tag or contributor."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from symptoms import conf
from symptoms.favorites.saving.state import saved_by
from symptoms.models import Contributor, Edition, Series, Symptom, Tag, Topic
from symptoms.models.term_history import at_the_moment
from symptoms.site.machines import structured_data
from symptoms.site.machines.feeds import feed_of
from symptoms.site.machines.structured_data import Crumb
from symptoms.site.terms import a_to_z
from symptoms.site.terms.answer import Answer
from symptoms.site.terms.redirects import follows_terms, moved
from symptoms.web import clock
from symptoms.web.pagination import Page, page_number
from symptoms.web.read_only import read_only


@read_only
def symptoms(request):
    """All symptoms A to Z with their other names, and a filter by whether others can see them."""
    shown = at_the_moment(Symptom.objects.public())
    visibility = request.GET.get("show", "")
    if visibility in {"visible", "invisible"}:
        shown = [one for one in shown if one.visibility in {visibility, "both"}]
    elif visibility:
        raise Http404("There is no such list.")
    crumbs = [Crumb(_("Symptoms"))]
    context = {
        "letters": a_to_z.letters(shown),
        "visibility": visibility,
        "crumbs": crumbs,
        "graph": structured_data.of_page(request.path, crumbs, "CollectionPage"),
    }
    return render(request, "site/terms/symptom_list.html", context)


@read_only
@follows_terms(Symptom, Symptom.get_absolute_url)
def symptom(request, slug):
    """What to know and to do about one symptom. Later pages of a longer list were here once."""
    term = _term_or_404(Symptom, slug)
    if page_number(request) > 1:
        return moved(request, _articles_of(term))
    return symptom_page(request, term)


def symptom_page(request, term, template="site/terms/symptom.html", **more):
    """The page of the symptom `term` with the words that it has, whether or not they are stored."""
    answer = Answer.of(term)
    crumbs = [Crumb(_("Symptoms"), reverse("symptoms:symptoms")), Crumb(term.name)]
    context = {
        "symptom": term,
        "answer": answer,
        "content": answer.content,
        "reviewed": answer.main,
        "today": timezone.localdate(clock.now()),
        "crumbs": crumbs,
        "graph": structured_data.of_symptom(term, crumbs, answer.main),
        "feed_url": feed_of(term),
        "saved": saved_by(request),
    }
    return render(request, template, context | more)


def _articles_of(symptom):
    return reverse("symptoms:symptom-articles", args=[symptom.slug])


@read_only
@follows_terms(Symptom, _articles_of)
def symptom_articles(request, slug):
    """Everything about one symptom, page by page."""
    term = _term_or_404(Symptom, slug)
    page = Page.of(Edition.objects.live().articles().about(term).for_cards(), page_number(request))
    crumbs = [
        Crumb(_("Symptoms"), reverse("symptoms:symptoms")),
        Crumb(term.name, term.get_absolute_url()),
        Crumb(_("All articles")),
    ]
    context = {
        "symptom": term,
        "page": page,
        "crumbs": crumbs,
        "graph": structured_data.of_page(request.path, crumbs, "CollectionPage"),
        "saved": saved_by(request),
    }
    return render(request, "site/terms/symptom_articles.html", context)


@read_only
@follows_terms(Series, Series.get_absolute_url)
def series(request, slug):
    return series_page(request, _term_or_404(Series, slug))


def series_page(request, term, **more):
    """The same for the series `term`."""
    before = (page_number(request) - 1) * conf.get("CARDS_PER_PAGE")
    parts = Edition.objects.filter(series=term).in_series_order()
    return _hub(request, term, parts, feed_url=feed_of(term), parts_before=before, **more)


@read_only
@follows_terms(Topic, Topic.get_absolute_url)
def topic(request, slug):
    return topic_page(request, _term_or_404(Topic, slug))


def topic_page(request, term, **more):
    """The same for the topic `term`."""
    editions = Edition.objects.newest_of("topic", term)
    return _hub(request, term, editions, feed_url=feed_of(term), **more)


@read_only
@follows_terms(Tag, Tag.get_absolute_url)
def tag(request, slug):
    """404 for a tag without live articles, because tags of drafts are private."""
    term = get_object_or_404(Tag, slug=slug)
    editions = Edition.objects.newest_of("tags", term)
    return _hub(request, term, editions, name=_("Tag: %(name)s") % {"name": term.name}, empty=False)


@read_only
@follows_terms(Contributor, Contributor.get_absolute_url)
def contributor(request, slug):
    term = get_object_or_404(Contributor, slug=slug)
    editions = Edition.objects.newest_of("author", term)
    return _hub(request, term, editions, empty=False)


def _term_or_404(model, slug):
    """The public term at the moment at which the site is read."""
    found = list(at_the_moment(model.objects.public().filter(slug=slug)))
    if not found:
        raise Http404("There is no such page.")
    return found[0]


def _hub(request, term, editions, *, name="", empty=True, template="", **more):
    """Render `template`, by default that of its kind, for a term, by its `name` or another, and its live
    editions, page by page. The template gets the term, page, crumbs, graph, saved, and what `more` names."""
    page = Page.of(editions.live().articles().for_cards(), page_number(request))
    if not page.items and not empty:
        raise Http404("There is no such page.")
    crumbs = [Crumb(name or term.name)]
    model = term._meta.model_name
    context = {
        model: term,
        "page": page,
        "crumbs": crumbs,
        "graph": structured_data.of_page(term.get_absolute_url(), crumbs, "CollectionPage"),
        "saved": saved_by(request),
    }
    return render(request, template or f"site/terms/{model}.html", context | more)
