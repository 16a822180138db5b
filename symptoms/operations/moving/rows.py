"""The rows of one table: read, written as they are, and summed up."""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

BATCH = 1_000


class Sum(NamedTuple):
    """How many rows there are, and a sum of their hashes, which does not depend on their order."""

    rows: int = 0
    digest: int = 0

    def plus(self, row: tuple) -> "Sum":
        text = json.dumps([_plain(value) for value in row], sort_keys=True)
        number = int.from_bytes(hashlib.sha256(text.encode()).digest())
        return Sum(self.rows + 1, (self.digest + number) % 2**256)


def read(model: type[Model], alias: str) -> Iterable[tuple]:
    """The rows in the database `alias`, as Python's values, a batch at a time in memory."""
    names = [field.attname for field in model._meta.concrete_fields]
    return model._base_manager.using(alias).order_by("pk").values_list(*names).iterator(BATCH)


def sum_of(model: type[Model], alias: str) -> Sum:
    total = Sum()
    for row in read(model, alias):
        total = total.plus(row)
    return total


def copy(model: type[Model], source: str, report: Callable[[int], None]) -> Sum:
    """Write the rows of `source` into the site's database, bypassing all rules of fields: nothing
    is cleaned or dated again. `report` gets the number of rows so far. Returns the sum of what was
    read.
    """
    total, batch = Sum(), []
    for row in read(model, source):
        total = total.plus(row)
        batch.append(row)
        if len(batch) == BATCH:
            _write(model, batch)
            report(total.rows)
            batch = []
    _write(model, batch)
    return total


def _write(model, rows):
    if not rows:
        return
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    prepared = [
        [
            field.get_db_prep_value(value, connection)
            for field, value in zip(fields, row, strict=True)
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})",  # noqa: S608
            prepared,
        )


def _plain(value) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if isinstance(value, dict | list | str | int | float | None) else str(value)
