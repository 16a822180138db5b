"""What must be true within one article file: keys that belong together, lengths, and the checklist."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from symptoms.importer import model_errors
from symptoms.importer.article_pages import REFERENCES, TEXTS, ArticlePage
from symptoms.models import Article, Tip
from symptoms.models.article import EARLIEST_DAY
from symptoms.text import text_pictures
from symptoms.text.content import (
    ArticleContent,
    Byline,
    CalloutContent,
    PictureRef,
    QuestionContent,
    Ref,
    SeriesRef,
    SourceContent,
    SponsorRef,
    TextPicture,
    TipContent,
)
from symptoms.text.parts import parts_of
from symptoms.workflow import checklist, reviewing


def check(article: ArticlePage) -> None:
    """Note what is wrong in the page of `article`."""
    _check_state_keys(article)
    _check_pairs(article)
    _check_dates(article)
    _check_text(article)
    _check_ready(article)


def _check_state_keys(article):
    page, nodes = article.page, article.page.nodes
    for key, state in (("publish_at", "scheduled"), ("withdrawn_because", "withdrawn")):
        if article.state == state and key not in nodes:
            page.report(
                key,
                _("Is missing. Add it: the state is %(state)s.") % {"state": state},
                page.lines["state"],
            )
        if article.state and article.state != state and key in nodes:
            page.report(
                key,
                _("Goes with “state: %(state)s”. Change the state, or leave it out.")
                % {"state": state},
            )


def _check_pairs(article):
    page, nodes = article.page, article.page.nodes
    for one, other in (("series", "part"), ("sponsor", "sponsor_role")):
        for key, partner in ((one, other), (other, one)):
            if key in nodes and partner not in nodes:
                page.report(
                    key, _("Goes with %(partner)s. Give both, or neither.") % {"partner": partner}
                )
    if article.columns["series_part"] == 0:
        page.report("part", _("The first part is 1."))


def _check_dates(article):
    """The dates of the last and next review; `past_day` has already checked the publication date."""
    page, reviewed, due = article.page, article.reviewed, article.next_review
    for key, partner in (("reviewed", "checked_by"), ("next_review", "reviewed")):
        if key in page.nodes and partner not in page.nodes:
            page.report(
                key,
                _("Goes with %(partner)s. Give both, or leave this out.") % {"partner": partner},
            )
    if reviewed and not EARLIEST_DAY <= reviewed <= timezone.localdate():
        page.report("reviewed", _("Choose a day from 1990 to today."))
    elif reviewed and due and not reviewed < due <= reviewing.latest_due(reviewed):
        months = reviewing.MAX_MONTHS
        page.report(
            "next_review",
            _("Choose a day after reviewed, at most %(months)s months later.") % {"months": months},
        )


def _check_text(article):
    page, text = article.page, article.text
    tips = [
        (Tip(title=tip.title, short=tip.short), column, "tips", tip.line)
        for tip in text.tips
        for column in ("title", "short")
    ]
    heading = Article(tips_heading=text.tips_heading)
    rows = [*tips, (heading, "tips_heading", "tips_heading", page.lines.get("tips_heading"))]
    for row, column, key, line in rows:
        if getattr(row, column):
            for _column, message in model_errors.about_columns(row, [column]):
                page.report(key, message, line)


def _check_ready(article):
    if article.state not in {"", "draft"}:
        content = content_of(article)
        for block in checklist.facts(content):
            if block.sentence == checklist.SKIPS_A_LEVEL:
                message = _("Start with ##: a level is skipped. ### stands below one with ##.")
                article.page.report("text", message, article.text.first_heading)
            else:
                article.page.report(
                    "state",
                    _("This cannot be published. %(sentence)s") % {"sentence": block.sentence},
                )
        if reviewing.is_required(content) and not article.slug_of("checked_by"):
            message = _("This cannot be published. Say which clinician checked it: checked_by.")
            article.page.report("state", message)


def content_of(article: ArticlePage) -> ArticleContent:
    """The content that the file will produce, with 0 for ids that don't exist yet."""
    text, published = article.text, article.columns["first_published"]
    words = {name: getattr(text, name) for name in TEXTS}
    tips = tuple(TipContent(0, tip.slug, tip.title, tip.body, tip.short) for tip in text.tips)
    return ArticleContent(
        **article.columns | {"first_published": str(published) if published else None},
        **words | {"tips": tips},
        **_references(article),
        symptoms=tuple(Ref(0, slug, slug) for slug in article.slugs_of("symptoms")),
        tags=tuple(Ref(0, tag, tag) for tag in article.tags),
        pictures=tuple(TextPicture(file, 0, 0, "") for file in text_pictures.files(text.body)),
        callouts=tuple(
            CalloutContent(card["level"], tuple(card["signs"].split("\n")))
            for card in article.callouts
        ),
        questions=tuple(QuestionContent(0, question) for question in article.questions),
        sources=tuple(SourceContent(**source) for source in article.sources),
        related=tuple(0 for _slug in article.slugs_of("related")),
    )


def _references(article):
    parts = [part for part in parts_of(ArticleContent) if part.name in REFERENCES]
    slugs = [article.slug_of(part.name) for part in parts]
    return {
        part.name: _UNSAVED[part.kind](slug) if slug else None
        for part, slug in zip(parts, slugs, strict=True)
    }


_UNSAVED: dict[Any, Callable[[str], Any]] = {
    Ref: lambda slug: Ref(0, slug, slug),
    SeriesRef: lambda slug: SeriesRef(0, slug, slug, ""),
    Byline: lambda slug: Byline(0, slug, slug, "", False),
    SponsorRef: lambda slug: SponsorRef(0, slug, slug, "", False),
    PictureRef: lambda slug: PictureRef(0, slug, 0, 0, "", ""),
}
