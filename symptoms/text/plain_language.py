"""Plain language, as advice to editors. It blocks nothing: a person decides, and a score is only a
guide.

The limits follow plain-language guidance for health information: school grade 8, sentences of 20
words, paragraphs of 3 sentences, lists of 7 items, tip titles of 12 words and tips of 120.
"""

import re
from collections.abc import Iterator
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms import conf
from symptoms.text import readability, sanitizer
from symptoms.text.content import ArticleContent
from symptoms.text.parts import Value, parts_of, rich_texts

# The languages that the rules and the reading grade support.
LANGUAGES = ("en",)
HARDEST_GRADE = 8
MAX_SENTENCE_WORDS = 20
MAX_SENTENCES_PER_PARAGRAPH = 3
MAX_LIST_ITEMS = 7
MAX_TIP_TITLE_WORDS = 12
MAX_TIP_WORDS = 120
MAX_SENTENCES_NAMED = 5
# The grade of fewer words says little.
MIN_WORDS_TO_GRADE = 30
BEST_GRADE = 6

# Words to avoid, and what to say instead.
AVOID = {
    r"suffer(?:s|ing)? from|sufferers?": "have, or people with MS",
    r"victims?": "people with MS",
    r"MS patients?": "people with MS",
    r"wheelchair[- ]bound|confined to a wheelchair": "use a wheelchair",
    r"afflicted": "have",
    r"normal people|healthy people": "people without MS",
    r"in order to": "to",
    r"utili[sz]e": "use",
    r"prior to": "before",
}
_KNOWN = {"MS", "OK", "TV", "US", "UK", "AM", "PM"}
_CAPITALS = re.compile(r"\b[A-Z]{2,}s?\b")
_PERCENT = re.compile(r"\b\d+(?:\.\d+)?\s?(?:%|percent\b)")
_LIST = re.compile(r"<[uo]l>(.*?)</[uo]l>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


class About(Enum):
    """What advice is about, in the order in which editors read it."""

    GRADE = gettext_lazy("Reading level")
    SENTENCES = gettext_lazy("Long sentences")
    PARAGRAPHS = gettext_lazy("Long paragraphs")
    LISTS = gettext_lazy("Long lists")
    WORDS = gettext_lazy("Plainer words")
    NUMBERS = gettext_lazy("Numbers")
    TIPS = gettext_lazy("Tips")
    ABBREVIATIONS = gettext_lazy("Abbreviations")


class Advice(NamedTuple):
    """The form's field, a sentence for its editor, what it is about, and the words in the field that it is
    about, "" for the whole field."""

    field: str
    sentence: str
    about: About
    passage: str = ""


class Level(NamedTuple):
    """How many words the text in the form's `field` has, and its Flesch-Kincaid and SMOG grades; None for a
    text that is too short to tell. The field "" is the whole article."""

    field: str
    words: int
    grade: int | None
    smog: int | None


def advice(content: ArticleContent) -> list[Advice]:
    """What would make `content` easier to read, most important first. Empty in a language that the
    rules do not support: see LANGUAGES.
    """
    if conf.language() not in LANGUAGES:
        return []
    texts, short_forms = list(rich_texts(content)), _short_forms(content)
    return [
        *_grade([*texts, *short_forms]),
        *(item for field, html in texts for item in _of_text(field, html)),
        *(item for field, html in short_forms for item in _of_short(field, html)),
        *_tips(content),
        *_abbreviations(content, texts),
    ]


def grouped(found: list[Advice]) -> list[tuple[About, list[Advice]]]:
    """`found` by what it is about."""
    order = list(About)
    in_order = sorted(found, key=lambda one: order.index(one.about))
    return [(about, list(of_it)) for about, of_it in groupby(in_order, lambda one: one.about)]


def levels(content: ArticleContent) -> list[Level]:
    """The reading level of the whole article, then of each text in it. Empty in a language that the rules do
    not support."""
    if conf.language() not in LANGUAGES:
        return []
    texts = [(field, html) for field, html in rich_texts(content) if sanitizer.plain(html)]
    every = [*texts, *_short_forms(content)]
    return [
        _level("", [html for _field, html in every]),
        *(_level(field, [html]) for field, html in texts),
    ]


def _level(field: str, texts: list[str]) -> Level:
    counts = readability.counts_of(texts)
    if counts.words < MIN_WORDS_TO_GRADE:
        return Level(field, counts.words, None, None)
    return Level(field, counts.words, max(0, round(counts.grade())), round(counts.smog()))


def _short_forms(content: ArticleContent) -> list[tuple[str, str]]:
    return [
        (f"tips-{number}-short", f"<p>{escape(tip.short)}</p>")
        for number, tip in enumerate(content.tips)
        if tip.short
    ]


def _grade(texts: list[tuple[str, str]]) -> Iterator[Advice]:
    grade = readability.counts_of(html for _field, html in texts).grade()
    if grade > HARDEST_GRADE:
        yield Advice(
            "body",
            _(
                "The reading level is about grade %(grade)s. Aim for grade 6, and no higher than %(hardest)s: "
                "use shorter sentences and everyday words."
            )
            % {"grade": round(grade), "hardest": HARDEST_GRADE},
            About.GRADE,
        )


def _of_short(field: str, html: str) -> Iterator[Advice]:
    """A short form is one paragraph, however many sentences it has."""
    yield from _sentences(field, html)
    yield from _words(field, sanitizer.plain(html))


def _sentences(field: str, html: str) -> Iterator[Advice]:
    sentences = readability.sentences_of(html)
    long = [words for words in sentences if len(words) > MAX_SENTENCE_WORDS]
    for words in long[:MAX_SENTENCES_NAMED]:
        start = " ".join(words[:6])
        said = _("“%(start)s …” has %(count)s words. Can you split it?")
        counted = said % {"start": start, "count": len(words)}
        yield Advice(field, counted, About.SENTENCES, " ".join(words))


def _of_text(field: str, html: str) -> Iterator[Advice]:
    yield from _sentences(field, html)
    for paragraph in _PARAGRAPH.findall(html):
        found = readability.sentences_of(paragraph)
        if len(found) > MAX_SENTENCES_PER_PARAGRAPH:
            start = " ".join(found[0][:6])
            said = _(
                "The paragraph “%(start)s …” has %(count)s sentences. Can you split it in two?"
            )
            counted = said % {"start": start, "count": len(found)}
            yield Advice(field, counted, About.PARAGRAPHS, " ".join(map(" ".join, found)))
    for items in _LIST.findall(html):
        if items.count("<li>") > MAX_LIST_ITEMS:
            said = _("A list has %(count)s items. Seven are easier to remember.")
            first = sanitizer.plain(items.partition("</li>")[0])
            counted = said % {"count": items.count("<li>")}
            yield Advice(field, counted, About.LISTS, first)
    yield from _words(field, sanitizer.plain(html))


def _words(field: str, text: str) -> Iterator[Advice]:
    for pattern, instead in AVOID.items():
        if found := re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            said = _("Instead of “%(words)s”, write: %(instead)s.")
            named = {"words": found[0], "instead": instead}
            yield Advice(field, said % named, About.WORDS, found[0])
    if found := _PERCENT.search(text):
        said = _("“%(number)s”: can you write it like “1 in 5”?")
        yield Advice(field, said % {"number": found[0]}, About.NUMBERS, found[0])


def _tips(content: ArticleContent) -> Iterator[Advice]:
    for number, tip in enumerate(content.tips):
        title, body = len(tip.title.split()), len(sanitizer.plain(tip.body).split())
        if title > MAX_TIP_TITLE_WORDS:
            said = _("The title of tip %(number)s has %(count)s words. Use at most %(most)s.")
            values = {"number": number + 1, "count": title, "most": MAX_TIP_TITLE_WORDS}
            yield Advice(f"tips-{number}-title", said % values, About.TIPS)
        if body > MAX_TIP_WORDS:
            said = _("Tip %(number)s has %(count)s words. Is it two tips?")
            values = {"number": number + 1, "count": body}
            yield Advice(f"tips-{number}-body", said % values, About.TIPS)


def _abbreviations(content: ArticleContent, texts: list[tuple[str, str]]) -> Iterator[Advice]:
    """Abbreviations are explained where they first occur: "disease-modifying therapy (DMT)"."""
    lines = [
        (part.form_name, getattr(content, part.name))
        for part in parts_of(content)
        if part.value is Value.LINE and part.is_quoted
    ]
    said_where = [*lines, *((field, sanitizer.plain(html)) for field, html in texts)]
    text = " ".join(said for _field, said in said_where)
    for word in dict.fromkeys(found[0].rstrip("s") for found in _CAPITALS.finditer(text)):
        if word not in _KNOWN and f"({word}" not in text[: text.index(word) + 1 + len(word)]:
            said = _("Explain “%(word)s” the first time: write the full words, then (%(word)s).")
            field = next(field for field, said in said_where if word in said)
            yield Advice(field, said % {"word": word}, About.ABBREVIATIONS, word)
