"""What must be true of a content before it is published. Hard facts only; each names its field."""

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Value as Literal
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms import conf
from symptoms.models import CareCallout, Kind, Series, Symptom, Topic
from symptoms.models.article import address_of
from symptoms.text import link_addresses, links, sanitizer, text_pictures
from symptoms.text.content import ArticleContent
from symptoms.text.links import Link
from symptoms.text.parts import Part, Value, parts_of, rich_texts
from symptoms.workflow import internal_links

# Link words that mean nothing in a list of links (WCAG 2.4.9).
# Translators: what a link may say that means nothing in a list of links, in the language of the texts.
EMPTY_WORDS = gettext_lazy("here, click here, this, this page, read more, more, link, learn more")

NOT_PUBLISHED = gettext_lazy("“%(name)s” is a draft. Publish it before the article.")
LOST_PICTURE = gettext_lazy(
    "The body shows a picture that isn’t in the collection. Remove it, or add it again."
)
SKIPS_A_LEVEL = gettext_lazy(
    "Make the first heading of the body a large heading. A heading level is skipped."
)


class Block(NamedTuple):
    """Why a content cannot be published: the form's field, and a sentence for its editor.

    A firm one can't be overridden, because the page would be impossible or unsafe.
    """

    field: str
    sentence: str
    is_firm: bool = False


class Ahead(NamedTuple):
    """What will be in the database when a text is published that is checked before: the paths of pages, and the
    terms that have none yet, as (field, id) with their names."""

    paths: frozenset[str]
    drafts: dict[tuple[str, int], str]


def blocks(
    content: ArticleContent, coming: frozenset[str] = frozenset(), ahead: Ahead | None = None
) -> list[Block]:
    """What is missing or wrong in `content`; empty when it can be published.

    Queries the database only for the targets of internal links and for terms; `coming` are slugs of articles that
    go live together with it. With `ahead`, it is asked for no terms.
    """
    drafts = _drafts(content) if ahead is None else _drafts_among(content, ahead.drafts)
    return [
        *facts(content),
        *_empty_words(content),
        *dead_links(content, coming, ahead.paths if ahead else frozenset()),
        *(Block(field, str(NOT_PUBLISHED) % {"name": name}, True) for field, name in drafts),
        *_checks_of_the_site(content),
    ]


def _chosen(content: ArticleContent) -> list[tuple[Any, str, list[int]]]:
    return [
        (Symptom, "symptoms", [ref.id for ref in content.symptoms]),
        (Topic, "topic", [content.topic.id] if content.topic else []),
        (Series, "series", [content.series.id] if content.series else []),
    ]


def _drafts(content: ArticleContent) -> Any:
    """Terms whose pages readers would not find: the field and the name of each."""
    drafts = [
        model.objects.filter(pk__in=ids, is_public=False)
        .order_by()
        .values_list(Literal(field), "name")
        for model, field, ids in _chosen(content)
    ]
    return drafts[0].union(*drafts[1:])


def _drafts_among(
    content: ArticleContent, drafts: dict[tuple[str, int], str]
) -> Iterable[tuple[str, str]]:
    keys = [(field, pk) for _model, field, ids in _chosen(content) for pk in ids]
    return [(key[0], drafts[key]) for key in keys if key in drafts]


def _checks_of_the_site(content: ArticleContent) -> Iterator[Block]:
    """What the functions named in `SYMPTOMS["CHECKS"]` find; see docs/extend.md."""
    for name in conf.get("CHECKS"):
        for field, sentence in import_string(name)(content):
            yield Block(field, sentence)


def facts(content: ArticleContent) -> list[Block]:
    """The part of `blocks` that needs no database."""
    return [
        *_missing(content),
        *_no_emergency_number(content),
        *_headings_out_of_order(content),
        *_lost_pictures(content),
        *(_not_on_a_page(content) if content.kind == Kind.PAGE else ()),
    ]


def _missing(content: ArticleContent) -> Iterator[Block]:
    is_page = content.kind == Kind.PAGE
    for part in parts_of(content):
        is_needed = part.needed and (part.on_pages or not is_page) and part.is_needed(content)
        if is_needed and not _says_something(part, getattr(content, part.name)):
            yield Block(part.form_field, str(part.needed), part.is_firm)


def _says_something(part: Part, value: Any) -> bool:
    if part.value is Value.RICH:
        return bool(sanitizer.plain(value))
    return bool(value.strip() if part.value is Value.LINE else value)


def _not_on_a_page(content: ArticleContent) -> Iterator[Block]:
    """Parts that the page of a text about the site would not show."""
    found = [
        part for part in parts_of(content) if not part.on_pages and getattr(content, part.name)
    ]
    if found:
        names = ", ".join(str(part.label) for part in found)
        sentence = _(
            "A page about this site has a title, a standfirst and a body only. Remove: %(parts)s."
        ) % {"parts": names}
        yield Block(found[0].form_field, sentence, True)


def _no_emergency_number(content: ArticleContent) -> Iterator[Block]:
    if _says_to_call(content) and not conf.get("EMERGENCY_NUMBER"):
        sentence = _(
            "A card says to call the emergency number, but the site has none: "
            "set SYMPTOMS_EMERGENCY_NUMBER."
        )
        yield Block("callouts-group", sentence, True)


def _says_to_call(content: ArticleContent) -> bool:
    return any(callout.level == CareCallout.Level.EMERGENCY for callout in content.callouts)


def _headings_out_of_order(content: ArticleContent) -> Iterator[Block]:
    """Only two levels can be written, so only the first heading can skip one."""
    first = re.search(r"<h([23])>", content.body)
    if first and first[1] == "3":
        yield Block("body", str(SKIPS_A_LEVEL))


def _lost_pictures(content: ArticleContent) -> Iterator[Block]:
    known = {picture.file for picture in content.pictures}
    if not known.issuperset(text_pictures.files(content.body)):
        yield Block("body", str(LOST_PICTURE), True)


def dead_links(
    content: ArticleContent,
    coming: frozenset[str] = frozenset(),
    paths: frozenset[str] = frozenset(),
) -> list[Block]:
    """The part of `blocks` about broken internal links; see there."""
    texts = [(field, html) for field, html in rich_texts(content) if "<a " in html]
    if not texts:
        return []
    there = _Any((internal_links.going_live_with(content), _paths_of(coming), paths))
    return [
        Block(field, problem) for field, html in texts for problem in dead_links_of(html, there)
    ]


class _Any(tuple[Container[str], ...]):
    """Has what one of the sets has; thousands of texts that are loaded together share the large ones."""

    def __contains__(self, path: object) -> bool:
        return any(path in paths for paths in self)


@lru_cache(maxsize=1)
def _paths_of(coming: frozenset[str]) -> frozenset[str]:
    kinds = (Kind.PAGE, Kind.INFORMATION)
    return frozenset(address_of(kind, slug) for slug in coming for kind in kinds)


def dead_links_of(html: str, coming: Container[Any] = frozenset()) -> list[str]:
    """A sentence for each broken link of one text; `coming` are paths that will soon exist."""
    return list(filter(None, (_where_it_fails(link, coming) for link in links.of(html))))


def _where_it_fails(link: Link, coming: Container[Any]) -> str:
    try:
        address = link_addresses.completed(link.address)
    except link_addresses.Unclear as error:
        return _("The link “%(words)s” doesn’t work. %(error)s") % {
            "words": link.words,
            "error": error,
        }
    if address.startswith("/") and not internal_links.leads_somewhere(address, coming):
        return _("The link “%(words)s” points to %(address)s, which isn’t a live page.") % {
            "words": link.words,
            "address": address,
        }
    return ""


def _empty_words(content: ArticleContent) -> Iterator[Block]:
    empty = str(EMPTY_WORDS).split(", ")
    for field, html in rich_texts(content):
        for link in links.of(html):
            if link.words.lower().strip(" .:›»") in empty or not link.words:
                words = _("The link “%(words)s” doesn’t say where it goes. Use other words.") % {
                    "words": link.words
                }
                yield Block(field, words)
