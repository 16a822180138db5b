"""Plain language, as advice to editors. It blocks nothing: a person decides, a score is a guide.

The limits follow plain-language guidance for health information: school grade 8, sentences of 20
words, paragraphs of 3 sentences, lists of 7 items, tip titles of 12 words and tips of 120.
"""

import re
from typing import NamedTuple

from symptoms.text import readability, sanitizer
from symptoms.text.content import ArticleContent
from symptoms.text.parts import Value, parts_of, rich_texts

HARDEST_GRADE = 8
MAX_SENTENCE_WORDS = 20
MAX_SENTENCES_PER_PARAGRAPH = 3
MAX_LIST_ITEMS = 7
MAX_TIP_TITLE_WORDS = 12
MAX_TIP_WORDS = 120
MAX_SENTENCES_NAMED = 5

# What a person is not, and what to say in its place.
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
    """What would make `content` easier to read, the most telling first."""
    texts = list(rich_texts(content))
    return [
        *_grade(texts),
        *(item for field, html in texts for item in _of_text(field, html)),
        *_tips(content),
        *_abbreviations(content, texts),
    ]


def _grade(texts):
    grade = readability.counts_of(html for _field, html in texts).grade()
    if grade > HARDEST_GRADE:
        yield Advice(
            "body",
            f"It reads like a text for school grade {grade:.0f}. Aim for 6, and not more than "
            f"{HARDEST_GRADE}: shorter sentences and everyday words.",
        )


def _of_text(field, html):
    sentences = readability.sentences_of(html)
    long = [words for words in sentences if len(words) > MAX_SENTENCE_WORDS]
    for words in long[:MAX_SENTENCES_NAMED]:
        start = " ".join(words[:6])
        yield Advice(field, f"“{start} …” has {len(words)} words. Can you split it?")
    for paragraph in _PARAGRAPH.findall(html):
        found = readability.sentences_of(paragraph)
        if len(found) > MAX_SENTENCES_PER_PARAGRAPH:
            start = " ".join(found[0][:6])
            yield Advice(
                field,
                f"The paragraph “{start} …” has {len(found)} sentences. Can you break it in two?",
            )
    for items in _LIST.findall(html):
        if items.count("<li>") > MAX_LIST_ITEMS:
            yield Advice(
                field, f"A list has {items.count('<li>')} items. Seven are easier to keep."
            )
    yield from _words(field, sanitizer.plain(html))


def _words(field, text):
    for pattern, instead in AVOID.items():
        if found := re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            yield Advice(field, f"Instead of “{found[0]}”, write: {instead}.")
    if found := _PERCENT.search(text):
        yield Advice(field, f"“{found[0]}”: can you say it as “1 in 5”?")


def _tips(content):
    for number, tip in enumerate(content.tips):
        title, body = len(tip.title.split()), len(sanitizer.plain(tip.body).split())
        if title > MAX_TIP_TITLE_WORDS:
            yield Advice(
                f"tips-{number}-title", f"The title of tip {number + 1} has {title} words, not 12."
            )
        if body > MAX_TIP_WORDS:
            yield Advice(
                f"tips-{number}-body", f"Tip {number + 1} has {body} words. Is it two tips?"
            )


def _abbreviations(content, texts):
    """Capitals are explained where they first stand: "disease-modifying therapy (DMT)"."""
    lines = [
        getattr(content, part.name)
        for part in parts_of(content)
        if part.value is Value.LINE and part.is_quoted
    ]
    text = " ".join([*lines, *(sanitizer.plain(html) for _field, html in texts)])
    for word in dict.fromkeys(found[0].rstrip("s") for found in _CAPITALS.finditer(text)):
        if word not in _KNOWN and f"({word}" not in text[: text.index(word) + 1 + len(word)]:
            yield Advice(
                "body", f"Explain “{word}” where it first stands: the words, then ({word})."
            )
