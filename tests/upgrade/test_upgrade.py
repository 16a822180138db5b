"""A database of 2026-11-26, from before migrations were squashed, upgrades with all its content."""

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
reader.force_login(Favorite.objects.order_by("pk").first().user)
page = Client().get("/articles/" + Edition.objects.live().get(revision__isnull=False).slug + "/")
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


@contextmanager
def old_database(tmp_path):
    """The environment of a site whose database is the old one, on the database of this test run."""
    if connection.vendor == "sqlite":
        packed = (HERE / "2026-11-26.sqlite3.gz").read_bytes()
        (tmp_path / "symptoms.sqlite3").write_bytes(gzip.decompress(packed))
        yield {"DATABASE_URL": ""}
        return
    name = f"upgrade_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # a busy disk takes its time
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        url = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
        _load(url, gzip.decompress((HERE / "2026-11-26-postgresql.sql.gz").read_bytes()).decode())
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


@pytest.mark.django_db(transaction=True)
def test_a_database_from_before_the_squash_upgrades(tmp_path):
    with old_database(tmp_path) as env:
        env |= {"DEBUG": "1", "SYMPTOMS_VAR": str(tmp_path), "PYTHONPATH": str(settings.BASE_DIR)}
        manage("migrate", "--verbosity", "0", env=env)
        manage("migrate", "--check", env=env)
        seen = json.loads(manage("shell", "--verbosity", "0", "--command", LOOK, env=env))

    assert seen == {
        "status": 200,
        "tips": 3,
        "editions": 5,
        "canceled": 1,
        "revisions": 4,
        "notes": ["Ask about this", ""],
        "favorites": True,
        "pages": [200],
        "found": True,
    }
