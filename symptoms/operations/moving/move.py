"""Move all rows from the database `source` (DATABASE_MOVE_FROM_URL) into the site's own (DATABASE_URL).

Each table is written in one transaction, together with a note that it is done. After an interruption the
same command goes on with the next table. At the end every table is compared, by the number of its rows
and by a sum of their hashes.
"""

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils.translation import gettext as _

from symptoms.operations.moving import rows, sequences
from symptoms.operations.moving.tables import models_in_order
from symptoms.operations.problem import OperationFailed
from symptoms.operations.row_counts import has_content

SOURCE = "source"
NOTES = "symptoms_move"


def move(say: Callable[[str], None]) -> None:
    """Raises OperationFailed if there is no source, or if the site's database has content."""
    if SOURCE not in connections:
        raise OperationFailed(_("DATABASE_MOVE_FROM_URL must name the database to move from."))
    _check_version()
    if NOTES not in connection.introspection.table_names():
        _begin()
    for model in models_in_order():
        _move_table(model, say)
    say(_("Building the search index."))
    call_command("rebuildsearch", verbosity=0)
    _compare(say)
    _execute(f"DROP TABLE {NOTES}")


def _check_version():
    try:
        call_command("migrate", check_unapplied=True, database=SOURCE, verbosity=0)
    except SystemExit:
        raise OperationFailed(
            _("The old database is older than this version of the site. Migrate it first.")
        ) from None


def _begin():
    """From here on, the database belongs to this move. The old rows replace what migrations wrote.
    Migrations don't run a second time, because they would write it again.
    """
    call_command("migrate", verbosity=0)
    if has_content():
        raise OperationFailed(
            _("The database that DATABASE_URL names has content. Nothing was moved.")
        )
    with transaction.atomic():
        _execute(f"CREATE TABLE {NOTES} (name varchar(100) PRIMARY KEY)")
        for model in reversed(models_in_order()):
            _execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _move_table(model, say):
    name = model._meta.db_table
    if name in _done():
        return

    def report(count):
        say(_("%(table)s: %(count)s rows so far.") % {"table": name, "count": count})

    with transaction.atomic():
        copied = rows.copy(model, SOURCE, report)
        last = sequences.last_number(model, SOURCE)
        if last is not None:
            sequences.set_last_number(model, "default", last)
        _execute(f"INSERT INTO {NOTES} (name) VALUES (%s)", [name])  # noqa: S608
    say(_("%(table)s: %(count)s rows moved.") % {"table": name, "count": copied.rows})


def _compare(say):
    say(_("Comparing both databases."))
    different = [
        model._meta.db_table
        for model in models_in_order()
        if rows.sum_of(model, SOURCE) != rows.sum_of(model, "default")
    ]
    if different:
        raise OperationFailed(
            _(
                "%(table)s differs from the old database, which was perhaps written to meanwhile. Stop the"
                " server, empty the new database, and move again."
            )
            % {"table": different[0]}
        )


def _done():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM {NOTES}")  # noqa: S608  (our own name)
        return {name for (name,) in cursor.fetchall()}


def _execute(statement, values=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
