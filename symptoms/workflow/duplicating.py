"""A new draft with the text of another article: its tips, cards, questions, sources and pictures.

It has an address, tips and a history of its own, and nothing of it is public. What belongs to one
article alone is not copied: its part of a series, and the day it was first published elsewhere.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from symptoms.models import Address, Article
from symptoms.text.content import ArticleContent
from symptoms.workflow import restoring

if TYPE_CHECKING:
    from accounts.models import User

MAX_LENGTH = 120


def duplicate(article: Article, by: User | None = None) -> Article:
    """The new article, saved as revision 1."""
    title = (_("Copy of %(title)s") % {"title": article.title})[:MAX_LENGTH]
    with transaction.atomic():
        slug = _free_slug(article.slug)
        copy = Article.objects.create(title=title, slug=slug)
        content = replace(
            ArticleContent.of(article),
            title=title,
            slug=slug,
            series=None,
            series_part=None,
            first_published=None,
        )
        restoring.rewrite(copy, content, by=by, made_from=article.revisions.first())
    copy.refresh_from_db()
    return copy


def _free_slug(slug: str) -> str:
    """`slug` with the first number that no article has, or had while it was public."""
    stem = slug[: MAX_LENGTH - 10]
    taken = set(Article.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= set(Address.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(wanted for n in range(2, len(taken) + 3) if (wanted := f"{stem}-{n}") not in taken)
