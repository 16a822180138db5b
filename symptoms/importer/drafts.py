"""Turn pages of a content folder into the rows that editors work on. This doesn't change public
pages. What the models refuse is noted in the page; the row is then not saved, and None or nothing
is returned.
"""

from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from symptoms import conf
from symptoms.importer import model_errors
from symptoms.importer.article_pages import ONE, TEXTS, ArticlePage
from symptoms.importer.pages import ORIGIN, PicturePage, TermPage
from symptoms.importer.references import row_of
from symptoms.models import (
    Article,
    CareCallout,
    EverydayWord,
    HandPicked,
    Picture,
    Question,
    Source,
    Tag,
    Tip,
)
from symptoms.text.content import ArticleContent
from symptoms.text.parts import Value, names_of, parts_of
from symptoms.workflow import term_review
from symptoms.workflow.reviewing import ReviewError

REASON = gettext_noop("Named in the content folder.")
STEP = 10
_TERMS = names_of(ArticleContent, Value.TERM)


def put_term(term: TermPage, by=None) -> tuple[str, str]:
    """Create or update the term; returns what was done and, for an update, which keys changed.

    Where a medical reviewer must approve such words, a file acts once for each text that it has: it
    approves them in the name of the clinician in `checked_by`, or asks for a review.
    """
    model = term.kind.model
    row = model.objects.filter(slug=term.slug).first() or model(slug=term.slug)
    if not term_review.is_reviewed(model):
        return _put(row, term, lambda row: term_review.save(row, by))
    if was_loaded(term):
        return "unchanged", ""
    done, detail = _put(row, term, lambda row: term_review.save(row, by, term.origin))
    if done == "unchanged":
        term_review.note(row, term.origin)
    if done != "refused" and not _review(row, term, done):
        return "refused", ""
    return done, _and_waits(row, detail) if done != "unchanged" else detail


def was_loaded(term: TermPage) -> bool:
    """Whether the file's text is the one that was last loaded from it, where that decides."""
    row = row_of(term.kind.name, term.slug)
    is_reviewed = term_review.is_reviewed(term.kind.model)
    return bool(row and is_reviewed) and term_review.origin(row, ORIGIN) == term.origin


def _review(row, term, done):
    """Approve the words of the file, if it names a reviewer; returns whether that was possible. It
    does not approve a proposal that somebody made in the admin.
    """
    reviewer = row_of("contributor", term.checked_by)
    is_files = not term_review.waiting(row) or done != "unchanged"
    if not (reviewer and is_files and (term_review.waiting(row) or term_review.is_unsigned(row))):
        return True
    try:
        read = term_review.read_now(row)
        term_review.approve(row, read, reviewer, reason=REASON, origin=term.origin)
    except ReviewError as error:
        term.page.report("checked_by", str(error))
        return False
    return True


def _and_waits(row, detail):
    waits = (
        _("waits for a medical reviewer: name one in checked_by")
        if term_review.waiting(row)
        else ""
    )
    return "; ".join(filter(None, [detail, waits]))


def put_everyday_words(term: TermPage) -> int:
    """Add the everyday words of a symptom that it does not have yet; returns how many those are."""
    row = term.kind.model.objects.get(slug=term.slug)
    return EverydayWord.objects.add(row, term.everyday_words)


def put_picture(picture: PicturePage) -> tuple[str, str]:
    """Like `put_term`. The same pixels are the same picture; the caller stores its file."""
    row = row_of_picture(picture) or Picture(width=picture.width, height=picture.height)
    row.file.name = picture.name
    return _put(row, picture, Picture.save)


def row_of_picture(picture: PicturePage) -> Picture | None:
    return Picture.objects.filter(file=picture.name).first()


def _put(row, page, save):
    changed = [column for column, value in page.columns.items() if getattr(row, column) != value]
    if row.pk and not changed:
        return "unchanged", ""
    done = "updated" if row.pk else "created"
    if not _save(row, page.columns, page, save):
        return "refused", ""
    keys = (page.kind.columns.get(column, column) for column in changed)
    return done, ", ".join(keys) if done == "updated" else ""


def _save(row, columns, page, save):
    """Save `columns` in `row` with `save` if the model allows it; returns whether it was saved."""
    for column, value in columns.items():
        setattr(row, column, value)
    problems = model_errors.about(row)
    for column, message in problems:
        page.page.report(page.kind.columns.get(column, column), message)
    if not problems:
        save(row)
    return not problems


def free_series_parts(articles: list[ArticlePage]) -> None:
    """Clear the part numbers that are about to change, so that two articles can swap theirs."""
    for article in articles:
        row = row_of("article", article.slug)
        place = row_of("series", article.slug_of("series")), article.columns["series_part"]
        if row and (row.series, row.series_part) != place:
            Article.objects.filter(pk=row.pk).update(series=None, series_part=None)


def put_article(article: ArticlePage, pictures: dict[str, Picture | None]) -> Article | None:
    """Create or update the article's own row, before the rows that depend on it."""
    row = row_of("article", article.slug) or Article(uuid=lasting(Article, article.slug))
    columns = columns_of(article, row_of, pictures)
    if article.is_update and "published" not in article.page.nodes:
        columns["first_published"] = row.first_published
    if row.pk and all(getattr(row, column) == value for column, value in columns.items()):
        return row
    return row if _save(row, columns, article, Article.save) else None


def columns_of(article: ArticlePage, row_of, pictures: dict[str, Picture | None]) -> dict[str, Any]:
    """The columns of its row; `row_of` finds a term by its kind and slug, `pictures` has them by theirs."""
    return article.columns | {
        **{name: row_of(ONE[name], article.slug_of(name)) for name in _TERMS},
        "picture": pictures.get(article.slug_of("picture")),
        **{name: getattr(article.text, name) for name in TEXTS if name != "tips"},
    }


def fill(row: Article, article: ArticlePage) -> None:
    """Write the parts that have their own rows, in the order of the editors' form."""
    for part in parts_of(ArticleContent):
        if part.name in PUT:
            PUT[part.name](row, article)


def _put_symptoms(row, article):
    row.symptoms.set(row_of("symptom", slug) for slug in article.slugs_of("symptoms"))


def _put_tags(row, article):
    row.tags.set(Tag.objects.spelled(article.tags))


def _put_tips(row, article):
    """Existing tips keep their identity; those that the file leaves out are retired."""
    there = {tip.slug: tip for tip in row.tips.all()}
    tips = []
    for text in article.text.tips:
        tip = there.pop(text.slug, None) or _new_tip(row, text.slug)
        tip.title, tip.body, tip.short = text.title, text.body, text.short
        tip.retired_at = None
        tips.append(tip)
    _put_in_order(tips, "tips", article)
    _retire(there)


def _new_tip(row, slug):
    return Tip(article=row, slug=slug, uuid=lasting(Tip, f"{row.uuid} {slug}"))


def lasting(model, name) -> UUID:
    """A uuid that the same file also gets in another database of this site, or a new one if a row
    that was since renamed has it already.
    """
    uuid = usual_uuid(model, name)
    return uuid4() if model.objects.filter(uuid=uuid).exists() else uuid


def usual_uuid(model, name) -> UUID:
    return uuid5(NAMESPACE_URL, f"{conf.get('SITE_URL')} {model._meta.model_name} {name}")


def _put_questions(row, article):
    """The same for questions, matched by their words."""
    there = {question.text: question for question in row.questions.all()}
    questions = []
    for text in article.questions:
        question = there.pop(text, None) or Question(article=row, text=text)
        question.retired_at = None
        questions.append(question)
    _put_in_order(questions, "questions", article)
    _retire(there)


def _put_callouts(row, article):
    row.callouts.all().delete()
    _save_all((CareCallout(article=row, **card) for card in article.callouts), "callouts", article)


def _put_sources(row, article):
    row.sources.all().delete()
    sources = [Source(article=row, **columns) for columns in article.sources]
    _put_in_order(sources, "sources", article)


def _put_related(row, article):
    row.hand_picked.all().delete()
    related = [row_of("article", slug) for slug in article.slugs_of("related")]
    _put_in_order([HandPicked(article=row, related=other) for other in related], "related", article)


# What writes each part of an article that is not a column of its row.
PUT: dict[str, Callable[[Article, ArticlePage], None]] = {
    "symptoms": _put_symptoms,
    "tags": _put_tags,
    "tips": _put_tips,
    "callouts": _put_callouts,
    "questions": _put_questions,
    "sources": _put_sources,
    "related": _put_related,
}


def _retire(parts):
    for part in parts.values():
        if part.retired_at is None:
            part.retire()


def _put_in_order(rows, key, article):
    for number, row in enumerate(rows, start=1):
        row.position = number * STEP
    _save_all(rows, key, article)


def _save_all(rows, key, article):
    for row in rows:
        problems = model_errors.about(row)
        for _column, message in problems:
            article.page.report(key, message)
        if not problems:
            row.save()
