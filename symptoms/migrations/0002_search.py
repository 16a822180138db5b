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
        "CREATE TABLE symptoms_search (edition_id bigint PRIMARY KEY, document tsvector NOT NULL)",
        "CREATE INDEX symptoms_search_document ON symptoms_search USING gin (document)",
    ],
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE symptoms_search")


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
