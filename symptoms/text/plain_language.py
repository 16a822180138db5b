"""Plain language, as advice to editors. It blocks nothing: a person decides, and a score is only a
guide.

The limits follow plain-language guidance for health information: school grade 8, sentences of 20
words, paragraphs of 3 sentences, lists of 7 items, tip titles of 12 words and tips of 120.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.html import escape
from django.utils.translation import gettext as _

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


class Advice(NamedTuple):
    """The form's field, and a sentence for its editor."""

    field: str
    sentence: str


def advice(content: ArticleContent) -> list[Advice]:
    """What would make `content` easier to read, most important first. Empty in a language that the
    rules do not support: see LANGUAGES.
    """
    if conf.language() not in LANGUAGES:
        return []
    texts = list(rich_texts(content))
    short_forms = [
        (f"tips-{number}-short", f"<p>{escape(tip.short)}</p>")
        for number, tip in enumerate(content.tips)
        if tip.short
    ]
    return [
        *_grade([*texts, *short_forms]),
        *(item for field, html in texts for item in _of_text(field, html)),
        *(item for field, html in short_forms for item in _of_short(field, html)),
        *_tips(content),
        *_abbreviations(content, texts),
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
        yield Advice(field, said % {"start": start, "count": len(words)})


def _of_text(field: str, html: str) -> Iterator[Advice]:
    yield from _sentences(field, html)
    for paragraph in _PARAGRAPH.findall(html):
        found = readability.sentences_of(paragraph)
        if len(found) > MAX_SENTENCES_PER_PARAGRAPH:
            start = " ".join(found[0][:6])
            said = _(
                "The paragraph “%(start)s …” has %(count)s sentences. Can you split it in two?"
            )
            yield Advice(field, said % {"start": start, "count": len(found)})
    for items in _LIST.findall(html):
        if items.count("<li>") > MAX_LIST_ITEMS:
            said = _("A list has %(count)s items. Seven are easier to remember.")
            yield Advice(field, said % {"count": items.count("<li>")})
    yield from _words(field, sanitizer.plain(html))


def _words(field: str, text: str) -> Iterator[Advice]:
    for pattern, instead in AVOID.items():
        if found := re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            said = _("Instead of “%(words)s”, write: %(instead)s.")
            yield Advice(field, said % {"words": found[0], "instead": instead})
    if found := _PERCENT.search(text):
        said = _("“%(number)s”: can you write it like “1 in 5”?")
        yield Advice(field, said % {"number": found[0]})


def _tips(content: ArticleContent) -> Iterator[Advice]:
    for number, tip in enumerate(content.tips):
        title, body = len(tip.title.split()), len(sanitizer.plain(tip.body).split())
        if title > MAX_TIP_TITLE_WORDS:
            said = _("The title of tip %(number)s has %(count)s words. Use at most %(most)s.")
            values = {"number": number + 1, "count": title, "most": MAX_TIP_TITLE_WORDS}
            yield Advice(f"tips-{number}-title", said % values)
        if body > MAX_TIP_WORDS:
            said = _("Tip %(number)s has %(count)s words. Is it two tips?")
            yield Advice(f"tips-{number}-body", said % {"number": number + 1, "count": body})


def _abbreviations(content: ArticleContent, texts: list[tuple[str, str]]) -> Iterator[Advice]:
    """Abbreviations are explained where they first occur: "disease-modifying therapy (DMT)"."""
    lines = [
        getattr(content, part.name)
        for part in parts_of(content)
        if part.value is Value.LINE and part.is_quoted
    ]
    text = " ".join([*lines, *(sanitizer.plain(html) for _field, html in texts)])
    for word in dict.fromkeys(found[0].rstrip("s") for found in _CAPITALS.finditer(text)):
        if word not in _KNOWN and f"({word}" not in text[: text.index(word) + 1 + len(word)]:
            said = _("Explain “%(word)s” the first time: write the full words, then (%(word)s).")
            yield Advice("body", said % {"word": word})
