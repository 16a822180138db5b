"""The drill: a backup under load, restored on another server, is the same site."""

import hashlib
import json
import os
import subprocess
import sys
import threading
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction

from accounts import erased
from accounts.leaving import erase_all
from accounts.models import User
from symptoms.models import Collection, Favorite
from tests.factories import make_article, make_picture, make_user

pytestmark = [pytest.mark.stress, pytest.mark.django_db(transaction=True)]

OPEN = """
import django; django.setup()
from django.test import Client
print(Client().get("/").status_code, Client().get("/readyz").status_code)
print("Saving energy" in Client().get("/articles/saving-energy/").text)
"""
COUNT = """
import django; django.setup()
import json
from accounts.models import User
from symptoms.models import Collection, Favorite
from symptoms.operations.row_counts import rows_of_site
found = [model.objects.count() for model in (User, Favorite, Collection)]
print(json.dumps({"rows": rows_of_site(), "found": found}))
"""


@pytest.fixture
def writers():
    """Readers who sign up and save something, each in one transaction, until the test stops them."""
    article = make_article("Saving energy", tips=["Rest"], live=True, picture=make_picture())
    stop, written = threading.Event(), []

    def write(number):
        count = 0
        while not stop.is_set():
            with transaction.atomic():
                user = make_user(f"{number}-{count}@example.org")
                Favorite.objects.create(user=user, article=article)
                Collection.objects.create(user=user, name="Now")
            written.append(user)
            count += 1
        connections.close_all()

    threads = [threading.Thread(target=write, args=[number], daemon=True) for number in range(2)]
    for thread in threads:
        thread.start()
    yield written
    stop.set()
    for thread in threads:
        thread.join(30)


@pytest.fixture
def elsewhere(tmp_path):
    """The environment of another, empty server."""
    folder = tmp_path / "elsewhere"
    environment = dict(os.environ) | {"SYMPTOMS_VAR": str(folder), "ALLOWED_HOSTS": "testserver"}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    environment.pop("CACHE_URL", None)
    environment.pop("PYTEST_CURRENT_TEST", None)
    if connection.vendor == "sqlite":
        environment.pop("DATABASE_URL", None)
        yield environment
        return
    name = f"drill_{uuid.uuid4().hex}"
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # a busy disk takes its time
        cursor.execute(f"CREATE DATABASE {name}")
    environment["DATABASE_URL"] = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
    yield environment
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # a busy disk takes its time
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(environment, *words):
    return subprocess.run(
        [sys.executable, *words],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    ).stdout


def backed_up(target, **options):
    call_command("backup", str(target), verbosity=0, **options)
    return max(path for path in target.iterdir())


def digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in Path(folder).rglob("*")
        if path.is_file()
    }


def test_what_is_restored_elsewhere_is_the_site_of_one_moment(writers, elsewhere, tmp_path):
    while len(writers) < 5:
        threading.Event().wait(0.1)
    before = len(writers)
    folder = backed_up(tmp_path / "backups")
    rows = json.loads((folder / "manifest.json").read_text())["rows"]
    run(elsewhere, "manage.py", "restore", str(folder))
    found = json.loads(run(elsewhere, "-c", COUNT))

    # The restored site is another version of the site for whatever keeps copies of its pages.
    for counted in (rows, found["rows"]):
        del counted["symptoms_siteversion"]
    assert found["rows"] == rows
    users, favorites, collections = found["found"]
    assert users == favorites == collections >= before
    assert digests(folder / "media") == digests(settings.MEDIA_ROOT)
    assert digests(Path(elsewhere["SYMPTOMS_VAR"], "media")) == digests(folder / "media")
    # DEBUG needs no collected static files.
    assert run(elsewhere | {"DEBUG": "1"}, "-c", OPEN).split() == ["200", "200", "True"]


def test_a_reader_who_was_erased_after_the_backup_stays_erased(elsewhere, tmp_path):
    gone, here = make_user("gone@example.org"), make_user("here@example.org")
    folder = backed_up(tmp_path / "backups")
    mark = erased.mark(gone)
    erase_all([gone])
    assert not User.objects.filter(pk=gone.pk).exists()
    there = Path(elsewhere["SYMPTOMS_VAR"])
    there.mkdir()
    (there / "erased.txt").write_text(f"{mark}\n")
    run(elsewhere, "manage.py", "restore", str(folder))
    emails = "import django; django.setup(); from accounts.models import User; print(*[user.email for user in User.objects.all()])"

    assert run(elsewhere, "-c", emails).split() == [here.email]
    assert mark in (there / "erased.txt").read_text().split()


def test_a_site_with_content_is_replaced_only_on_request(elsewhere, tmp_path):
    make_article("Saving energy", live=True)
    folder = backed_up(tmp_path / "backups")
    run(elsewhere, "manage.py", "restore", str(folder))
    with pytest.raises(subprocess.CalledProcessError) as refused:
        run(elsewhere, "manage.py", "restore", str(folder))
    make_article("Another")
    newer = backed_up(tmp_path / "backups")
    run(elsewhere, "manage.py", "restore", str(newer), "--overwrite")

    assert "has content. To replace it, use --overwrite." in refused.value.stderr
    count = "import django; django.setup(); from symptoms.models import Article; print(Article.objects.count())"
    assert run(elsewhere, "-c", count) == "2\n"


def test_a_database_that_was_only_migrated_has_no_content(elsewhere, tmp_path):
    folder = backed_up(tmp_path / "backups")
    run(elsewhere, "manage.py", "migrate", "--verbosity", "0")

    assert "The backup is restored." in run(elsewhere, "manage.py", "restore", str(folder))
