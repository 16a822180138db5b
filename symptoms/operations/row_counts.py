"""How many rows each table has."""

from collections.abc import Callable, Iterable

from django.apps import apps
from django.db import connection

# Migrations and `createroles` fill these on a new site.
_FILLED_AT_ONCE = {
    "auth.Group",
    "auth.Group_permissions",
    "auth.Permission",
    "contenttypes.ContentType",
    "symptoms.CrisisPhrase",
    "symptoms.SiteVersion",
}


def count_rows(ask: Callable[[str], int], tables: Iterable[str]) -> dict[str, int]:
    """The rows of each of `tables`, by name; `ask` runs a statement and returns its one number."""
    quote = connection.ops.quote_name
    return {name: ask(f"SELECT count(*) FROM {quote(name)}") for name in sorted(tables)}  # noqa: S608


def rows_of_site() -> dict[str, int]:
    """The rows of each table of the site's database."""
    with connection.cursor() as cursor:

        def ask(sql):
            cursor.execute(sql)
            return cursor.fetchone()[0]

        return count_rows(ask, connection.introspection.table_names(cursor))


def has_content() -> bool:
    """Whether the database holds more than what migrations write."""
    tables = set(connection.introspection.table_names())
    models = apps.get_models(include_auto_created=True)
    return any(
        model._base_manager.exists()
        for model in models
        if model._meta.db_table in tables and model._meta.label not in _FILLED_AT_ONCE
    )
