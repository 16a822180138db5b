"""The search table: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL.

It has no foreign key, because PostgreSQL then refuses to truncate editions between tests; rows
without a live edition are never shown, and publishing removes them.
"""

from django.db import migrations

CREATE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE symptoms_search USING fts5(title, standfirst, tips, body, tags,"
        " tokenize='porter unicode61 remove_diacritics 2', prefix='2 3')"
    ],
    "postgresql": [
        # English stems without stop words, so that both databases find the same: "about" is a word.
        "CREATE TEXT SEARCH DICTIONARY symptoms_stem (TEMPLATE = snowball, Language = english)",
        "CREATE TEXT SEARCH CONFIGURATION symptoms (COPY = pg_catalog.english)",
        "ALTER TEXT SEARCH CONFIGURATION symptoms ALTER MAPPING FOR asciiword, word, asciihword,"
        " hword, hword_asciipart, hword_part WITH symptoms_stem",
        "CREATE TABLE symptoms_search (edition_id bigint PRIMARY KEY, document tsvector NOT NULL)",
        "CREATE INDEX symptoms_search_document ON symptoms_search USING gin (document)",
    ],
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


DROP = {
    "sqlite": ["DROP TABLE symptoms_search"],
    "postgresql": [
        "DROP TABLE symptoms_search",
        "DROP TEXT SEARCH CONFIGURATION symptoms",
        "DROP TEXT SEARCH DICTIONARY symptoms_stem",
    ],
}


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    replaces = [("symptoms", "0002_search")]
    dependencies = [("symptoms", "0001_schema")]

    operations = [migrations.RunPython(create, drop)]
