"""From a revision back to the working copy. What readers see does not change by it."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from symptoms.models import (
    Article,
    CareCallout,
    Contributor,
    HandPicked,
    Picture,
    Revision,
    Series,
    Source,
    Sponsor,
    Symptom,
    Tag,
    Topic,
)
from symptoms.text.content import ArticleContent
from symptoms.workflow import publishing

_REFERENCES: dict[str, Any] = {
    "topic": Topic,
    "series": Series,
    "author": Contributor,
    "sponsor": Sponsor,
    "picture": Picture,
}
_TEXTS = (
    "title",
    "standfirst",
    "kind",
    "first_published",
    "is_general",
    "body",
    "tips_heading",
    "tips_intro",
    "closing",
)


def restore(revision: Revision, by=None) -> tuple[Revision, list[str]]:
    """Make the working copy say what `revision` said; returns the revision that records it, and what
    could not come back because it was deleted since.

    The article keeps its address, and its part of a series if another has taken the old one. Tips are
    the same rows as before, so that favorites go on pointing to them.
    """
    address = Article.objects.values_list("slug", flat=True).get(pk=revision.article_id)
    return rewrite(revision.article, replace(revision.as_content(), slug=address), by)


def rewrite(article: Article, content: ArticleContent, by=None) -> tuple[Revision, list[str]]:
    """The same for any content of `article`, its address included; its tips are known by id."""
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article.pk)
        missing = _restore_row(article, content)
        missing += _restore_terms(article, content)
        _restore_lasting(article.tips, content.tips, ("title", "body"))
        _restore_lasting(article.questions, content.questions, ("text",))
        _restore_callouts(article, content)
        _restore_sources_and_picks(article, content)
        return publishing.save_revision(article, by=by), missing


def _restore_row(article, content):
    missing = []
    if Article.objects.exclude(pk=article.pk).filter(slug=content.slug).exists():
        missing.append(f"address “{content.slug}”")
    else:
        article.slug = content.slug
    for field in _TEXTS:
        setattr(article, field, getattr(content, field))
    for field, model in _REFERENCES.items():
        ref = getattr(content, field)
        row = ref and model.objects.filter(pk=ref.id).first()
        setattr(article, field, row)
        if ref and row is None:
            missing.append(f"{field} “{getattr(ref, 'name', ref.id)}”")
    article.series_part = content.series_part if article.series else None
    article.sponsor_role = content.sponsor_role if article.sponsor else ""
    if article.series and _is_taken(article):
        missing.append(f"part {article.series_part} of {article.series}")
        article.series, article.series_part = None, None
    article.save()
    return missing


def _is_taken(article):
    others = Article.objects.exclude(pk=article.pk)
    return others.filter(series=article.series, series_part=article.series_part).exists()


def _restore_terms(article, content: ArticleContent):
    missing = []
    models: dict[str, Any] = {"symptoms": Symptom, "tags": Tag}
    for field, model in models.items():
        refs = getattr(content, field)
        rows = list(model.objects.filter(pk__in=[ref.id for ref in refs]))
        getattr(article, field).set(rows)
        there = {row.pk for row in rows}
        missing += [f"{field[:-1]} “{ref.name}”" for ref in refs if ref.id not in there]
    return missing


def _restore_lasting(parts, texts, columns):
    """Parts are known by id, so that what points to one goes on pointing to it."""
    there = {part.pk: part for part in parts.all()}
    for number, text in enumerate(texts, start=1):
        part = there.pop(text.id, None) or _anew(parts, text)
        for column in columns:
            setattr(part, column, getattr(text, column))
        part.position, part.retired_at = number * 10, None
        part.save()
    for part in there.values():
        if part.retired_at is None:
            part.take_out()


def _anew(parts, text):
    """The part of a row that was deleted: with its old id, unless another article has that by now."""
    is_taken = parts.model.objects.filter(pk=text.id).exists()
    return parts.model(article=parts.instance, pk=None if is_taken else text.id)


def _restore_callouts(article, content):
    article.callouts.all().delete()
    for callout in content.callouts:
        signs = "\n".join(callout.signs)
        CareCallout.objects.create(article=article, level=callout.level, signs=signs)


def _restore_sources_and_picks(article, content):
    article.sources.all().delete()
    article.hand_picked.all().delete()
    for number, s in enumerate(content.sources, start=1):
        Source.objects.create(
            article=article,
            position=number * 10,
            title=s.title,
            publisher=s.publisher,
            year=s.year,
            url=s.url,
        )
    known = set(Article.objects.filter(pk__in=content.related).values_list("pk", flat=True))
    for number, pk in enumerate((pk for pk in content.related if pk in known), start=1):
        HandPicked.objects.create(article=article, related_id=pk, position=number * 10)
