"""Queries whose SQL Django generates once in each process; only their values change.

For queries with many parts, where generating the SQL would take longer than running it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, QuerySet


class Slot(Expression):
    """A placeholder in a filter for a value of `field` that is known when the query runs."""

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def filled(self, values: Mapping[str, Any]) -> Any:
        """The value for this slot in `values`, as the database expects it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


@dataclass(frozen=True)
class Compiled:
    """The SQL of a queryset and its parameters, some of which are slots."""

    sql: str
    parameters: tuple

    @classmethod
    def of(cls, queryset: QuerySet[Any, Any]) -> "Compiled":
        sql, parameters = queryset.query.sql_with_params()
        return cls(sql, tuple(parameters))

    def filled(self, **values: Any) -> list:
        """The parameters, with `values` filled into the slots by name."""
        return [one.filled(values) if isinstance(one, Slot) else one for one in self.parameters]

    def rows(self, **values: Any) -> list[tuple]:
        """The rows, as the database returns them."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(**values))
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows
