"""What must be true of a content before it is published. Hard facts only; each names its field."""

import re
from typing import NamedTuple

from symptoms import conf
from symptoms.models import CareCallout, Kind
from symptoms.models.article import address_of
from symptoms.text import link_addresses, links, sanitizer, text_pictures
from symptoms.text.content import ArticleContent
from symptoms.workflow import internal_links

# Link words that tell nothing in a list of links (WCAG 2.4.9).
EMPTY_WORDS = {"here", "click here", "this", "this page", "read more", "more", "link", "learn more"}

NO_STANDFIRST = "Write a standfirst: the line under the title."
NO_BODY = "Write the body."
LOST_PICTURE = (
    "The body shows a picture that is not in the collection. Take it out, or add it again."
)
SKIPS_A_LEVEL = "Make the first heading of the body a large one: a level is skipped."
_FIRM = {"topic", "author", "body", "callouts-group"}


class Block(NamedTuple):
    """Why a content cannot be published: the form's field, and a sentence for its editor.

    A firm one cannot be overridden: without it there is no page, or an unsafe one.
    """

    field: str
    sentence: str
    is_firm: bool = False


def blocks(content: ArticleContent, coming: frozenset[str] = frozenset()) -> list[Block]:
    """What is missing or wrong in `content`; empty when it can be published.

    Asks the database only for what internal links lead to; `coming` are slugs of articles that go
    live together with it.
    """
    return [*facts(content), *_empty_words(content), *dead_links(content, coming)]


def facts(content: ArticleContent) -> list[Block]:
    """The part of `blocks` that asks no database."""
    missing = _missing_on_a_page if content.kind == Kind.PAGE else _missing
    return [*missing(content), *_headings_out_of_order(content), *_lost_pictures(content)]


# What a page about the site does not have: the content's field, the form's, and its name.
_ONLY_ARTICLES = [
    ("topic", "topic", "topic"),
    ("symptoms", "symptoms", "symptoms"),
    ("tags", "tags", "tags"),
    ("series", "series", "series"),
    ("author", "author", "author"),
    ("first_published", "first_published", "first published"),
    ("sponsor", "sponsor", "sponsor"),
    ("picture", "picture", "picture"),
    ("tips_heading", "tips_heading", "tips heading"),
    ("tips_intro", "tips_intro", "tips intro"),
    ("tips", "tips-group", "tips"),
    ("closing", "closing", "closing"),
    ("callouts", "callouts-group", "when to get help"),
    ("questions", "questions-group", "questions"),
    ("sources", "sources-group", "sources"),
    ("related", "hand_picked-group", "related articles"),
]


def _missing_on_a_page(content):
    """Short of words, or with what its page would not show."""
    if not content.standfirst.strip():
        yield Block("standfirst", NO_STANDFIRST)
    if not sanitizer.plain(content.body):
        yield Block("body", NO_BODY, True)
    found = [(field, name) for part, field, name in _ONLY_ARTICLES if getattr(content, part)]
    if found:
        names = ", ".join(name for _field, name in found)
        yield Block(
            found[0][0],
            f"A page about this site has a title, a standfirst and a body only. Take out: {names}.",
            True,
        )


def _missing(content):
    needs_source = content.kind == Kind.INFORMATION
    facts = [
        (content.standfirst.strip(), "standfirst", NO_STANDFIRST),
        (content.topic, "topic", "Choose a topic."),
        (
            content.symptoms or content.is_general,
            "symptoms",
            "Choose a symptom, or tick that it is about none in particular.",
        ),
        (content.author, "author", "Choose an author, so that readers know who wrote it."),
        (sanitizer.plain(content.body), "body", NO_BODY),
        (not content.tips or content.tips_heading, "tips_heading", "Give the tips a heading."),
        (
            not _says_to_call(content) or conf.get("EMERGENCY_NUMBER"),
            "callouts-group",
            "A card says to call the emergency number, but the site has none: "
            "set SYMPTOMS_EMERGENCY_NUMBER.",
        ),
        (
            content.sources or not needs_source,
            "sources-group",
            "Name at least one source: this is health information.",
        ),
    ]
    return [Block(field, words, field in _FIRM) for fact, field, words in facts if not fact]


def _says_to_call(content):
    return any(callout.level == CareCallout.Level.EMERGENCY for callout in content.callouts)


def _headings_out_of_order(content):
    """Only two levels can be written, so only the first heading can skip one."""
    first = re.search(r"<h([23])>", content.body)
    if first and first[1] == "3":
        yield Block("body", SKIPS_A_LEVEL)


def _lost_pictures(content):
    known = {picture.file for picture in content.pictures}
    if not known.issuperset(text_pictures.files(content.body)):
        yield Block("body", LOST_PICTURE, True)


def dead_links(content: ArticleContent, coming: frozenset[str] = frozenset()) -> list[Block]:
    """The part of `blocks` about links that lead readers nowhere; see there."""
    paths = internal_links.going_live_with(content)
    paths |= {address_of(kind, slug) for slug in coming for kind in (Kind.PAGE, Kind.INFORMATION)}
    return [
        Block(field, problem)
        for field, html in _texts(content)
        for problem in dead_links_of(html, paths)
    ]


def dead_links_of(html: str, coming: frozenset[str] = frozenset()) -> list[str]:
    """A sentence for each link of one text that leads nowhere; `coming` are paths that soon will."""
    return list(filter(None, (_where_it_fails(link, coming) for link in links.of(html))))


def _where_it_fails(link, coming):
    try:
        address = link_addresses.completed(link.address)
    except link_addresses.Unclear as error:
        return f"The link “{link.words}” leads nowhere. {error}"
    if address.startswith("/") and not internal_links.leads_somewhere(address, coming):
        return f"The link “{link.words}” leads to {address}, which is no live page."
    return ""


def _empty_words(content):
    for field, html in _texts(content):
        for link in links.of(html):
            if link.words.lower().strip(" .:›»") in EMPTY_WORDS or not link.words:
                words = f"The link “{link.words}” tells nothing by itself. Use other words."
                yield Block(field, words)


def _texts(content):
    yield "body", content.body
    yield "tips_intro", content.tips_intro
    for number, tip in enumerate(content.tips):
        yield f"tips-{number}-body", tip.body
    yield "closing", content.closing
