"""Article and update files as plain records, with each value converted to its type."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from symptoms.importer import markdown, model_errors, moments
from symptoms.importer.fields import Fields, Item
from symptoms.importer.frontmatter import Page
from symptoms.importer.markdown import ArticleText
from symptoms.importer.moments import Moment
from symptoms.importer.pages import Kind, Reference, check_columns, read_columns
from symptoms.models import Article, CareCallout, Edition, Question, Source, Tag
from symptoms.text.content import ArticleContent
from symptoms.text.parts import Value, names_of

# Keys of the file that differ from the name of the part of the content.
_KEYS = {"first_published": "published", "is_general": "general", "series_part": "part"}
# Parts that come from the text of the file, not its front matter.
TEXTS = [name for name in names_of(ArticleContent) if hasattr(ArticleText(), name)]
_COLUMNS = names_of(ArticleContent, Value.LINE, Value.DAY, Value.FLAG, Value.NUMBER)
ARTICLES = Kind(
    "article",
    Article,
    {name: _KEYS.get(name, name) for name in _COLUMNS if name not in {"slug", *TEXTS}},
)
REFERENCES = names_of(ArticleContent, Value.TERM, Value.PICTURE)
_SOURCE = {"title": "title", "publisher": "publisher", "year": "year", "url": "url"}
# The key of each reference, and the kind of page that it names.
ONE = {"checked_by": "contributor"} | {
    name: str(Article._meta.get_field(name).related_model._meta.model_name)  # type: ignore[union-attr]
    for name in REFERENCES
}
_MANY = {"symptoms": "symptom", "related": "article"}
_STATES = ("draft", "live", "scheduled", "withdrawn")
_UPDATE_STATES = ("scheduled", "draft")


@dataclass(frozen=True, slots=True)
class ArticlePage:
    page: Page
    slug: str
    is_update: bool
    columns: dict
    kind: Kind
    references: tuple[Reference, ...]
    tags: tuple[str, ...]
    callouts: tuple[dict, ...]
    questions: tuple[str, ...]
    sources: tuple[dict, ...]
    text: ArticleText
    reviewed: date | None
    next_review: date | None
    state: str
    publish_at: Moment | None
    withdrawn_because: str

    @property
    def label(self) -> str:
        return f"{'update of ' if self.is_update else ''}article {self.slug}"

    @property
    def origin_prefix(self) -> str:
        """The prefix that the origins of all revisions loaded from this file share, whatever its
        text.
        """
        return f"content folder {'update ' if self.is_update else ''}sha256:"

    @property
    def origin(self) -> str:
        return self.origin_prefix + self.page.digest()

    def slug_of(self, key: str) -> str:
        """The slug under `key`, or ""."""
        return next((found.slug for found in self.references if found.key == key), "")

    def slugs_of(self, key: str) -> list[str]:
        return [found.slug for found in self.references if found.key == key]


def read_article(page: Page, slug: str, is_update: bool = False) -> ArticlePage:
    """The article that `page` describes; problems are noted in the page."""
    fields = Fields(page, page.nodes, page.lines)
    columns = {"slug": slug} | read_columns(fields, Article, ARTICLES.columns)
    article = ArticlePage(
        page=page,
        slug=slug,
        is_update=is_update,
        columns=columns,
        kind=ARTICLES,
        references=tuple(_references(fields)),
        tags=tuple(_tags(page, fields.texts("tags"))),
        callouts=tuple(_callouts(fields)),
        questions=tuple(_questions(fields)),
        sources=tuple(_sources(fields)),
        text=markdown.article_text(page),
        reviewed=fields.day("reviewed"),
        next_review=fields.day("next_review"),
        **_state(fields, _UPDATE_STATES if is_update else _STATES),
    )
    fields.refuse_others()
    check_columns(page, ARTICLES, columns)
    return article


def _references(fields):
    for key, kind in ONE.items():
        slug = fields.text(key)
        if slug:
            yield Reference(key, kind, slug, fields.page.lines[key])
    for key, kind in _MANY.items():
        for item in fields.texts(key):
            yield Reference(key, kind, item.text, item.line)


def _tags(page, items: list[Item]):
    longest = Tag._meta.get_field("name").max_length or 0
    for item in items:
        if len(item.text) > longest:
            page.report(
                "tags",
                _("A tag has at most %(max)s characters.") % {"max": longest},
                item.line,
            )
        yield item.text


def _callouts(fields):
    levels = set()
    for callout in fields.mappings("callouts"):
        level = callout.choice("level", CareCallout.Level.values, required=True)
        signs = "\n".join(item.text for item in callout.texts("signs"))
        if not signs:
            callout.report("signs", _("List at least one sign."))
        if level and level in levels:
            callout.report("level", _("There is a card of this level. Put all signs on one."))
        callout.refuse_others()
        for column, message in model_errors.about_columns(CareCallout(signs=signs), ["signs"]):
            if signs:
                callout.report(column, message)
        levels.add(level)
        yield {"level": level, "signs": signs}


def _questions(fields):
    for item in fields.texts("questions"):
        for _column, message in model_errors.about_columns(Question(text=item.text), ["text"]):
            fields.report("questions", message, item.line)
        yield item.text


def _sources(fields):
    for source in fields.mappings("sources"):
        columns = read_columns(source, Source, _SOURCE)
        source.refuse_others()
        _check_source(source, columns)
        yield columns


def _check_source(fields, columns):
    left_out = ["article", *(column for column in ("title",) if not columns[column])]
    for column, message in model_errors.about_new(Source(**columns), exclude=left_out):
        fields.report(column, message)


def _state(fields, states):
    state = fields.choice("state", states, required=True)
    because = fields.text("withdrawn_because")
    at = fields.text("publish_at", types=("str", "timestamp"))
    longest = Edition._meta.get_field("reason").max_length or 0
    if len(because) > longest:
        fields.page.report(
            "withdrawn_because", _("Use at most %(max)s characters.") % {"max": longest}
        )
    return {"state": state, "withdrawn_because": because, "publish_at": _moment(fields.page, at)}


def _moment(page, text):
    try:
        return moments.parse(text) if text else None
    except ValueError as error:
        page.report("publish_at", str(error))
        return None
