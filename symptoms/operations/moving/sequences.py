"""The numbers that tables give to new rows, so that one that was deleted is never given again."""

from django.db import connections
from django.db.models import AutoField, Model


def last_number(model: type[Model], alias: str) -> int | None:
    """The last number that `model` gave, or None if it gives none."""
    if not isinstance(model._meta.pk, AutoField):
        return None
    with connections[alias].cursor() as cursor:
        if connections[alias].vendor == "sqlite":
            cursor.execute(
                "SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table]
            )
            found = cursor.fetchone()
            return found[0] if found else 0
        cursor.execute(
            "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s))", _names(model)
        )
        return cursor.fetchone()[0] or 0


def set_last_number(model: type[Model], alias: str, number: int) -> None:
    """The next row of `model` gets `number` + 1."""
    table = model._meta.db_table
    with connections[alias].cursor() as cursor:
        if connections[alias].vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number]
            )
        elif number:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [*_names(model), number]
            )


def _names(model):
    return [f'"{model._meta.db_table}"', model._meta.pk.column]
