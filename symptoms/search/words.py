"""What a text can be found by: its words alone, because databases split what joins them unlike.

Accents are folded here, so that both databases agree on them.
"""

import re
import unicodedata
from typing import NamedTuple

from symptoms import rendering
from symptoms.content import ArticleContent, TipContent

LONGEST_QUERY = 200
MOST_WORDS = 10

WORD = re.compile(r"[^\W_]+")


class Words(NamedTuple):
    """The searchable text of an article or a tip, dearest first."""

    title: str = ""
    standfirst: str = ""
    tips: str = ""
    body: str = ""
    tags: str = ""


def words_of(content: ArticleContent) -> Words:
    """What the article `content` can be found by."""
    tips = " ".join(" ".join(words_of_tip(tip)) for tip in content.tips)
    parts = (content.body, content.tips_intro, content.closing)
    signs = (sign for callout in content.callouts for sign in callout.signs)
    questions = (question.text for question in content.questions)
    body = " ".join([*(rendering.plain(html) for html in parts), *signs, *questions])
    terms = " ".join(ref.name for ref in (*content.tags, *content.symptoms))
    texts = (content.title, content.standfirst, tips, body, terms)
    return Words(*(" ".join(words_in(text)) for text in texts))


def words_of_tip(tip: TipContent) -> Words:
    """What `tip` can be found by, alone."""
    texts = (tip.title, rendering.plain(tip.body))
    title, body = (" ".join(words_in(text)) for text in texts)
    return Words(title=title, tips=body)


def folded(text: str) -> str:
    """`text` in lower case without accents: "Déjà vu" becomes "deja vu"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def words_in(text: str) -> list[str]:
    """The words of `text`, folded, without what stands between them."""
    return WORD.findall(folded(text))


def terms_in(query: str) -> list[str]:
    """The words of what a reader typed; whatever else they typed is ignored."""
    return words_in(query[:LONGEST_QUERY])[:MOST_WORDS]
