"""Databases that older versions left upgrade with all their content: one of 2026-11-26, from before migrations
were squashed, and one of 2026-11-27 with rows in every table (fill.py)."""

import gzip
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

HERE = Path(__file__).parent
LOOK = """
import json
from django.test import Client
from symptoms.models import Edition, Favorite, Revision, Symptom

reader = Client()
favorite = Favorite.objects.order_by("pk").first()
reader.force_login(favorite.user)
article = favorite.article or favorite.tip.article
page = Client().get("/articles/" + article.editions.live().get().slug + "/")
print(json.dumps({
    "status": page.status_code,
    "tips": page.content.decode().count('class="tip"'),
    "editions": Edition.objects.count(),
    "canceled": Edition.objects.exclude(canceled_at=None).count(),
    "revisions": Revision.objects.count(),
    "notes": list(Favorite.objects.order_by("pk").values_list("note", flat=True)),
    "favorites": reader.get("/favorites/").content.decode().count("Ask about this") > 0,
    "pages": sorted({
        Client().get(path).status_code
        for path in ("/", "/symptoms/", *(symptom.get_absolute_url() for symptom in Symptom.objects.all()))
    }),
    "found": Client().get("/search/?q=energy").content.decode().count("Saving energy") > 0,
}))
"""


def manage(*arguments, env):
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ | env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# Search indexes and the list of migrations are made anew.
COUNT = """
import json
from django.apps import apps
from django.db import connection
with connection.cursor() as cursor:
    there = set(connection.introspection.table_names(cursor))
    models = apps.get_models(include_auto_created=True)
    tables = sorted({model._meta.db_table for model in models} & there)
    rows = {}
    for table in tables:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
        rows[table] = cursor.fetchone()[0]
print(json.dumps(rows))
"""


@contextmanager
def old_database(tmp_path, date):
    """The environment of a site with the database of `date`, on the database of this test run."""
    if connection.vendor == "sqlite":
        packed = (HERE / f"{date}.sqlite3.gz").read_bytes()
        (tmp_path / "symptoms.sqlite3").write_bytes(gzip.decompress(packed))
        yield {"DATABASE_URL": ""}
        return
    name = f"upgrade_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # a busy disk takes its time
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        url = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
        _load(url, gzip.decompress((HERE / f"{date}-postgresql.sql.gz").read_bytes()).decode())
        yield {"DATABASE_URL": url}
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")  # a busy disk takes its time
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _load(url, sql):
    import psycopg

    lines = [line for line in sql.splitlines() if not line.startswith("\\")]
    with psycopg.connect(url, autocommit=True) as old:
        old.execute("\n".join(lines))


def shell(code, env):
    return json.loads(manage("shell", "--verbosity", "0", "--command", code, env=env))


@pytest.mark.parametrize(
    ("date", "editions", "revisions"), [("2026-11-26", 5, 4), ("2026-11-27", 4, 6)]
)
@pytest.mark.django_db(transaction=True)
def test_an_old_database_upgrades(tmp_path, date, editions, revisions):
    with old_database(tmp_path, date) as env:
        env |= {"DEBUG": "1", "SYMPTOMS_VAR": str(tmp_path), "PYTHONPATH": str(settings.BASE_DIR)}
        before = shell(COUNT, env)
        manage("migrate", "--verbosity", "0", env=env)
        manage("migrate", "--check", env=env)
        after = shell(COUNT, env)
        seen = shell(LOOK, env)

    assert {table for table, rows in before.items() if after.get(table, 0) < rows} == set()
    assert seen == {
        "status": 200,
        "tips": 3,
        "editions": editions,
        "canceled": 1,
        "revisions": revisions,
        "notes": ["Ask about this", ""],
        "favorites": True,
        "pages": [200],
        "found": True,
    }
