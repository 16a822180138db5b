"""The same two statements for SQLite's FTS5 and for PostgreSQL: how a row is written, and matched.

A row has a key: the id of an edition, or for a tip minus the id of its EditionTip. A tip alone is
short, which both ways of ranking take for a better match, so it counts half: what an article says in
its title comes before what a tip says in its own.
"""

from typing import Any

from django.db import connection

from symptoms.search.alternatives import Wanted

# Whether a row needs all of several words, or any; as PostgreSQL writes it.
ALL, ANY = "&", "|"
# Ranking reads every row that it compares. Where more articles, or more tips, have the words, the newest
# are compared.
MAX_CANDIDATES = 1_000


class _Sqlite:
    key = "rowid"
    insert = (
        "INSERT OR REPLACE INTO symptoms_search"
        " (rowid, title, standfirst, tips, body, tags) VALUES (%s, %s, %s, %s, %s, %s)"
    )
    # bm25 is smaller for better matches; the weights are those of the columns in order. An article that
    # matches outside of its tips matches, so the same bound holds all of those.
    _some = (
        "SELECT * FROM (SELECT rowid AS key, bm25(symptoms_search, 10, 5, 3, 1, 5) AS score"
        " FROM symptoms_search WHERE symptoms_search MATCH %s AND rowid"
    )
    select = (
        "SELECT key, key IN"  # noqa: S608  (only what stands here)
        " (SELECT rowid FROM symptoms_search WHERE symptoms_search MATCH %s AND rowid > 0"
        " ORDER BY rowid DESC LIMIT %s)"
        f" FROM ({_some} > 0 ORDER BY rowid DESC LIMIT %s) UNION ALL"
        f" {_some} < 0 ORDER BY rowid LIMIT %s))"
        " ORDER BY score * CASE WHEN key < 0 THEN 0.5 ELSE 1 END, key DESC LIMIT %s"
    )

    @classmethod
    def parameters(cls, wanted, joint, most):
        alone, match = cls.matches(wanted, joint)
        return alone, MAX_CANDIDATES, *[match, MAX_CANDIDATES] * 2, most

    @staticmethod
    def matches(wanted, joint):
        each = [[f'"{" ".join(phrase)}"' for phrase in phrases] for phrases in wanted]
        each[-1].append(f"{each[-1][0]}*")
        match = f" {'AND' if joint == ALL else 'OR'} ".join(f"({' OR '.join(one)})" for one in each)
        return f"- tips : ({match})", match


class _PostgreSQL:
    key = "edition_id"
    insert = (
        "INSERT INTO symptoms_search (edition_id, document) VALUES (%s,"
        " setweight(to_tsvector('symptoms', %s), 'A') || setweight(to_tsvector('symptoms', %s), 'B')"
        " || setweight(to_tsvector('symptoms', %s), 'C') || setweight(to_tsvector('symptoms', %s), 'D')"
        " || setweight(to_tsvector('symptoms', %s), 'B'))"
        " ON CONFLICT (edition_id) DO UPDATE SET document = EXCLUDED.document"
    )
    _some = (
        "(SELECT edition_id, document FROM symptoms_search"
        " WHERE document @@ to_tsquery('symptoms', %s) AND edition_id"
    )
    select = (
        "SELECT edition_id, document @@ to_tsquery('symptoms', %s) FROM"  # noqa: S608  (the same)
        f" ({_some} > 0 ORDER BY edition_id DESC LIMIT %s) UNION ALL"
        f" {_some} < 0 ORDER BY edition_id LIMIT %s)) AS candidates,"
        " (SELECT to_tsquery('symptoms', %s) AS query) AS wanted ORDER BY"
        " ts_rank('{0.1, 0.3, 0.5, 1.0}', document, wanted.query)"
        " * CASE WHEN edition_id < 0 THEN 0.5 ELSE 1 END DESC, edition_id DESC LIMIT %s"
    )

    @classmethod
    def parameters(cls, wanted, joint, most):
        alone, match = cls.matches(wanted, joint)
        return alone, *[match, MAX_CANDIDATES] * 2, match, most

    @classmethod
    def matches(cls, wanted, joint):
        return cls._match(wanted, joint, "ABD"), cls._match(wanted, joint, "")

    @staticmethod
    def _match(wanted, joint, weights):
        label = f":{weights}" if weights else ""
        each = [[" <-> ".join(f"{w}{label}" for w in one) for one in many] for many in wanted]
        each[-1].append(f"{wanted[-1][0][0]}:*{weights}")
        phrases = ([f"({phrase})" for phrase in one] for one in each)
        return f" {joint} ".join(f"({' | '.join(one)})" for one in phrases)


_BACKENDS: dict[str, Any] = {"sqlite": _Sqlite, "postgresql": _PostgreSQL}


def write(rows) -> None:
    """Insert or replace `rows`: a key and five texts each, as in `words.Words`."""
    with connection.cursor() as cursor:
        cursor.executemany(_BACKENDS[connection.vendor].insert, rows)


def delete(keys) -> None:
    key = _BACKENDS[connection.vendor].key
    statement = f"DELETE FROM symptoms_search WHERE {key} = %s"  # noqa: S608  (key is ours)
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[key] for key in keys])


def delete_all() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM symptoms_search")


def ranked(wanted: list[Wanted], most: int, joint=ALL) -> list[tuple[int, bool]]:
    """At most `most` rows that have what is wanted, best match first; the last may be a beginning.

    Compares at most MAX_CANDIDATES articles and as many tips.

    `joint` says whether a row needs ALL of them or ANY. Each row is its key and, for an article, whether
    it has them outside of its tips.
    """
    backend = _BACKENDS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(backend.select, backend.parameters(wanted, joint, most))
        return [(key, bool(alone)) for key, alone in cursor.fetchall()]
