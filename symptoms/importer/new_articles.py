"""Live articles that the site doesn't have yet, which is nearly all of a large folder: prepared, checked and put into
a spool while nobody waits, and then written in one go.

The rows are those that `drafts`, `reviewing` and `publishing` would write one article after another; a test compares
them. Whatever is not so plain goes that way: drafts, what is scheduled or withdrawn, pages about the site, and
articles that are there already.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from symptoms import search
from symptoms.importer import drafts, model_errors
from symptoms.importer.article_pages import ArticlePage
from symptoms.importer.planned import Planned
from symptoms.importer.reserved_ids import reserve
from symptoms.importer.spool import THEN, Spool
from symptoms.importer.staged_index import StagedIndex
from symptoms.models import (
    Article,
    CareCallout,
    Edition,
    EditionTip,
    HandPicked,
    Question,
    Review,
    Revision,
    Source,
    Tip,
)
from symptoms.text import text_pictures
from symptoms.text.content import ArticleContent
from symptoms.text.folding import canonical
from symptoms.workflow import checklist, first_publishing, reviewing
from symptoms.workflow.first_publishing import Keys
from symptoms.workflow.publishing import NOT_APPROVED

_BATCH = 100
_LEVELS = list(CareCallout.Level)


def are_plain(articles: list[ArticlePage], planned: Planned) -> list[ArticlePage]:
    """Those that can be prepared here."""
    taken = _parts_taken(articles, planned)
    return [
        article
        for article in articles
        if article.state == "live"
        and not article.is_update
        and article.slug in planned.is_new
        and article.slug not in planned.pages
        and not planned.pages.intersection(article.slugs_of("related"))
        and (article.slug_of("series"), article.columns["series_part"]) not in taken
    ]


def _parts_taken(articles, planned):
    """Places in series that articles of the site have."""
    series = {planned.row("series", one.slug_of("series")) for one in articles} - {None}
    found = Article.objects.filter(series__in=[row.pk for row in series])
    return set(found.values_list("series__slug", "series_part")) if series else set()


def prepare(
    articles: list[ArticlePage],
    planned: Planned,
    spool: Spool,
    index: StagedIndex,
    *,
    coming: frozenset[str],
    by=None,
) -> None:
    """Put everything that publishing `articles` writes into `spool`, and into `index` what is written in
    advance. Problems are noted in their pages."""
    ahead = planned.ahead(articles)
    for at in range(0, len(articles), _BATCH):
        batch = [_Draft(article, planned) for article in articles[at : at + _BATCH]]
        _give_ids(batch)
        done = [_published(draft, planned, coming, ahead, by) for draft in batch]
        _put(spool, index, [one for one in done if one])


@dataclass(slots=True)
class _Done:
    rows: list[Any]
    edition: int
    index: search.Rows


def _put(spool, index, done):
    found = [row for one in done for row in one.index]
    words = {word for one in done for word in search.words_in_rows(one.index)}
    editions = [one.edition for one in done]
    index.put(found)
    rows = [row for one in done for row in one.rows]
    spool.put(rows, (editions, words, [] if index.is_in_advance else found))


def write(spool: Spool) -> None:
    """Write what was prepared, in the caller's transaction."""
    words: set[str] = set()
    editions: list[int] = []
    for some, of_these, index in spool.write():
        search.put_rows(index)
        words |= of_these
        editions += some
    search.add_words(words)
    first_publishing.announce(editions)


class _Rows(list[Any]):
    """Rows that were not written yet, where `ArticleContent.of` expects a manager."""

    def all(self):
        return self

    recommended = most_pressing_first = all


class _Callouts(_Rows):
    def most_pressing_first(self):
        return sorted(self, key=lambda card: _LEVELS.index(card.level))


@dataclass
class _Draft:
    """The working copy of a new article, as it will be. `ArticleContent.of` reads it like a saved one."""

    page: ArticlePage
    planned: Planned
    row: Article = field(init=False)
    keys: Keys | None = None

    def __post_init__(self):
        article, planned = self.page, self.planned
        columns = drafts.columns_of(article, planned.row, planned.by_slug)
        uuid = drafts.usual_uuid(Article, article.slug)
        self.row = Article(pk=planned.articles[article.slug], uuid=uuid, **columns)
        self.symptoms = _Rows(planned.row("symptom", slug) for slug in article.slugs_of("symptoms"))
        self.tags = _Rows({tag.pk: tag for tag in map(self._tag, article.tags)}.values())
        self.tips = _Rows(map(self._tip, article.text.tips))
        self.questions = _Rows(Question(article=self.row, text=text) for text in article.questions)
        self.sources = _Rows(Source(article=self.row, **columns) for columns in article.sources)
        self.callouts = _Callouts(CareCallout(article=self.row, **c) for c in article.callouts)
        self.hand_picked = _Rows(
            HandPicked(article=self.row, related_id=planned.articles[slug])
            for slug in dict.fromkeys(article.slugs_of("related"))
        )
        for rows in (self.tips, self.questions, self.sources, self.hand_picked):
            for number, part in enumerate(rows, start=1):
                part.position = number * drafts.STEP

    def __getattr__(self, name):
        return getattr(self.row, name)

    def _tag(self, name):
        return self.planned.tags[canonical(name)]

    def _tip(self, text):
        uuid = drafts.usual_uuid(Tip, f"{self.row.uuid} {text.slug}")
        columns = {"title": text.title, "body": text.body, "short": text.short}
        return Tip(article=self.row, slug=text.slug, uuid=uuid, **columns)

    def pictures_in_text(self):
        files = text_pictures.files(self.row.body)
        return [self.planned.pictures[file] for file in files if file in self.planned.pictures]

    def check(self) -> bool:
        """Note what the models refuse; returns whether they refuse nothing."""
        about = [(self.page.kind.columns, [self.row])] + [
            (key, rows)
            for key, rows in (
                ("tips", self.tips),
                ("callouts", self.callouts),
                ("questions", self.questions),
                ("sources", self.sources),
            )
        ]
        found = [
            (key if isinstance(key, str) else key.get(column, column), message)
            for key, rows in about
            for row in rows
            for column, message in model_errors.about_new(row)
        ]
        for key, message in found:
            self.page.page.report(key, message)
        return not found

    def rows(self) -> Iterator[Any]:
        """Everything that its editors’ form shows, to be written."""
        symptoms, tags = Article.symptoms.through, Article.tags.through
        yield self.row
        yield from (symptoms(article_id=self.row.pk, symptom_id=one.pk) for one in self.symptoms)
        yield from (tags(content_object_id=self.row.pk, tag_id=one.pk) for one in self.tags)
        for rows in (self.tips, self.callouts, self.questions, self.sources, self.hand_picked):
            yield from rows


def _give_ids(batch):
    """To the rows that others refer to, and other uuids where a row that was since renamed has the usual one."""
    for name, model in (("tips", Tip), ("questions", Question)):
        rows = [row for draft in batch for row in getattr(draft, name)]
        for row, pk in zip(rows, reserve(model, len(rows)), strict=True):
            row.pk = pk
    tips = [len(draft.tips) for draft in batch]
    of_tips = iter(reserve(EditionTip, sum(tips)))
    revisions, editions = (reserve(model, len(batch)) for model in (Revision, Edition))
    for draft, count, revision, edition in zip(batch, tips, revisions, editions, strict=True):
        draft.keys = Keys(revision, edition, [next(of_tips) for _ in range(count)])
    uniques: list[tuple[Any, list[Any]]] = [
        (Article, [draft.row for draft in batch]),
        (Tip, [tip for draft in batch for tip in draft.tips]),
    ]
    for model, rows in uniques:
        taken = model.objects.filter(uuid__in=[row.uuid for row in rows])
        for uuid in taken.values_list("uuid", flat=True):
            next(row for row in rows if row.uuid == uuid).uuid = uuid4()


def _published(draft, planned, coming, ahead, by):
    """What publishing it writes, or None with its problems noted."""
    page = draft.page
    if not draft.check():
        return None
    try:
        approval = _approval(page, planned)
    except reviewing.ReviewError as error:
        page.page.report("checked_by", str(error))
        return None
    content = ArticleContent.of(draft)
    problem = _problem(content, approval, coming, ahead)
    if problem:
        page.page.report("state", problem)
        return None
    shown = {picture.file.name: picture for picture in draft.pictures_in_text()}
    published = first_publishing.rows(
        draft.row, content, draft.keys, THEN, pictures=shown, by=by, origin=page.origin, approval=approval
    )  # fmt: skip
    rows = [*draft.rows(), *published]
    return _Done(rows, draft.keys.edition, first_publishing.index_rows(content, draft.keys))


def _approval(page, planned):
    reviewer = planned.row("contributor", page.slug_of("checked_by"))
    if not reviewer:
        return None
    facts = reviewing.earlier_approval(reviewer, page.reviewed, page.next_review)
    return Review(verdict=Review.Verdict.APPROVED, **facts)


def _problem(content, approval, coming, ahead):
    blocks = checklist.blocks(content, coming, ahead)
    if blocks:
        return " ".join(block.sentence for block in blocks)
    return str(NOT_APPROVED) if reviewing.is_required(content) and not approval else ""
