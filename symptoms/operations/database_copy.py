"""The module that copies the site's database: one for SQLite, one for PostgreSQL."""

from types import ModuleType

from django.db import connection

from symptoms.operations import postgresql_copy, sqlite_copy


def copier() -> ModuleType:
    """Has FILE_NAME, `dump(path, report)` and `load(path, report)`."""
    return {"sqlite": sqlite_copy, "postgresql": postgresql_copy}[connection.vendor]
