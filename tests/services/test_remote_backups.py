"""Backups in an object store: uploaded whole, rotated, and restored elsewhere."""

import json
import os
import subprocess
import sys

import pytest

from tests.services.test_moving import FILL, LOOK, ROOT


def run(var, *words, fail=False):
    kept = {n: t for n, t in os.environ.items() if n not in {"CACHE_URL", "DATABASE_URL"}}
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=kept
        | {"SYMPTOMS_VAR": str(var), "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode != 0) is fail, done.stderr
    return done.stderr if fail else done.stdout


@pytest.fixture
def place(store):
    return store.url.replace("/site?", "/backups?")


def test_a_backup_in_an_object_store_is_the_site_and_the_newest_are_kept(tmp_path, store, place):
    here, there = tmp_path / "here", tmp_path / "there"
    run(here, "-c", FILL)
    said = [run(here, "manage.py", "backup", place, "--keep", "2") for _ in range(3)]
    names = [text.strip().splitlines()[-1].rpartition(" ")[2] for text in said]
    kept = {name.split("/")[1] for name in store.names() if name.startswith("backups/")}
    one = place.replace("/backups?", f"/backups/{names[-1]}?")
    run(there, "manage.py", "restore", one)

    assert kept == set(names[-2:])
    assert json.loads(run(there, "-c", LOOK)) == json.loads(run(here, "-c", LOOK))
    media = [sorted(p.name for p in (var / "media").iterdir()) for var in (here, there)]
    assert media[0] == media[1] != []

    store.client.delete_object(Bucket=store.BUCKET, Key=f"backups/{names[-1]}/manifest.json")
    assert "it has no manifest" in run(there, "manage.py", "restore", one, "--overwrite", fail=True)


def test_a_store_that_is_away_is_said_in_one_sentence(tmp_path):
    run(tmp_path, "manage.py", "migrate", "--verbosity", "0")
    said = run(
        tmp_path, "manage.py", "backup", "s3://k:s@b/x?endpoint=http://127.0.0.1:9", fail=True
    )

    assert said.strip().splitlines()[-1].startswith("CommandError: The object store failed")
