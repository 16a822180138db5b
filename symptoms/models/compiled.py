"""Questions whose SQL Django writes once in a process; each time only their values differ.

For questions of many parts, where writing the SQL would take longer than answering it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, QuerySet


class Slot(Expression):
    """Stands in a filter for a value of `field` that is known when the question is asked."""

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def filled(self, values: Mapping[str, Any]) -> Any:
        """The value among `values` that stands here, as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


@dataclass(frozen=True)
class Compiled:
    """The SQL of a queryset, and its parameters: some of them are slots."""

    sql: str
    parameters: tuple

    @classmethod
    def of(cls, queryset: QuerySet[Any, Any]) -> "Compiled":
        sql, parameters = queryset.query.sql_with_params()
        return cls(sql, tuple(parameters))

    def filled(self, **values: Any) -> list:
        """The parameters, with `values` in the slots of these names."""
        return [one.filled(values) if isinstance(one, Slot) else one for one in self.parameters]

    def rows(self, **values: Any) -> list[tuple]:
        """The answer, as the database gives it."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(**values))
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows
