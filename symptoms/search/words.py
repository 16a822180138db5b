"""What a text can be found by: its words alone, because databases split what joins them unlike."""

from typing import NamedTuple

from symptoms.text import sanitizer
from symptoms.text.content import ArticleContent, TipContent
from symptoms.text.folding import words_in

MAX_QUERY_LENGTH = 200
MAX_WORDS = 10

# What a sentence needs and a search does not. None of them turns a sentence around: "not", "no",
# "never", "cannot" and "without" are always searched for.
_SMALL_WORDS = frozenset(
    [
        "a",
        "about",
        "after",
        "again",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "best",
        "between",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "done",
        "during",
        "each",
        "few",
        "for",
        "from",
        "get",
        "gets",
        "getting",
        "give",
        "go",
        "goes",
        "going",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "here",
        "hers",
        "him",
        "his",
        "how",
        "i",
        "id",
        "if",
        "ill",
        "im",
        "in",
        "into",
        "is",
        "it",
        "its",
        "ive",
        "just",
        "know",
        "let",
        "lets",
        "like",
        "made",
        "make",
        "makes",
        "making",
        "many",
        "may",
        "me",
        "might",
        "more",
        "most",
        "much",
        "must",
        "my",
        "mine",
        "need",
        "of",
        "often",
        "on",
        "once",
        "one",
        "only",
        "or",
        "other",
        "our",
        "ours",
        "out",
        "over",
        "own",
        "really",
        "s",
        "same",
        "say",
        "she",
        "should",
        "so",
        "some",
        "such",
        "t",
        "take",
        "tell",
        "than",
        "that",
        "thats",
        "the",
        "their",
        "theirs",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "too",
        "u",
        "under",
        "until",
        "up",
        "upon",
        "us",
        "use",
        "very",
        "want",
        "was",
        "way",
        "we",
        "well",
        "were",
        "what",
        "whats",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "yours",
        "youre",
    ]
)


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
    body = " ".join([*(sanitizer.plain(html) for html in parts), *signs, *questions])
    terms = " ".join(ref.name for ref in (*content.tags, *content.symptoms))
    texts = (content.title, content.standfirst, tips, body, terms)
    return Words(*(" ".join(words_in(text)) for text in texts))


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


def significant(words: list[str]) -> list[str]:
    """`words` without those that only hold a sentence together."""
    return [word for word in words if word not in _SMALL_WORDS]
