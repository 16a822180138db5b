"""Which terms, tags, pictures and articles a folder's articles will refer to, before any of them is written.

They are put into the database for a moment and taken out again; later they are written with the same ids. So whole
articles can be prepared in the meantime, while nobody waits for a lock.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models.signals import pre_save

from symptoms.importer import references
from symptoms.importer.article_pages import ArticlePage
from symptoms.importer.folder import Folder
from symptoms.importer.reserved_ids import reserve
from symptoms.models import Article, Picture, Tag
from symptoms.text.folding import canonical
from symptoms.workflow.checklist import Ahead

_MANY = 500
_LISTED = {"symptom": "symptoms", "topic": "topic", "series": "series"}


@dataclass(slots=True)
class Planned:
    """Rows by kind and slug, tags by how people read them, pictures by their files, and by their slugs in the folder, and ids of articles. `is_new` are the
    articles that the site does not have."""

    terms: dict[tuple[str, str], Any] = field(default_factory=dict)
    tags: dict[str, Tag] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    by_slug: dict[str, Picture | None] = field(default_factory=dict)
    articles: dict[str, int] = field(default_factory=dict)
    is_new: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)

    def row(self, kind: str, slug: str) -> Any:
        """The term, or None."""
        return self.terms.get((kind, slug))

    def ahead(self, live: list[ArticlePage]) -> Ahead:
        """What the checklist would find in the database once the articles `live` are there."""
        terms = [(kind, row) for (kind, _slug), row in self.terms.items() if kind in _LISTED]
        shown = [row for _kind, row in terms if row.is_public]
        shown += [self.row("contributor", page.slug_of("author")) for page in live]
        shown += [self.tags[canonical(name)] for page in live for name in page.tags]
        drafts = {(_LISTED[kind], row.pk): row.name for kind, row in terms if not row.is_public}
        return Ahead(frozenset(row.get_absolute_url() for row in set(filter(None, shown))), drafts)

    def stands(self) -> bool:
        """Whether the database has these terms, tags and pictures now, called the same."""
        now = _terms_of(self.terms)
        tags, pictures = _tags_of(self.tags), _pictures_of(self.pictures)
        return all(
            _said(there.get(key)) == _said(row)
            for planned, there in ((self.terms, now), (self.tags, tags), (self.pictures, pictures))
            for key, row in planned.items()
        )


def plan(content: Folder, articles: list[ArticlePage], put: Callable[[], object]) -> Planned:
    """What `articles` of the folder will refer to; `put` writes its terms and pictures."""
    planned = Planned()
    _find_articles(planned, articles)
    with transaction.atomic():
        put()
        put_tags(articles)
        planned.terms = _terms_of({(one.kind, one.slug) for a in articles for one in a.references})
        planned.tags = _tags_of({canonical(name) for article in articles for name in article.tags})
        planned.pictures = _pictures_of({page.name for page in content.pictures})
        planned.by_slug = {page.slug: planned.pictures.get(page.name) for page in content.pictures}
        transaction.set_rollback(True)
    return planned


def put_tags(articles: list[ArticlePage]) -> None:
    """Write the tags of `articles` that the site does not have, as the first of them spells them."""
    names = list(dict.fromkeys(name for article in articles for name in article.tags))
    there = set(_tags_of({canonical(name) for name in names}))
    for name in Tag.objects.spelled(names):
        if canonical(name) not in there:
            Tag.objects.create(name=name)


@contextmanager
def same_ids(planned: Planned) -> Iterator[None]:
    """Rows that are created in the `with` get the ids that were planned. Raises IntegrityError if another row
    has got one."""
    known = {
        (type(row), name): row.pk
        for rows in (planned.terms, planned.tags, planned.pictures)
        for row in rows.values()
        for name in [_name_of(row)]
    }
    known |= {(Article, slug): planned.articles[slug] for slug in planned.is_new}
    here = threading.get_ident()

    def give(sender, instance, **kwargs):
        key = known.get((sender, _name_of(instance))) if instance._state.adding else None
        if key is None or instance.pk is not None or threading.get_ident() != here:
            return
        if sender._default_manager.filter(pk=key).exists():
            raise IntegrityError(f"{sender._meta.label} {key}")
        instance.pk = key

    planned_models = {model for model, _name in known}
    for model in planned_models:
        pre_save.connect(give, sender=model, dispatch_uid=f"planned {here}")
    try:
        yield
    finally:
        for model in planned_models:
            pre_save.disconnect(sender=model, dispatch_uid=f"planned {here}")


def _name_of(row):
    if isinstance(row, Tag):
        return canonical(row.name)
    return row.file.name if isinstance(row, Picture) else row.slug


def _find_articles(planned, articles):
    """Ids of all articles that are named: those of the site, also by an earlier address, and of new ones."""
    named = dict.fromkeys(article.slug for article in articles)
    named |= dict.fromkeys(slug for article in articles for slug in article.slugs_of("related"))
    there = references.articles_called(named)
    planned.articles = {slug: pk for slug, (pk, _kind) in there.items()}
    kinds = {slug: kind for slug, (_pk, kind) in there.items()}
    new = list(dict.fromkeys(a.slug for a in articles if a.slug not in planned.articles))
    planned.articles |= dict(zip(new, reserve(Article, len(new)), strict=True))
    planned.is_new = set(new)
    kinds |= {article.slug: article.columns["kind"] for article in articles}
    planned.pages = {slug for slug, kind in kinds.items() if kind == "page"}


def _terms_of(keys):
    by_kind: dict[str, set[str]] = {}
    for kind, slug in keys:
        by_kind.setdefault(kind, set()).add(slug)
    return {
        (kind, row.slug): row
        for kind, slugs in by_kind.items()
        if kind not in {"article", "picture"}
        for row in references.model_of(kind).objects.filter(slug__in=slugs)
    }


def _tags_of(keys):
    keys = list(keys)
    parts = [keys[at : at + _MANY] for at in range(0, len(keys), _MANY)]
    return {tag.name_key: tag for part in parts for tag in Tag.objects.filter(name_key__in=part)}


def _pictures_of(files):
    return {row.file.name: row for row in Picture.objects.in_files(files)}


def _said(row):
    """What a row says, whenever it was written."""
    return row and {
        column.attname: getattr(row, column.attname)
        for column in row._meta.concrete_fields
        if not isinstance(column, models.DateTimeField)
    }
