"""What the form of an article says while somebody types, as a content like that of a revision.

Nothing is written and nothing is refused: what can't be understood yet is left out, so that a page or an
advice can be made of a form in any state.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.text import slugify

from symptoms.admin import form_content
from symptoms.admin.article_page import bounded
from symptoms.models import (
    Article,
    CareCallout,
    Contributor,
    Picture,
    Series,
    Sponsor,
    SponsorRole,
    Symptom,
    Topic,
)
from symptoms.text import sanitizer, text_pictures
from symptoms.text.content import (
    ArticleContent,
    CalloutContent,
    PictureRef,
    QuestionContent,
    Ref,
    SourceContent,
    TextPicture,
)
from symptoms.text.folding import canonical
from symptoms.text.parts import Value, names_of, parts_of

TERMS = {"topic": Topic, "series": Series, "author": Contributor, "sponsor": Sponsor}
_ON_THE_ARTICLE = (Value.LINE, Value.RICH, Value.FLAG, Value.NUMBER, Value.DAY)
_SINGLE = (Value.TERM, Value.PICTURE)


def _default(part):
    if part.value in _ON_THE_ARTICLE:
        return getattr(Article(), part.name)
    return None if part.value in _SINGLE else ()


# What the form of a new article says before anybody has typed.
EMPTY = ArticleContent(**{part.name: _default(part) for part in parts_of(ArticleContent)})
# Rows that were never saved have no key yet, and a page tells its tips apart by it.
_FIRST_NEW = 2**40


def content_of(data, article=None) -> ArticleContent:
    """What the form `data` (a QueryDict) says of `article`, or of a new one."""
    saved = ArticleContent.of(article) if article else EMPTY
    typed = form_content.posted(data, form_content.plain(saved))
    return _with_rows(_with_terms(_with_values(typed), saved), saved)


def _with_values(typed):
    """Numbers and days as values, and no text that would take too long to parse."""
    values: dict[str, Any] = {
        name: bounded(getattr(typed, name)) or None for name in names_of(typed, Value.NUMBER)
    }
    values |= {name: _day(getattr(typed, name)) for name in names_of(typed, Value.DAY)}
    values |= {name: _readable(getattr(typed, name)) for name in names_of(typed, Value.RICH)}
    return replace(typed, **values)


def _day(text):
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        return None


def _readable(html):
    try:
        return sanitizer.clean(html, sanitizer.SECTIONS)
    except sanitizer.TooMuch:
        return ""


def _with_terms(typed, saved):
    """With the names of everything that was chosen."""
    kinds = {part.name: part.kind for part in parts_of(typed)}
    refs = {name: _term(model, getattr(typed, name), kinds[name]) for name, model in TERMS.items()}
    if typed.sponsor_role not in SponsorRole.values:
        refs["sponsor"] = None
    symptoms = Symptom.objects.filter(pk__in=[bounded(ref.id) for ref in typed.symptoms])
    known = {canonical(ref.name): ref for ref in saved.tags}
    files = text_pictures.files(typed.body)
    shown = Picture.objects.in_files(files) if files else []
    return replace(
        typed,
        **refs,
        symptoms=tuple(Ref.of(symptom) for symptom in symptoms.order_by("pk")),
        tags=tuple(known.get(str(ref.id)) or _new_tag(ref) for ref in typed.tags),
        picture=_term(Picture, typed.picture, PictureRef),
        pictures=tuple(TextPicture.of(picture) for picture in shown),
    )


def _new_tag(ref):
    return replace(ref, slug=slugify(ref.name) or "tag")


def _term(model, ref, kind):
    row = ref and model.objects.filter(pk=bounded(ref.id)).first()
    return row and kind.of(row)


def _with_rows(typed, saved):
    slugs = {str(tip.id): tip.slug for tip in saved.tips}
    cards = {card.id: card.signs for card in typed.callouts}
    return replace(
        typed,
        tips=tuple(_tip(tip, slugs, n) for n, tip in enumerate(typed.tips)),
        questions=tuple(
            QuestionContent(bounded(row.id) or _FIRST_NEW + n, row.text)
            for n, row in enumerate(typed.questions)
        ),
        callouts=tuple(
            CalloutContent(level, tuple(filter(None, cards[level].split("\n"))))
            for level in CareCallout.Level.values
            if level in cards
        ),
        sources=tuple(
            SourceContent(row.title, row.publisher, bounded(row.year) or None, row.url)
            for row in typed.sources
        ),
        related=tuple(filter(None, (bounded(pick.id) for pick in typed.related))),
    )


def _tip(tip, slugs, number):
    slug = slugs.get(tip.id) or slugify(tip.title) or f"tip-{number + 1}"
    key = bounded(tip.id) or _FIRST_NEW + number
    return replace(tip, id=key, slug=slug, body=_readable(tip.body))
