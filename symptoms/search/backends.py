"""The same statements for SQLite's FTS5 and for PostgreSQL: how a row is written, counted, and ranked.

A row has a key: the id of an edition, or for a tip minus the id of its EditionTip. Titles have an index
of their own. No statement reads more than a bounded number of rows, however many have the words:

    count   stops at COMMON
    rank    compares the newest MAX_CANDIDATES articles and tips with the words in the title, and as many
            with the words anywhere

What has all of the words in its title comes first, the shortest title foremost. Then the database's own measure decides (bm25,
ts_rank). It reads every row with one of the words, so where a word is COMMON, and says little, the order
is that of the places alone: a tip's title, articles, tips; the newest first.
"""

from math import log2
from typing import Any, NamedTuple

from django.db import connection, connections, router

from symptoms.models import Edition
from symptoms.search.alternatives import Wanted

# Whether a row needs all of several words, or any; as PostgreSQL writes it.
ALL, ANY = "&", "|"
MAX_CANDIDATES = 200
COMMON = 2_000


class Row(NamedTuple):
    """`in_title` of an article that has all words there, `outside_tips` of one that has them without its
    tips; `having` are the numbers of the words that it has."""

    key: int
    in_title: bool
    outside_tips: bool
    having: frozenset[int]


class _Sqlite:
    key = "rowid"
    inserts = (
        "INSERT OR REPLACE INTO symptoms_search"
        " (title, standfirst, tips, body, tags, rowid) VALUES (%s, %s, %s, %s, %s, %s)",
        "INSERT OR REPLACE INTO symptoms_titles (title, rowid) VALUES (%s, %s)",
    )
    tables = ("symptoms_search", "symptoms_titles")
    anywhere = "symptoms_search WHERE symptoms_search MATCH %s"
    in_titles = "symptoms_titles WHERE symptoms_titles MATCH %s"
    # bm25 is smaller for better matches; the weights are those of the columns in order.
    measure = "-bm25(symptoms_search, 10, 5, 3, 1, 5)"
    title_length = "length(title) - length(replace(title, ' ', ''))"

    @classmethod
    def match(cls, wanted, outside_tips=False):
        each = (" OR ".join(f'"{" ".join(one)}"' for one in phrases) for phrases in wanted)
        match = " AND ".join(f"({phrases})" for phrases in each)
        return f"- tips : ({match})" if outside_tips else match


class _PostgreSQL:
    key = "edition_id"
    inserts = (
        "INSERT INTO symptoms_search (title, document, edition_id) VALUES (to_tsvector('symptoms', %s),"
        " setweight(to_tsvector('symptoms', %s), 'A') || setweight(to_tsvector('symptoms', %s), 'B')"
        " || setweight(to_tsvector('symptoms', %s), 'C') || setweight(to_tsvector('symptoms', %s), 'D')"
        " || setweight(to_tsvector('symptoms', %s), 'B'), %s)"
        " ON CONFLICT (edition_id) DO UPDATE SET title = EXCLUDED.title, document = EXCLUDED.document",
    )
    tables = ("symptoms_search",)
    anywhere = "symptoms_search WHERE document @@ to_tsquery('symptoms', %s)"
    in_titles = "symptoms_search WHERE title @@ to_tsquery('symptoms', %s)"
    measure = "ts_rank('{0.1, 0.3, 0.5, 1.0}', document, to_tsquery('symptoms', %s))"
    title_length = "length(title)"

    @classmethod
    def match(cls, wanted, outside_tips=False):
        label = ":ABD" if outside_tips else ""
        each = (
            " | ".join(f"({' <-> '.join(word + label for word in one)})" for one in phrases)
            for phrases in wanted
        )
        return " & ".join(f"({phrases})" for phrases in each)


_BACKENDS: dict[str, Any] = {"sqlite": _Sqlite, "postgresql": _PostgreSQL}


def write(rows) -> None:
    """Insert or replace `rows`: a key and five texts each, as in `words.Words`."""
    backend = _BACKENDS[connection.vendor]
    with connection.cursor() as cursor:
        for statement in backend.inserts:
            places = statement.count("%s") - 1
            cursor.executemany(statement, [_parameters(row, places) for row in rows])


def _parameters(row, places):
    """PostgreSQL has the title twice, SQLite's index of titles nothing else."""
    key, *texts = row
    return [*([texts[0], *texts] if places > len(texts) else texts[:places]), key]


def delete(keys) -> None:
    backend = _BACKENDS[connection.vendor]
    with connection.cursor() as cursor:
        for table in backend.tables:
            statement = f"DELETE FROM {table} WHERE {backend.key} = %s"  # noqa: S608  (both are ours)
            cursor.executemany(statement, [[key] for key in keys])


def delete_all() -> None:
    with connection.cursor() as cursor:
        for table in _BACKENDS[connection.vendor].tables:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608  (table is ours)


def _reading():
    """The connection that this request may read from: the primary, or a replica."""
    return connections[router.db_for_read(Edition)]


def counts(wanted: list[Wanted]) -> list[int]:
    """How many rows have each of what is wanted, as far as COMMON. Asks once."""
    backend = _BACKENDS[connection.vendor]
    one = f"SELECT %s, count(*) FROM (SELECT 1 FROM {backend.anywhere} LIMIT {COMMON}) AS rows_{{}}"  # noqa: S608
    parameters = [p for n, phrases in enumerate(wanted) for p in (n, backend.match([phrases]))]
    with _reading().cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(n) for n in range(len(wanted))), parameters)
        return [count for _number, count in sorted(cursor.fetchall())]


def articles_with(wanted: Wanted, most: int) -> list[int]:
    """The ids of the newest editions, at most `most`, that have what is wanted."""
    statement, parameters = _newest("anywhere", [wanted], _ARTICLES, most=most)
    with _reading().cursor() as cursor:
        cursor.execute(statement, parameters)
        return [key for (key,) in cursor.fetchall()]


def ranked(wanted: list[Wanted], counted: list[int], joint=ALL) -> list[Row]:
    """Rows that have ALL of what is wanted, or ANY of it, best match first; `counted` are its counts.

    Where any will do, rare words count more than common ones, and those in titles more than others.
    """
    statement, parameters = (_all if joint == ALL else _any)(wanted, counted)
    everything = frozenset(range(len(wanted)))
    with _reading().cursor() as cursor:
        cursor.execute(statement, parameters)
        return [
            Row(key, bool(title), bool(outside), everything if joint == ALL else _bits(having))
            for key, title, outside, having in cursor.fetchall()
        ]


def _bits(number):
    return frozenset(n for n in range(number.bit_length()) if number >> n & 1)


# The newest rows are those with the greatest ids: of tips, which have a minus, the smallest keys.
_ARTICLES, _TIPS = "> 0 ORDER BY {key} DESC", "< 0 ORDER BY {key}"


def _newest(place, wanted, kind, *, most=0, column="", outside_tips=False):
    """A statement for the newest keys with what is wanted in a `place`, with another `column` if asked."""
    backend = _BACKENDS[connection.vendor]
    where = f"{getattr(backend, place)} AND {backend.key} {kind.format(key=backend.key)}"
    columns = f"{backend.key} AS key{column and ', '}{column}"
    match = backend.match(wanted, outside_tips)
    measured = [match] * (column.count("%s"))
    statement = (
        f"SELECT * FROM (SELECT {columns} FROM {where} LIMIT {most or MAX_CANDIDATES}) AS newest"  # noqa: S608
    )
    return statement, [*measured, match]


def _both(place, wanted, column=""):
    """The newest articles and the newest tips."""
    parts = [_newest(place, wanted, kind, column=column) for kind in (_ARTICLES, _TIPS)]
    return " UNION ALL ".join(part for part, _p in parts), [p for _s, ps in parts for p in ps]


def _all(wanted, counted):
    is_common = max(counted) >= COMMON
    score = "0.0 AS score" if is_common else f"{_BACKENDS[connection.vendor].measure} AS score"
    words = f"{_BACKENDS[connection.vendor].title_length} AS words"
    titles, title_parameters = _both("in_titles", wanted, words)
    texts, text_parameters = _both("anywhere", wanted, score)
    outside, outside_parameters = _newest("anywhere", wanted, _ARTICLES, outside_tips=True)
    statement = (
        "SELECT key, max(in_title), max(outside), 0 FROM ("  # noqa: S608  (what stands here)
        f"SELECT key, 1 AS in_title, 1 AS outside, 0.0 AS score, words FROM ({titles}) AS titles"
        f" UNION ALL SELECT key, 0, 0, score, NULL FROM ({texts}) AS texts"
        f" UNION ALL SELECT key, 0, 1, 0.0, NULL FROM ({outside}) AS outside) AS found"
        " GROUP BY key ORDER BY CASE WHEN key > 0 THEN max(words) END NULLS LAST,"
        " CASE WHEN max(score) = 0 THEN 1 - max(in_title) ELSE 1 END,"
        " max(score) * CASE WHEN key < 0 THEN 0.5 ELSE 1 END DESC, key DESC"
    )
    return statement, [*title_parameters, *text_parameters, *outside_parameters]


def _any(wanted, counted):
    parts, parameters = [], []
    for number, (phrases, count) in enumerate(zip(wanted, counted, strict=True)):
        weight = 1 / (1 + log2(count)) if count else 0
        for place, times in (("anywhere", 1), ("in_titles", 2)):
            found, ps = _both(place, [phrases], f"{2**number} AS bit, {weight * times} AS score")
            parts.append(found)
            parameters += ps
    statement = (
        f"SELECT key, 0, 1, sum(DISTINCT bit) FROM ({' UNION ALL '.join(parts)}) AS found"  # noqa: S608
        " GROUP BY key ORDER BY sum(score) * CASE WHEN key < 0 THEN 0.7 ELSE 1 END DESC, key DESC"
        f" LIMIT {2 * MAX_CANDIDATES}"
    )
    return statement, parameters


def having(wanted: list[Wanted], keys: list[int]) -> dict[int, set[int]]:
    """Of the rows `keys`, the numbers of what is wanted that each has. Asks once."""
    backend = _BACKENDS[connection.vendor]
    marks = ", ".join(["%s"] * len(keys))
    one = f"SELECT %s, {backend.key} FROM {backend.anywhere} AND {backend.key} IN ({marks})"  # noqa: S608
    found: dict[int, set[int]] = {key: set() for key in keys}
    parameters = [
        p for n, phrases in enumerate(wanted) for p in (n, backend.match([phrases]), *keys)
    ]
    with _reading().cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(wanted)), parameters)
        for number, key in cursor.fetchall():
            found[key].add(number)
    return found
