"""The triggers that write a new SiteVersion: on all our tables except those in PRIVATE. Those that are
missing or differ are created after each `migrate`, because SQLite drops a table's triggers when it changes the table. A
new model is covered automatically; only tables that no public page reads may be in PRIVATE, and
`tests/models/test_site_version.py` walks the public pages to check that.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.models.signals import post_migrate

# Data that belongs to readers or editors. Public pages read only the uuid of an article, which
# never changes; its text is public only through an edition.
PRIVATE = frozenset(
    {
        "Article", "ArticleTag", "Article_symptoms", "Autosave", "CareCallout", "Collection", "CollectionItem", "Comment",
        "Favorite", "Feedback", "HandPicked", "InProgress", "OutgoingMail", "OwnQuestion", "Plan", "PreviewLink",
        "Question", "ReviewReminder", "SetAside", "SharedLink", "SiteVersion", "Source", "TermRevision", "Tip",
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
    install_on = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}[connection.vendor]
    tables = {table: public_tables()[table] for table in sorted(public_tables().keys() & there)}
    with transaction.atomic(using=using), connection.cursor() as cursor:
        install_on(cursor, tables)


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


def _on_sqlite(cursor: Any, tables: dict[str, tuple[str, ...]]) -> None:
    """Only what differs: SQLite reads its whole schema again for each trigger."""
    wanted = dict(_sqlite_triggers(tables))
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_moves_site'"
    )
    there = dict(cursor.fetchall())
    for name in {name for name in there if there[name] != wanted.get(name)}:
        cursor.execute(f'DROP TRIGGER "{name}"')
        del there[name]
    for name in wanted.keys() - there.keys():
        cursor.execute(wanted[name])
    for statement in _SQLITE_MOVE:
        cursor.execute(statement)


def _sqlite_triggers(tables: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Pairs of a trigger's name and the statement that creates it."""
    for table, changes in tables.items():
        for change in changes:
            name = f"{table}_{change.lower()}_moves_site"
            moves = "; ".join(_SQLITE_MOVE)
            yield name, f'CREATE TRIGGER "{name}" AFTER {change} ON "{table}" BEGIN {moves}; END'


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


# The bits of `tgtype` in PostgreSQL's catalog pg_trigger.
_TGTYPE = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}


def _on_postgresql(cursor: Any, tables: dict[str, tuple[str, ...]]) -> None:
    """Only what differs: each trigger locks its table against writers."""
    cursor.execute(_RANDOM)
    cursor.execute(_FUNCTION)
    cursor.execute(
        "SELECT relname, tgtype FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE tgname = 'symptoms_moves_site' AND pg_table_is_visible(tgrelid)"
    )
    there = dict(cursor.fetchall())
    events = {table: (*changes, "TRUNCATE") for table, changes in tables.items()}
    wanted = {table: sum(_TGTYPE[event] for event in events[table]) for table in events}
    for table in sorted(table for table in there if there[table] != wanted.get(table)):
        cursor.execute(f'DROP TRIGGER symptoms_moves_site ON "{table}"')
    for table in sorted(table for table in wanted if there.get(table) != wanted[table]):
        cursor.execute(
            f"CREATE TRIGGER symptoms_moves_site AFTER {' OR '.join(events[table])}"
            f' ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION symptoms_move_site()'
        )
    cursor.execute(_POSTGRESQL_MOVE)
