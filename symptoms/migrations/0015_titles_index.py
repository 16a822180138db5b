"""Titles get an index of their own; SQLite's index of beginnings goes, since words are completed from
the list of indexed words.

Adds a table beside the search index: nothing that exists is locked. `rebuildsearch` fills it.
"""

from django.db import migrations

CREATE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE symptoms_titles USING fts5(title,"
        " tokenize='porter unicode61 remove_diacritics 2')",
        "INSERT INTO symptoms_titles (rowid, title) SELECT rowid, title FROM symptoms_search",
        "CREATE VIRTUAL TABLE symptoms_texts USING fts5(title, standfirst, tips, body, tags,"
        " tokenize='porter unicode61 remove_diacritics 2')",
        "INSERT INTO symptoms_texts (rowid, title, standfirst, tips, body, tags)"
        " SELECT rowid, title, standfirst, tips, body, tags FROM symptoms_search",
        "DROP TABLE symptoms_search",
        "ALTER TABLE symptoms_texts RENAME TO symptoms_search",
    ],
    "postgresql": [
        "ALTER TABLE symptoms_search ADD COLUMN title tsvector NOT NULL DEFAULT ''",
        "UPDATE symptoms_search SET title = ts_filter(document, '{a}')",
        "ALTER TABLE symptoms_search ALTER COLUMN title DROP DEFAULT",
        "CREATE INDEX symptoms_search_title ON symptoms_search USING gin (title)",
    ],
}
DROP = {
    "sqlite": ["DROP TABLE symptoms_titles"],
    "postgresql": [
        "DROP INDEX symptoms_search_title",
        "ALTER TABLE symptoms_search DROP COLUMN title",
    ],
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0014_search_words")]
    operations = [migrations.RunPython(create, drop)]
