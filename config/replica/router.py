"""Django's database router: reads go to the replica while the request allows it, and writes never do."""

from contextvars import ContextVar

REPLICA = "replica"
allowed: ContextVar[bool] = ContextVar("reading_from_replica", default=False)


class ReplicaRouter:
    def db_for_read(self, model, **hints):
        return REPLICA if allowed.get() else None

    def db_for_write(self, model, **hints):
        return "default"

    def allow_relation(self, one, other, **hints):
        """Both databases hold the same rows."""
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db != REPLICA
