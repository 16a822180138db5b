"""Copy a revision back to the working copy. This does not change what readers see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from symptoms.models import Article, Revision
from symptoms.models.parts import Part
from symptoms.text.content import ArticleContent
from symptoms.text.parts import Value, labels_of, names_of, parts_of
from symptoms.workflow import publishing

if TYPE_CHECKING:
    from accounts.models import User

_TEXTS = {Value.LINE, Value.RICH, Value.DAY, Value.FLAG, Value.NUMBER}
# Restored by rules of their own.
_RULED = {"slug", "series_part", "sponsor_role"}


def restore(revision: Revision, by: User | None = None) -> tuple[Revision, list[str]]:
    """Restore the working copy to `revision`; returns the revision that records this, and what
    could not be restored because it was deleted since.

    The article keeps its address, and its part of a series if another has taken the old one. Tips
    are the same rows as before, so that favorites still point to them.
    """
    address = Article.objects.values_list("slug", flat=True).get(pk=revision.article_id)
    content = replace(revision.as_content(), slug=address)
    return rewrite(revision.article, content, by, made_from=revision)


def rewrite(
    article: Article,
    content: ArticleContent,
    by: User | None = None,
    made_from: Revision | None = None,
) -> tuple[Revision, list[str]]:
    """The same for any content of `article`, including its address; tips are matched by id.
    `made_from` is the revision that the content comes from.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article.pk)
        missing = _restore_row(article, content)
        missing += _restore_terms(article, content)
        _restore_rows(article, content)
        return publishing.save_revision(article, by=by, made_from=made_from), missing


def _restore_row(article: Article, content: ArticleContent) -> list[str]:
    missing = []
    if Article.objects.exclude(pk=article.pk).filter(slug=content.slug).exists():
        missing.append(_labeled(content, "slug", content.slug))
    else:
        article.slug = content.slug
    for name in names_of(content, *_TEXTS):
        if name not in _RULED:
            setattr(article, name, getattr(content, name))
    missing += _restore_references(article, content)
    article.series_part = content.series_part if article.series else None
    article.sponsor_role = content.sponsor_role if article.sponsor else ""
    if article.series and _is_taken(article):
        missing.append(
            _("Part %(number)s of %(series)s")
            % {"number": article.series_part, "series": article.series}
        )
        article.series, article.series_part = None, None
    article.save()
    return missing


def _restore_references(article: Article, content: ArticleContent) -> list[str]:
    missing = []
    for name in names_of(content, Value.TERM, Value.PICTURE):
        ref = getattr(content, name)
        row = ref and _model(name).objects.filter(pk=ref.id).first()
        setattr(article, name, row)
        if ref and row is None:
            missing.append(_labeled(content, name, getattr(ref, "name", ref.id)))
    return missing


def _labeled(content: ArticleContent, name: str, value: object) -> str:
    (label,) = labels_of(content, [name])
    return _("%(label)s “%(value)s”") % {"label": label, "value": value}


def _model(name: str) -> Any:
    """The model of the rows that the article refers to by `name`."""
    return Article._meta.get_field(name).related_model


def _is_taken(article: Article) -> bool:
    others = Article.objects.exclude(pk=article.pk)
    return others.filter(series=article.series, series_part=article.series_part).exists()


def _restore_terms(article: Article, content: ArticleContent) -> list[str]:
    missing = []
    for field in names_of(content, Value.TERMS):
        refs = getattr(content, field)
        rows = list(_model(field).objects.filter(pk__in=[ref.id for ref in refs]))
        getattr(article, field).set(rows)
        there = {row.pk for row in rows}
        missing += [_labeled(content, field, ref.name) for ref in refs if ref.id not in there]
    return missing


def _restore_rows(article: Article, content: ArticleContent) -> None:
    for part in parts_of(content):
        value = getattr(content, part.name)
        if part.value is Value.LASTING_ROWS:
            _restore_lasting(getattr(article, part.name), value, names_of(part.kind))
        elif part.value is Value.ROWS:
            _replace(getattr(article, part.name), [_columns(row) for row in value])
        elif part.value is Value.ARTICLES:
            known = set(Article.objects.filter(pk__in=value).values_list("pk", flat=True))
            rows = [{f"{part.name}_id": pk} for pk in value if pk in known]
            _replace(getattr(article, part.form_name), rows)


def _restore_lasting(parts: Any, texts: Iterable[Any], columns: Any) -> None:
    """Parts are matched by id, so that references to them stay valid."""
    there = {part.pk: part for part in parts.all()}
    for number, text in enumerate(texts, start=1):
        part = there.pop(text.id, None) or _anew(parts, text)
        for column in columns:
            setattr(part, column, getattr(text, column))
        part.position, part.retired_at = number * 10, None
        part.save()
    for part in there.values():
        if part.retired_at is None:
            part.retire()


def _anew(parts: Any, text: Any) -> Any:
    """The part of a row that was deleted: with its old id, unless another article has that id now."""
    is_taken = parts.model.objects.filter(pk=text.id).exists()
    return parts.model(article=parts.instance, pk=None if is_taken else text.id)


def _columns(row: Any) -> dict[str, Any]:
    """The columns that store `row`; several lines are one text."""
    return {
        name: "\n".join(value) if isinstance(value, tuple) else value
        for name, value in asdict(row).items()
    }


def _replace(rows: Any, wanted: Iterable[dict[str, Any]]) -> None:
    """Delete the article's `rows` and create one for each of the columns `wanted`, in their order."""
    rows.all().delete()
    is_ordered = issubclass(rows.model, Part)
    for number, columns in enumerate(wanted, start=1):
        place = {"position": number * 10} if is_ordered else {}
        rows.create(**columns, **place)
