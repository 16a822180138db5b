"""The version of the public site: a token that changes with every write of what readers see. Caches
store the token with each copy of a public page, and use the copy only while the token is the same.
The triggers of `site_version_triggers.py` write it, in the transaction of the change itself,
however it is made: by a save, a bulk update, or SQL typed by hand.
"""

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _


class SiteVersion(models.Model):
    """One change, or several. The tokens are random, so a restored database never repeats one by chance.

    SQLite, which has one writer at a time, keeps a single row. On PostgreSQL each transaction adds its
    own, so that no writer waits for another; rows older than a day are removed by later changes.
    """

    token = models.BigIntegerField(help_text=_("Random."))
    at = models.DateTimeField(help_text=_("When it was written."))

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def now(cls) -> str:
        """The current version: equal only while no row was added or deleted.

        One query of each database that pages may be read from: a replica that lags is another version.
        """
        return " ".join(cls._of(connection) for connection in connections.all())

    @classmethod
    def _of(cls, connection: BaseDatabaseWrapper) -> str:
        table = connection.ops.quote_name(cls._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*), sum(token) FROM {table}")  # noqa: S608  (our own name)
            return "/".join(map(str, cursor.fetchone()))
