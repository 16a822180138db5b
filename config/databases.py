"""DATABASES, from the environment: SQLite or PostgreSQL, and a replica of it for anonymous reading."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ
from django.core.exceptions import ImproperlyConfigured

SCHEMES = ("sqlite", "postgres", "postgresql")
# A connection of the pool that is not there within this time is a 503, and not a page that hangs.
POOL_SECONDS = 0.8


def databases(env, var: Path) -> dict[str, dict[str, Any]]:
    """`default`, `replica` if DATABASE_REPLICA_URL names one, and `source` for `manage.py movedata`.

    Raises ImproperlyConfigured.
    """
    default = environ_url(env, "DATABASE_URL", f"sqlite:///{var / 'symptoms.sqlite3'}")
    found = {"default": configured(env, default, var)}
    if env("DATABASE_REPLICA_URL"):
        replica = configured(env, environ_url(env, "DATABASE_REPLICA_URL", ""), var)
        if found["default"]["ENGINE"] != replica["ENGINE"] or not _is_postgresql(replica):
            raise ImproperlyConfigured("DATABASE_REPLICA_URL needs PostgreSQL in both addresses.")
        # Tests look at one database through both names.
        found["replica"] = replica | {"TEST": {"MIRROR": "default"}}
    if env("DATABASE_MOVE_FROM_URL"):
        found["source"] = configured(env, environ_url(env, "DATABASE_MOVE_FROM_URL", ""), var)
    return found


def environ_url(env, name, default):
    return env.url(name, environ.Env.db_url_config, SCHEMES, default)


def configured(env, parsed: dict[str, Any], var: Path) -> dict[str, Any]:
    """`parsed`, an address that environ has read, with what each kind of database needs. In place of a host
    there may be the folder of a socket, with %2F for each slash."""
    parsed = parsed | {"HOST": unquote(parsed.get("HOST") or "")}
    return parsed | (_postgresql(env, parsed) if _is_postgresql(parsed) else _sqlite(var))


def _is_postgresql(parsed):
    return not parsed["ENGINE"].endswith("sqlite3")


def _sqlite(var):
    return {
        # Tests use a file, because SQLite locks in-memory databases differently.
        "TEST": {"NAME": var / "test.sqlite3"},
        # Writers queue instead of failing, and a confirmed save survives a power cut:
        # decisions.md, "SQLite as it must be set".
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;PRAGMA journal_size_limit=67108864;"
            ),
        },
    }


def _postgresql(env, parsed):
    options = dict(parsed.get("OPTIONS", {}))
    options.setdefault("connect_timeout", 3)
    limits = _limits(env)
    if limits:
        options["options"] = f"{options.get('options', '')} {limits}".strip()
    pool = env("SYMPTOMS_DATABASE_POOL")
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": POOL_SECONDS}
    return {
        "ENGINE": "config.postgresql",
        "CONN_MAX_AGE": 0 if pool else 60,  # the pool keeps them instead
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _limits(env):
    """A slow statement, or a lock that is never released, must not block all threads."""
    limits = {
        "statement_timeout": env("SYMPTOMS_DATABASE_STATEMENT_SECONDS"),
        "lock_timeout": env("SYMPTOMS_DATABASE_LOCK_SECONDS"),
        "idle_in_transaction_session_timeout": env("SYMPTOMS_DATABASE_STATEMENT_SECONDS"),
    }
    return " ".join(f"-c {name}={1000 * most}" for name, most in limits.items() if most)
