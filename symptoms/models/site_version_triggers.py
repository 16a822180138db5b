"""The triggers that write a new SiteVersion: on all our tables except those in PRIVATE. They are
recreated after each `migrate`, because SQLite drops a table's triggers when it changes the table. A
new model is covered automatically; only tables that no public page reads may be in PRIVATE, and
`tests/models/test_site_version.py` walks the public pages to check that.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models.signals import post_migrate

# Data that belongs to readers or editors. Public pages read only the uuid of an article, which
# never changes; its text is public only through an edition.
PRIVATE = frozenset(
    {
        "Article", "ArticleTag", "Article_symptoms", "Autosave", "CareCallout", "Collection", "CollectionItem",
        "Favorite", "Feedback", "HandPicked", "OutgoingMail", "OwnQuestion", "Plan", "PreviewLink",
        "Question", "ReviewReminder", "SharedLink", "SiteVersion", "Source", "TermRevision", "Tip",
        "UpdateEmail",
    }
)  # fmt: skip
# Rows that are only ever added, and are public only through an edition: adding one shows nothing.
APPENDED = frozenset({"Revision", "RevisionPicture"})
VERSIONS = "symptoms_siteversion"
CHANGES = ("INSERT", "UPDATE", "DELETE")


def public_tables() -> dict[str, tuple[str, ...]]:
    """Each table whose changes may affect public pages, with the kinds of change that can."""
    models = apps.get_app_config("symptoms").get_models(include_auto_created=True)
    return {
        model._meta.db_table: CHANGES[1:] if model.__name__ in APPENDED else CHANGES
        for model in models
        if model.__name__ not in PRIVATE
    }


def install(using: str = "default", **kwargs: Any) -> None:
    """Install the triggers on every existing public table, and start a new version: a migration may
    have changed what pages say. For `post_migrate`.
    """
    connection = connections[using]
    there = set(connection.introspection.table_names())
    if VERSIONS not in there:
        return
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    tables = {table: public_tables()[table] for table in sorted(public_tables().keys() & there)}
    with connection.cursor() as cursor:
        for statement in statements(tables):
            cursor.execute(statement)


def connect() -> None:
    """Called once when the app is ready."""
    sender = apps.get_app_config("symptoms")
    post_migrate.connect(install, sender=sender, dispatch_uid="symptoms.models.site_version")


# No `OR REPLACE`: in a trigger, SQLite takes the conflict clause of the statement that fired it instead.
_SQLITE_MOVE = (
    "UPDATE symptoms_siteversion SET token = random(), at = CURRENT_TIMESTAMP",
    "INSERT INTO symptoms_siteversion (token, at) SELECT random(), CURRENT_TIMESTAMP"
    " WHERE NOT EXISTS (SELECT 1 FROM symptoms_siteversion)",
)


def _sqlite(tables: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for table, changes in tables.items():
        for change in CHANGES:
            yield f'DROP TRIGGER IF EXISTS "{table}_{change.lower()}_moves_site"'
        for change in changes:
            yield (
                f'CREATE TRIGGER "{table}_{change.lower()}_moves_site" AFTER {change} ON "{table}"'
                f" BEGIN {'; '.join(_SQLITE_MOVE)}; END"
            )
    yield from _SQLITE_MOVE


_POSTGRESQL_MOVE = "INSERT INTO symptoms_siteversion (token, at) VALUES (symptoms_random(), now())"
_RANDOM = """
CREATE OR REPLACE FUNCTION symptoms_random() RETURNS bigint LANGUAGE sql VOLATILE AS
$$ SELECT ('x' || substr(md5(random()::text || clock_timestamp()), 1, 16))::bit(64)::bigint $$
"""
# Once in a transaction, which the local setting remembers.
_FUNCTION = """
CREATE OR REPLACE FUNCTION symptoms_move_site() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('symptoms.site_moved', true), '') <> 'yes' THEN
    PERFORM set_config('symptoms.site_moved', 'yes', true);
    INSERT INTO symptoms_siteversion (token, at) VALUES (symptoms_random(), now());
    DELETE FROM symptoms_siteversion WHERE id IN (SELECT id FROM symptoms_siteversion
      WHERE at < now() - interval '1 day' ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED);
  END IF;
  RETURN NULL;
END $$
"""


def _postgresql(tables: dict[str, tuple[str, ...]]) -> Iterator[str]:
    yield _RANDOM
    yield _FUNCTION
    for table, changes in tables.items():
        yield f'DROP TRIGGER IF EXISTS symptoms_moves_site ON "{table}"'
        yield (
            f"CREATE TRIGGER symptoms_moves_site AFTER {' OR '.join((*changes, 'TRUNCATE'))}"
            f' ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION symptoms_move_site()'
        )
    yield _POSTGRESQL_MOVE
