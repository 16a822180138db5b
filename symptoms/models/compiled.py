"""Questions whose SQL Django writes once in a process; each time only their values differ.

For questions of many parts, where writing the SQL would take longer than answering it.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Expression, Field


class Slot(Expression):
    """Stands in a filter for a value of `field` that is known when the question is asked."""

    def __init__(self, name: str, field: Field):
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def filled(self, values):
        """The value among `values` that stands here, as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


@dataclass(frozen=True)
class Compiled:
    """The SQL of a queryset, and its parameters: some of them are slots."""

    sql: str
    parameters: tuple

    @classmethod
    def of(cls, queryset) -> "Compiled":
        sql, parameters = queryset.query.sql_with_params()
        return cls(sql, tuple(parameters))

    def filled(self, **values) -> list:
        """The parameters, with `values` in the slots of these names."""
        return [one.filled(values) if isinstance(one, Slot) else one for one in self.parameters]

    def rows(self, **values) -> list[tuple]:
        """The answer, as the database gives it."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(**values))
            return cursor.fetchall()
