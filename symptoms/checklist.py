"""What must be true of a content before it is published. Hard facts only; each names its field."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

from symptoms import conf, rendering
from symptoms.content import ArticleContent
from symptoms.models import CareCallout, Edition, Kind, Series, Symptom, Topic

# Link words that tell nothing in a list of links (WCAG 2.4.9).
EMPTY_WORDS = {"here", "click here", "this", "this page", "read more", "more", "link", "learn more"}

NO_STANDFIRST = "Write a standfirst: the line under the title."
NO_BODY = "Write the body."
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
    return [*facts(content), *_poor_links(content, coming | {content.slug})]


def facts(content: ArticleContent) -> list[Block]:
    """The part of `blocks` that asks no database."""
    missing = _missing_on_a_page if content.kind == Kind.PAGE else _missing
    return [*missing(content), *_headings_out_of_order(content)]


# What a page about the site does not have: the content's field, the form's, and its name.
_ONLY_ARTICLES = [
    ("topic", "topic", "topic"),
    ("symptoms", "symptoms", "symptoms"),
    ("tags", "tags", "tags"),
    ("series", "series", "series"),
    ("author", "author", "author"),
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
    if not rendering.plain(content.body):
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
        (rendering.plain(content.body), "body", NO_BODY),
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
        yield Block("body", "Make the first heading of the body a large one: a level is skipped.")


def _poor_links(content, coming):
    for field, html in _texts(content):
        for address, words in _Links.of(html):
            if words.lower().strip(" .:›»") in EMPTY_WORDS or not words:
                yield Block(field, f"The link “{words}” tells nothing by itself. Use other words.")
            if address.startswith("/") and not _leads_somewhere(address, coming):
                yield Block(field, f"The link “{words}” leads to {address}, which is no live page.")


def _texts(content):
    yield "body", content.body
    yield "tips_intro", content.tips_intro
    for number, tip in enumerate(content.tips):
        yield f"tips-{number}-body", tip.body
    yield "closing", content.closing


_PAGES = {"symptoms", "search", "feed", "reading-settings", "favorites"}
_HUBS = {"symptoms": Symptom, "topics": Topic, "series": Series}


def _leads_somewhere(address, coming):
    parts = [part for part in re.split(r"[?#]", address)[0].split("/") if part]
    if len(parts) < 2:
        return not parts or parts[0] in _PAGES
    room, slug = parts[:2]
    if room in {"articles", "about"}:
        live = Edition.objects.live().filter(slug=slug)
        shelf = live.pages() if room == "about" else live.articles()
        return slug in coming or shelf.exists()
    return room not in _HUBS or _HUBS[room].objects.filter(slug=slug).exists()


class _Links(HTMLParser):
    """The links of a rich text, as (address, words)."""

    def __init__(self):
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []
        self.inside = False

    @classmethod
    def of(cls, html):
        parser = cls()
        parser.feed(html)
        return [(address, " ".join("".join(words).split())) for address, words in parser.found]

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append((dict(attrs).get("href") or "", []))
            self.inside = True

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "a"

    def handle_data(self, data):
        if self.inside:
            self.found[-1][1].append(data)
