"""What a text can be found by: its words alone, because databases split what joins them unlike."""

from typing import NamedTuple

from symptoms.text import sanitizer
from symptoms.text.content import ArticleContent, TipContent
from symptoms.text.folding import words_in
from symptoms.text.parts import Value, parts_of
from symptoms.text.small_words import significant

MAX_QUERY_LENGTH = 200
MAX_WORDS = 10


class Words(NamedTuple):
    """The searchable text of an article or a tip, dearest first."""

    title: str = ""
    standfirst: str = ""
    tips: str = ""
    body: str = ""
    tags: str = ""


def words_of(content: ArticleContent) -> Words:
    """What the article `content` can be found by."""
    texts: dict[str, list[str]] = {column: [] for column in Words._fields}
    for part in parts_of(content):
        if part.searched:
            texts[part.searched] += _plain_texts(part, getattr(content, part.name))
    return Words(**{column: " ".join(words_in(" ".join(found))) for column, found in texts.items()})


def _plain_texts(part, value):
    """The value of a part in plain words."""
    if part.value is Value.RICH:
        return [sanitizer.plain(value)]
    if part.value is Value.TERM:
        return [value.name] if value else []
    if part.value is Value.TERMS:
        return [ref.name for ref in value]
    if part.value in {Value.ROWS, Value.LASTING_ROWS}:
        return [text for row in value for text in _texts_of_row(row)]
    return list(value) if part.value is Value.LINES else [str(value or "")]


def _texts_of_row(row):
    return [text for part in parts_of(row) for text in _plain_texts(part, getattr(row, part.name))]


def words_of_tip(tip: TipContent) -> Words:
    """What `tip` can be found by, alone."""
    texts = (tip.title, sanitizer.plain(tip.body))
    title, body = (" ".join(words_in(text)) for text in texts)
    return Words(title=title, tips=body)


def terms_in(query: str) -> list[str]:
    """The words of what a reader typed; whatever else they typed is ignored.

    A sentence is searched by the words that say something: "why am i so tired" by "tired". Small words
    count where there are no others.
    """
    words = words_in(query[:MAX_QUERY_LENGTH])
    return (significant(words) or words)[:MAX_WORDS]
