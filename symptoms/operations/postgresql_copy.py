"""A copy of a PostgreSQL database, by pg_dump and pg_restore."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient
from django.utils.translation import gettext as _

from symptoms.operations.problem import OperationFailed
from symptoms.operations.row_counts import rows_of_site

FILE_NAME = "database.pgdump"
_OWNERLESS = ["--no-owner", "--no-privileges"]


def dump(path: Path, report: Callable[[int], None]) -> dict[str, int]:
    """Write the database into `path`. Returns the rows of each table, at the very moment of the copy.

    Raises OperationFailed if pg_dump is missing or fails.
    """
    report(0)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        rows = rows_of_site()
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}")
    report(100)
    return rows


def load(path: Path, report: Callable[[int], None]) -> None:
    """Replace the site's database with the copy in `path`; if that fails, nothing has changed.

    Raises OperationFailed if pg_restore is missing or fails.
    """
    report(0)
    # What was there waits in another schema until the copy is whole.
    _execute(
        "DROP SCHEMA IF EXISTS before_restore CASCADE",
        "ALTER SCHEMA public RENAME TO before_restore",
        "CREATE SCHEMA public",
    )
    try:
        _run("pg_restore", "--single-transaction", "--exit-on-error", "--schema=public", str(path))
    except OperationFailed:
        _execute("DROP SCHEMA public CASCADE", "ALTER SCHEMA before_restore RENAME TO public")
        raise
    _execute("DROP SCHEMA before_restore CASCADE")
    report(100)


def _execute(*statements):
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def _run(tool, *options):
    """Run `tool` on the site's database. The password is in its environment, not on its command line."""
    settings = connection.settings_dict | {"NAME": connection.get_connection_params()["dbname"]}
    words, extra = DatabaseClient.settings_to_cmd_args_env(settings, [])
    *server, name = words[1:]
    command = [tool, *_OWNERLESS, *server, f"--dbname={name}", *options]
    try:
        done = subprocess.run(  # noqa: S603  (no shell)
            command, env=os.environ | (extra or {}), capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise OperationFailed(
            _("%(tool)s is missing. Install the client programs of PostgreSQL.") % {"tool": tool}
        ) from None
    if done.returncode:
        raise OperationFailed(
            _("%(tool)s failed. %(reason)s") % {"tool": tool, "reason": _first_error(done.stderr)}
        )


def _first_error(said):
    """The first line that names an error. The lines below it may hold rows."""
    return next((line for line in said.splitlines() if ": error: " in line), "")
