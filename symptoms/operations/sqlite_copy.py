"""A copy of a live SQLite database, by SQLite's online backup API."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from symptoms.operations.problem import OperationFailed
from symptoms.operations.row_counts import count_rows

FILE_NAME = "database.sqlite3"
_PAGES = 2000  # between two reports of progress
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
)


def dump(path: Path, report: Callable[[int], None]) -> dict[str, int]:
    """Copy the database into `path`; `report` gets percent. Returns the rows of each table of the copy.

    Raises OperationFailed if the copy isn't sound.
    """
    with (
        closing(_opened_for_reading(_live_path())) as source,
        closing(sqlite3.connect(path)) as copy,
    ):
        # An open read transaction sees one state, however much is written meanwhile.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=_PAGES, progress=_percent(report))
        source.rollback()
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise OperationFailed(_("The copy of the database is damaged. Nothing was kept."))
        return _rows(copy)


def load(path: Path, report: Callable[[int], None]) -> None:
    """Replace the site's database with the copy in `path`, in one SQLite transaction."""
    connection.close()
    live = _live_path()
    Path(live).parent.mkdir(parents=True, exist_ok=True)
    with closing(_opened_for_reading(path)) as copy, closing(sqlite3.connect(live)) as target:
        copy.backup(target, pages=_PAGES, progress=_percent(report))


def _live_path():
    return connection.get_connection_params()["database"]


def _opened_for_reading(path):
    return sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True, timeout=60)


def _percent(report):
    return lambda status, left, total: report(100 * (total - left) // max(total, 1))


def _rows(copy):
    tables = [name for (name,) in copy.execute(_TABLES)]
    return count_rows(lambda sql: copy.execute(sql).fetchone()[0], tables)
