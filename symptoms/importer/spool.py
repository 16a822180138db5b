"""Rows on their way into the database: kept in a file that has no name, so that nothing is left of it when the
process ends, however it ends."""

import pickle
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from symptoms.models.fields import RichTextField

# Stands for the moment at which the rows are written.
THEN = datetime(9998, 12, 31, tzinfo=UTC)


class Spool:
    """Batches of rows of models, in the order in which they were put in. Use it in a `with`."""

    def __init__(self):
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  (closed by __exit__)
        self._tables: dict[tuple[str, bool], _Table] = {}

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._file.close()

    def put(self, rows: list[Any], more: Any = None) -> None:
        """Add the unsaved instances `rows`, whose references need not exist yet, and anything that
        belongs to them. Rich text is taken as clean."""
        batch: dict[tuple[str, bool], list[tuple]] = {}
        for row in rows:
            key = row._meta.label, row.pk is not None
            if key not in self._tables:
                self._tables[key] = _Table(type(row), has_key=key[1])
            batch.setdefault(key, []).append(self._tables[key].values_of(row))
        pickle.dump((batch, more), self._file, pickle.HIGHEST_PROTOCOL)

    def write(self) -> Iterator[Any]:
        """Insert everything, in the caller's transaction; yields what was put in with each batch."""
        now, end = timezone.now(), self._file.tell()
        self._file.seek(0)
        while self._file.tell() < end:
            batch, more = pickle.load(self._file)  # noqa: S301  (written above, and nobody else can)
            for key, rows in batch.items():
                self._tables[key].insert(rows, now)
            yield more


class _Table:
    """How rows of one model are written, with keys of their own or the database's."""

    def __init__(self, model, has_key):
        fields = [
            field for field in model._meta.concrete_fields if has_key or not field.primary_key
        ]
        self.fields = fields
        self.then = {THEN, self._as_stored(THEN)}
        self.waits = any(field.name in {"live_from", "first_live_from"} for field in fields)
        quote = connection.ops.quote_name
        columns = ", ".join(quote(field.column) for field in fields)
        places = ", ".join(["%s"] * len(fields))
        self.statement = "INSERT INTO {} ({}) VALUES ({})".format(  # noqa: S608, UP032  (names of ours)
            quote(model._meta.db_table), columns, places
        )

    def values_of(self, row):
        return tuple(
            getattr(row, field.attname)
            if isinstance(field, RichTextField)
            else field.get_db_prep_save(field.pre_save(row, True), connection)
            for field in self.fields
        )

    def insert(self, rows, now):
        if self.waits:
            moment = self._as_stored(now)
            rows = [tuple(moment if v in self.then else v for v in row) for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(self.statement, rows)

    @staticmethod
    def _as_stored(moment):
        return connection.ops.adapt_datetimefield_value(moment)
