"""`manage.py movedata` moves a site to PostgreSQL and back, and nothing is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FILL = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createroles", verbosity=0)
from django.contrib.sessions.backends.db import SessionStore
from symptoms.models import Favorite, Collection
from django.conf import settings
settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": False}
from tests.factories import make_article, make_picture, make_user
article = make_article("Saving energy", tips=["Rest", "Plan"], live=True, picture=make_picture())
draft = make_article("Draft — ünïcode", body="<p>Not live</p>")
for number in range(30):
    user = make_user(f"reader-{number}@example.org")
    Favorite.objects.create(user=user, article=article, note="Ask “why”\\nand when")
    Collection.objects.create(user=user, name="Now")
user.delete()  # its number must not be given again
session = SessionStore(); session["seen"] = 1; session.save()
"""
LOOK = """
import django; django.setup()
import json
from symptoms.operations.moving import rows, sequences
from symptoms.operations.moving.tables import models_in_order
from symptoms import search
found = {m._meta.db_table: [*rows.sum_of(m, "default"), sequences.last_number(m, "default")] for m in models_in_order()}
from django.test import Client
found["search"] = Client().get("/search/?q=energy").content.decode().count("Saving energy") > 0
print(json.dumps(found))
"""
STOP_AFTER_TEN = """
import django; django.setup()
from django.core.management import call_command
from symptoms.operations.moving import rows
real, copied = rows.copy, []
def copy(*arguments):
    if len(copied) == 10:
        raise KeyboardInterrupt
    copied.append(1)
    return real(*arguments)
rows.copy = copy
call_command("movedata", verbosity=0)
"""


def run(var, *words, **environment):
    kept = {name: text for name, text in os.environ.items() if name != "CACHE_URL"}
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=kept
        | {"SYMPTOMS_VAR": str(var), "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
        | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def seen(var, url):
    done = run(var, "-c", LOOK, DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    var = tmp_path_factory.mktemp("old")
    url = f"sqlite:///{var}/old.sqlite3"
    done = run(var, "-c", FILL, DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    return var, url


def test_a_site_moves_to_postgresql_and_back_and_nothing_is_lost(filled, postgresql):
    var, old = filled
    before = seen(var, old)
    new = postgresql.create("moved")
    # Interrupted half-way, and run again.
    stopped = run(var, "-c", STOP_AFTER_TEN, DATABASE_URL=new, DATABASE_MOVE_FROM_URL=old)
    assert stopped.returncode != 0
    there = run(var, "manage.py", "movedata", DATABASE_URL=new, DATABASE_MOVE_FROM_URL=old)
    assert there.returncode == 0, there.stderr
    moved = [line for line in there.stdout.splitlines() if line.endswith("rows moved.")]
    assert len(moved) == len(before) - 1 - 10
    assert seen(var, new) == before

    back = f"sqlite:///{var}/back.sqlite3"
    done = run(var, "manage.py", "movedata", DATABASE_URL=back, DATABASE_MOVE_FROM_URL=new)
    assert done.returncode == 0, done.stderr
    assert seen(var, back) == before
    assert before["search"] is True
    assert before["symptoms_favorite"][0] == 29
    assert before["accounts_user"][2] == 30

    again = run(var, "manage.py", "movedata", DATABASE_URL=back, DATABASE_MOVE_FROM_URL=new)
    assert again.returncode == 1
    assert "has content. Nothing was moved." in again.stderr


def test_without_a_source_nothing_is_touched(filled):
    var, old = filled
    done = run(var, "manage.py", "movedata", DATABASE_URL=old)

    assert done.returncode == 1
    assert "DATABASE_MOVE_FROM_URL must name the database to move from." in done.stderr
