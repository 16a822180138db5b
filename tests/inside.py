"""Internals of other packages that the tests use, all in one place."""

from django.core.cache import cache
from django.db.backends.postgresql.operations import DatabaseOperations


def cached():
    """Keys and pickled values of the embedded cache (Django 5.2). It has no public list of them, and what
    it holds about readers must be seen whole."""
    return dict(cache._cache)


def empty_tables_by_deleting():
    """Between tests that commit, Django (5.2) empties all tables of PostgreSQL with TRUNCATE, which writes
    new files for each of them: seconds, where deleting the few rows of a test takes none. Foreign keys are
    checked at the end of the transaction, so that no order is needed.
    """

    def sql_flush(self, style, tables, *, reset_sequences=False, allow_cascade=False):
        return [f"DELETE FROM {self.quote_name(table)}" for table in tables]

    DatabaseOperations.sql_flush = sql_flush
