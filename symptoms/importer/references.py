"""References between the files of a folder, and to rows that the site already has."""

import difflib
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.importer.folder import Folder
from symptoms.importer.pages import TERMS
from symptoms.models import Address, Article

_MANY = 500

# kind -> the folder of its files, and the model whose slugs count as well
_HOMES: dict[str, tuple[str, Any]] = {
    kind.name: (name, kind.model) for name, kind in TERMS.items()
} | {
    "article": ("articles", Article),
    "picture": ("pictures", None),
}

_NOT_IN_FOLDER = gettext_lazy("There is no %(kind)s “%(slug)s” in the folder. %(advice)s")
_NOT_THERE = gettext_lazy(
    "There is no %(kind)s “%(slug)s” in the folder or on the site. %(advice)s"
)


def check(folder: Folder) -> None:
    """Note unknown slugs, articles related to themselves, and parts of a series given twice."""
    known = {kind: _slugs(folder, *home) for kind, home in _HOMES.items()}
    for page in (*folder.terms, *folder.articles, *folder.updates):
        _check_references(page, known)
    for update in folder.updates:
        if update.slug not in known["article"]:
            message = _("There is no article with this name to update. Add it to articles.")
            update.page.report("file name", message, 0)
    _check_parts(folder.articles)
    updated = {update.slug for update in folder.updates}
    others = [article for article in folder.articles if article.slug not in updated]
    _check_parts(folder.updates, others)


def model_of(kind: str):
    """The model of the rows of `kind`."""
    return _HOMES[kind][1]


def row_of(kind: str, slug: str):
    """The row of `kind` with this slug, or None. An article is also found by an earlier address."""
    model = _HOMES[kind][1]
    row = model.objects.filter(slug=slug).first()
    if row is None and model is Article:
        return Article.objects.filter(addresses__slug=slug).first()
    return row


def articles_called(slugs: Iterable[str]) -> dict[str, tuple[int, str]]:
    """The id and the kind of each article that has one of `slugs`, or had it before."""
    wanted = list(dict.fromkeys(slugs))
    found: dict[str, tuple[int, str]] = {}
    for at in range(0, len(wanted), _MANY):
        some = wanted[at : at + _MANY]
        earlier = Address.objects.filter(slug__in=some)
        rows = [
            *earlier.values_list("slug", "article", "article__kind"),
            *Article.objects.filter(slug__in=some).values_list("slug", "pk", "kind"),
        ]
        found |= {slug: (pk, kind) for slug, pk, kind in rows}
    return found


def _slugs(folder, name, model):
    there = set(model.objects.values_list("slug", flat=True)) if model else set()
    return there | folder.slugs.get(name, set())


def _check_references(article, known):
    for key, kind, slug, line in article.references:
        if key == "related" and slug == article.slug:
            article.page.report(key, _("An article cannot be related to itself."), line)
        elif slug not in known[kind]:
            close = difflib.get_close_matches(slug, known[kind], n=1)
            advice = (
                _("Did you mean “%(name)s”?") % {"name": close[0]}
                if close
                else _("Add %(file)s.") % {"file": f"{_HOMES[kind][0]}/{slug}.md"}
            )
            said = _NOT_IN_FOLDER if kind == "picture" else _NOT_THERE
            message = said % {"kind": kind, "slug": slug[:60], "advice": advice}
            article.page.report(key, message, line)


def _check_parts(articles, others=()):
    taken = {_part(article): article for article in others}
    for article in articles:
        other = taken.setdefault(_part(article), article)
        if all(_part(article)) and other is not article:
            message = _("%(path)s has this part of the series already.") % {"path": other.page.path}
            article.page.report("part", message)


def _part(article):
    return article.slug_of("series"), article.columns["series_part"]
