"""Search of what is live: SQLite's FTS5 and PostgreSQL's tsvector behind one `search`.

Each edition that is live or scheduled has a row in the table `symptoms_search`, keyed by the
edition's id; `publishing.py` writes it in the transaction that publishes. Results always pass through
`Edition.objects.live`, so a row that starts later, or was superseded, cannot show. Accents are folded
here, so that both databases agree on them.
"""

import re
import unicodedata
from dataclasses import replace
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from symptoms import clock, rendering
from symptoms.content import ArticleContent
from symptoms.models import Edition

LONGEST_QUERY = 200
MOST_WORDS = 10
MOST_RANKED = 1000

_WORD = re.compile(r"[^\W_]+")


class Words(NamedTuple):
    """The searchable text of an article, dearest first."""

    title: str
    standfirst: str
    tips: str
    body: str
    tags: str


def words_of(content: ArticleContent) -> Words:
    """What `content` can be found by: words only, because databases split what joins them unlike."""
    tips = " ".join(f"{tip.title} {rendering.plain(tip.body)}" for tip in content.tips)
    parts = (content.body, content.tips_intro, content.closing)
    signs = (sign for callout in content.callouts for sign in callout.signs)
    questions = (question.text for question in content.questions)
    body = " ".join([*(rendering.plain(html) for html in parts), *signs, *questions])
    terms = " ".join(ref.name for ref in (*content.tags, *content.symptoms))
    texts = (content.title, content.standfirst, tips, body, terms)
    return Words(*(" ".join(words_in(text)) for text in texts))


def folded(text: str) -> str:
    """`text` in lower case without accents: "Déjà vu" becomes "deja vu"."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def words_in(text: str) -> list[str]:
    """The words of `text`, folded, without what stands between them."""
    return _WORD.findall(folded(text))


def terms_in(query: str) -> list[str]:
    """The words of what a reader typed; whatever else they typed is ignored."""
    return words_in(query[:LONGEST_QUERY])[:MOST_WORDS]


def search(query: str) -> list[int]:
    """Ids of the editions live at the moment of reading that have every word of `query`, best match first.

    The last word may be the beginning of one. An empty list for a query without words.
    """
    terms = terms_in(query)
    if not terms:
        return []
    if clock.chosen():
        return _searched_without_index(terms)
    sql, match = _BACKENDS[connection.vendor].query(terms)
    with connection.cursor() as cursor:
        cursor.execute(sql, [match, MOST_RANKED])
        ranked = [row[0] for row in cursor.fetchall()]
    live = Edition.objects.live().articles().filter(pk__in=ranked)
    live = set(live.values_list("pk", flat=True))
    return [pk for pk in ranked if pk in live]


def _searched_without_index(terms) -> list[int]:
    """The same at another moment, read from the texts: the index knows what is live or planned now.

    Words are compared by how they begin. Those with the words in the title come first.
    """
    found = []
    for edition in Edition.objects.live().articles().select_related("revision").newest_first():
        words = words_of(edition.content)
        if all(f" {term}" in f" {' '.join(words)}" for term in terms):
            in_title = sum(f" {term}" in f" {words.title}" for term in terms)
            found.append((-in_title, edition.pk))
    return [pk for _rank, pk in sorted(found, key=lambda pair: pair[0])]


def put(edition: Edition) -> None:
    """Make `edition` findable, its terms by their names of today. Part of the caller's transaction."""
    symptoms, tags = edition.linked_terms()
    words = words_of(replace(edition.content, symptoms=tuple(symptoms), tags=tuple(tags)))
    with connection.cursor() as cursor:
        cursor.execute(_BACKENDS[connection.vendor].insert, [edition.pk, *words])


def forget(edition: Edition) -> None:
    _delete([edition.pk])


def forget_superseded(article) -> None:
    """Drop the rows of editions that can never be live again."""
    now = timezone.now()
    kept = article.editions.live(now) | article.editions.scheduled(now)
    gone = article.editions.exclude(pk__in=kept.values("pk"))
    _delete(list(gone.values_list("pk", flat=True)))


def rebuild() -> int:
    """Index everything that is live or scheduled anew; returns how many editions that is."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM symptoms_search")
    return refresh(Edition.objects.all())


def refresh(editions) -> int:
    """Index those of the queryset `editions` that are live or scheduled anew, for example because a
    term of theirs has another name; returns how many that is."""
    now = timezone.now()
    current = editions.live(now) | editions.scheduled(now).exclude(revision=None)
    current = current.select_related("revision")
    for edition in current:
        put(edition)
    return len(current)


def _delete(edition_ids):
    key = _BACKENDS[connection.vendor].key
    statement = f"DELETE FROM symptoms_search WHERE {key} = %s"  # noqa: S608  (key is ours)
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[pk] for pk in edition_ids])


class _Sqlite:
    key = "rowid"
    insert = (
        "INSERT OR REPLACE INTO symptoms_search"
        " (rowid, title, standfirst, tips, body, tags) VALUES (%s, %s, %s, %s, %s, %s)"
    )

    @staticmethod
    def query(terms):
        # bm25 is smaller for better matches; the weights are those of the columns in order.
        sql = (
            "SELECT rowid FROM symptoms_search WHERE symptoms_search MATCH %s"
            " ORDER BY bm25(symptoms_search, 10, 5, 3, 1, 5) LIMIT %s"
        )
        *whole, last = terms
        return sql, " AND ".join([*(f'"{word}"' for word in whole), f'("{last}" OR "{last}"*)'])


class _PostgreSQL:
    key = "edition_id"
    insert = (
        "INSERT INTO symptoms_search (edition_id, document) VALUES (%s,"
        " setweight(to_tsvector('symptoms', %s), 'A') || setweight(to_tsvector('symptoms', %s), 'B')"
        " || setweight(to_tsvector('symptoms', %s), 'C') || setweight(to_tsvector('symptoms', %s), 'D')"
        " || setweight(to_tsvector('symptoms', %s), 'B'))"
        " ON CONFLICT (edition_id) DO UPDATE SET document = EXCLUDED.document"
    )

    @staticmethod
    def query(terms):
        sql = (
            "SELECT edition_id FROM symptoms_search,"
            " (SELECT to_tsquery('symptoms', %s) AS query) AS wanted"
            " WHERE document @@ wanted.query"
            " ORDER BY ts_rank('{0.1, 0.3, 0.5, 1.0}', document, wanted.query) DESC, edition_id DESC"
            " LIMIT %s"
        )
        *whole, last = terms
        return sql, " & ".join([*whole, f"({last} | {last}:*)"])


_BACKENDS: dict[str, Any] = {"sqlite": _Sqlite, "postgresql": _PostgreSQL}
