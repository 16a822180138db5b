"""What a page says to programs, in the vocabulary of https://schema.org: only what the page itself says.

Invented people are not given as a Person, and their reviews are left out. Who paid is always given,
invented or not. Addresses are those of the site's settings.
"""

from typing import Any, NamedTuple

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from symptoms import conf
from symptoms.conf import absolute
from symptoms.models import Kind, SponsorRole
from symptoms.text import disclosure


class Crumb(NamedTuple):
    """One step of the breadcrumb of a page; the last is the page itself and has no path."""

    name: str
    path: str = ""


def of_home() -> dict[str, Any]:
    home = reverse("symptoms:home")
    site = _filled(
        {"@type": "WebSite", "@id": f"{absolute(home)}#site", "url": absolute(home)},
        name=conf.get("SITE_NAME"),
        inLanguage=settings.LANGUAGE_CODE,
        about=_condition(),
        publisher={"@id": _publisher()["@id"]},
    )
    return _graph(site, _publisher() | {"logo": absolute(static("icon-512.png"))})


def of_page(path: str, crumbs: list[Crumb], kind="WebPage", **more) -> dict[str, Any]:
    """A page of this `kind` without its own article; `more` are its properties."""
    return _graph(_page(kind, path, crumbs, **more), _breadcrumb(path, crumbs))


def of_symptom(symptom, crumbs: list[Crumb], main=None) -> dict[str, Any]:
    """The page of `symptom`, which the live edition `main` leads, if any; that came `for_page`."""
    named: dict[str, Any] = {"@type": "MedicalSymptom", "name": symptom.name}
    if symptom.other_names:
        named["alternateName"] = symptom.other_names
    path, about = symptom.get_absolute_url(), [named, _condition()]
    if main is None:
        return of_page(path, crumbs, "CollectionPage", about=about)
    whole = main.get_absolute_url()
    return of_page(
        path,
        crumbs,
        _kind_of_page(main),
        **_review(main),
        about=about,
        isBasedOn={
            "@type": "Article",
            "@id": f"{absolute(whole)}#article",
            "headline": main.title,
            "url": absolute(whole),
        },
        hasPart=_tips(absolute(whole), main.content),
    )


def of_article(edition, content, crumbs: list[Crumb], reviewed=None, place=None) -> dict[str, Any]:
    """The page of a live `edition`, as `content` shows it. `reviewed` is what readers see of its review
    (`ReviewQuerySet.shown_with`), and `place` its SeriesNavigation, in a series."""
    path = edition.get_absolute_url()
    page = _page(
        _kind_of_page(content),
        path,
        crumbs,
        **_review(reviewed),
        about=_about(content),
        mainEntity={"@id": f"{absolute(path)}#article"},
    )
    return _graph(page, _article(edition, content, place), _breadcrumb(path, crumbs))


def of_tip(found, tip, content, crumbs: list[Crumb], reviewed=None) -> dict[str, Any]:
    """The page of one `tip` (TipContent) of `content`; `found` is its EditionTip."""
    whole = found.edition.get_absolute_url()
    return of_page(
        found.get_absolute_url(),
        crumbs,
        _kind_of_page(content),
        **_review(reviewed),
        **_paid(content),
        about=_about(content),
        genre=found.edition.get_kind_display(),
        isPartOf={
            "@type": "Article",
            "@id": f"{absolute(whole)}#article",
            "headline": content.title,
            "url": absolute(whole),
        },
    )


def _condition():
    return {"@type": "MedicalCondition", "name": _("Multiple sclerosis")}


def _graph(*things) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": list(things)}


def _filled(thing, **properties):
    """`thing` with those of `properties` that are not empty."""
    return thing | {name: value for name, value in properties.items() if value}


def _page(kind, path, crumbs, **more):
    address = absolute(path)
    return _filled(
        {"@type": kind, "@id": f"{address}#page", "url": address, "name": crumbs[-1].name},
        inLanguage=settings.LANGUAGE_CODE,
        **more,
        breadcrumb={"@id": f"{address}#breadcrumb"},
    )


def _breadcrumb(path, crumbs):
    steps = [Crumb(_("Home"), reverse("symptoms:home")), *crumbs]
    items = [
        _filled(
            {"@type": "ListItem", "position": number, "name": step.name},
            item=step.path and absolute(step.path),
        )
        for number, step in enumerate(steps, start=1)
    ]
    identity = f"{absolute(path)}#breadcrumb"
    return {"@type": "BreadcrumbList", "@id": identity, "itemListElement": items}


def _article(edition, content, place):
    address = absolute(edition.get_absolute_url())
    return _filled(
        {"@type": "Article", "@id": f"{address}#article", "headline": content.title},
        abstract=content.standfirst,
        genre=edition.get_kind_display(),
        articleSection=content.topic and content.topic.name,
        datePublished=edition.first_live_from.isoformat(timespec="seconds"),
        dateModified=edition.changed_at.isoformat(timespec="seconds"),
        author=_author(content.author),
        publisher=_publisher(),
        **_paid(content),
        image=content.picture
        and absolute(reverse("symptoms:picture", args=[content.picture.file])),
        isPartOf=_series(content.series),
        position=place and place.number,
        citation=[_source(source) for source in content.sources],
        hasPart=_tips(address, content),
    )


def _kind_of_page(content):
    return "WebPage" if content.kind == Kind.STORY else "MedicalWebPage"


def _about(content):
    symptoms = [
        {
            "@type": "MedicalSymptom",
            "name": ref.name,
            "url": absolute(reverse("symptoms:symptom", args=[ref.slug])),
        }
        for ref in content.symptoms
    ]
    return [*symptoms, _condition()]


def _review(reviewed):
    if not reviewed or not reviewed.reviewed_at or reviewed.reviewer_is_fictional:
        return {}
    reviewer = {"@type": "Person", "name": reviewed.reviewer_name}
    return {
        "lastReviewed": reviewed.reviewed_at.isoformat(),
        "reviewedBy": _filled(reviewer, jobTitle=reviewed.reviewer_role),
    }


def _author(author):
    """A role may describe a life ("has had MS for nine years"), so it is not given as a job title."""
    if not author or author.is_fictional:
        return None
    page = absolute(reverse("symptoms:contributor", args=[author.slug]))
    return _filled({"@type": "Person", "name": author.name, "url": page}, description=author.role)


def _paid(content):
    if not content.sponsor:
        return {}
    company = {"@type": "Organization", "name": disclosure.named(content.sponsor)}
    supplied = content.sponsor_role == SponsorRole.SUPPLIED_PICTURES
    return {"contributor" if supplied else "sponsor": company}


def _publisher():
    home = absolute(reverse("symptoms:home"))
    name = conf.get("SITE_NAME")
    return {"@type": "Organization", "@id": f"{home}#publisher", "name": name, "url": home}


def _series(series):
    if not series:
        return None
    address = absolute(reverse("symptoms:series", args=[series.slug]))
    return {"@type": "CreativeWorkSeries", "name": series.name, "url": address}


def _source(source):
    """Without the publisher: the record does not say whether it is a journal or a company."""
    return _filled(
        {"@type": "CreativeWork", "name": source.title},
        url=source.url,
        datePublished=source.year and str(source.year),
    )


def _tips(address, content):
    if not content.tips:
        return None
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "name": tip.title,
            "url": f"{address}#tip-{tip.slug}",
        }
        for number, tip in enumerate(content.tips, start=1)
    ]
    return {"@type": "ItemList", "name": content.tips_heading, "itemListElement": items}
