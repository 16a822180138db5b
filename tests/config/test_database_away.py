"""A database that is away, locked or full: an explaining page at once, and few log lines."""

import errno
import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.utils import get_random_secret_key
from django.db import InterfaceError, InternalError, OperationalError, connection
from django.test import Client
from django.urls import reverse

from config import persistent_sqlite
from tests.factories import make_article, make_user

ASK = """
import time, django
django.setup()
from django.test import Client
found = []
for number in range(8):
    start = time.monotonic()
    answer = Client(raise_request_exception=False).get("/articles/x/?q=secret")
    found.append(time.monotonic() - start)
print(answer.status_code, answer.headers["Retry-After"], answer.headers["Cache-Control"])
print(max(found[1:]), "Please try again in a minute" in answer.text, found[0])
"""


@pytest.fixture
def closed_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture
def silent_port():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(50)
        yield silent.getsockname()[1]


@pytest.fixture
def port_that_hangs_up():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)

        def hang_up():
            while True:
                try:
                    server.accept()[0].close()
                except OSError:
                    return

        threading.Thread(target=hang_up, daemon=True).start()
        yield server.getsockname()[1]


@pytest.mark.parametrize("kind", ["closed_port", "silent_port", "port_that_hangs_up"])
def test_while_postgresql_is_away_every_page_says_so_at_once(request, kind, tmp_path):
    port = request.getfixturevalue(kind)
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": get_random_secret_key(),
        "ALLOWED_HOSTS": "testserver",
        "SYMPTOMS_VAR": str(tmp_path),
        "DATABASE_URL": f"postgres://reader:secret@127.0.0.1:{port}/x",
    }
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    first, second = run.stdout.splitlines()
    assert first == "503 60 no-store"
    longest, in_words, start = second.split()
    assert in_words == "True"
    assert float(longest) < 1
    lines = run.stderr.splitlines()
    assert all(line.startswith("ERROR django.request The database does not") for line in lines)
    assert 1 <= len(lines) <= 2 + sum((float(start), 8 * float(longest)))
    assert "secret" not in run.stderr


def test_a_command_says_in_one_line_that_postgresql_is_away(closed_port, tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": get_random_secret_key(),
        "ALLOWED_HOSTS": "testserver",
        "SYMPTOMS_EMERGENCY_NUMBER": "112",
        "SYMPTOMS_VAR": str(tmp_path),
        "DATABASE_URL": f"postgres://reader:secret@127.0.0.1:{closed_port}/x",
    }
    run = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    (line,) = run.stderr.splitlines()
    assert run.returncode == 1
    assert line.startswith("The database does not answer: connection ")
    assert line.endswith("(see DATABASE_URL)")
    assert "secret" not in line


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.django_db
def test_a_database_error_is_a_503_and_not_a_500(monkeypatch, error):
    def fail(*arguments, **named):
        try:
            raise error("secret details")
        except error as reason:
            raise RuntimeError from reason

    monkeypatch.setattr("symptoms.web.pagination.Page.of", fail)
    answer = Client(raise_request_exception=False).get("/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.text.count("<h1") == 1
    assert "secret" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def pg(code, kind=OperationalError):
    """As Django passes on an error of PostgreSQL."""
    error = kind("secret details")
    error.__cause__ = type("DiskFull", (Exception,), {"sqlstate": code})()
    return error


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database or disk is full"),
        OperationalError("attempt to write a readonly database"),
        pg("53100"),
        pg("25006", InternalError),
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EROFS, "Read-only file system"),
    ],
    ids=str,
)
@pytest.mark.django_db
def test_where_nothing_can_be_saved_the_page_says_that_everything_can_be_read(monkeypatch, error):
    def fail(*arguments, **named):
        raise error

    monkeypatch.setattr("symptoms.web.pagination.Page.of", fail)
    answer = Client(raise_request_exception=False).get("/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "This site can’t save anything right now" in answer.text
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    "error", [OSError(errno.EIO, "Input/output error"), pg("22000", InternalError)]
)
@pytest.mark.django_db
def test_another_error_of_a_disk_or_database_is_not_passed_off_as_a_full_one(monkeypatch, error):
    def fail(*arguments, **named):
        raise error

    monkeypatch.setattr("symptoms.web.pagination.Page.of", fail)

    assert Client(raise_request_exception=False).get("/").status_code == 500


@pytest.mark.django_db
def test_the_page_is_shown_even_if_the_session_cannot_be_read(monkeypatch, client):
    client.force_login(make_user())

    def fail(*arguments, **named):
        raise OperationalError("database is locked")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fail)
    client.raise_request_exception = False

    assert client.get("/favorites/").status_code == 503


@pytest.mark.django_db
def test_what_was_typed_is_in_the_page_and_can_be_sent_again(full_form):
    answer, typed = full_form

    assert answer.status_code == 503
    assert "This site can’t save anything right now" in answer.text
    assert f'value="{typed}"' in answer.text
    assert 'method="post" action="/favorites/questions/' in answer.text


@pytest.fixture
def full_form(client, monkeypatch):
    client.force_login(make_user())
    client.raise_request_exception = False

    def fail(*arguments, **named):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("django.db.models.base.Model.save", fail)
    monkeypatch.setattr("django.db.models.query.QuerySet.create", fail)
    monkeypatch.setattr("django.db.models.query.QuerySet.bulk_create", fail)
    return client.post("/favorites/questions/", {"text": "Why am I tired?"}), "Why am I tired?"


@pytest.mark.django_db
def test_a_password_is_not_put_into_the_page(monkeypatch):
    def fail(*arguments, **named):
        raise OperationalError("database is locked")

    monkeypatch.setattr(get_user_model(), "check_password", fail)
    make_user("reader@example.org", "a password")
    answer = Client(raise_request_exception=False).post(
        reverse("account_login"), {"login": "reader@example.org", "password": "a password"}
    )

    assert answer.status_code == 503
    assert "a password" not in answer.text


@pytest.mark.django_db(transaction=True)
def test_a_lock_that_is_never_released_ends_with_an_explanation(client):
    article = make_article(live=True)
    client.force_login(make_user())
    client.raise_request_exception = False
    item = {"kind": "article", "id": article.pk}
    with _locked():
        start = time.monotonic()
        answer = client.post(reverse("favorites:add"), item)
        took = time.monotonic() - start
        reading = client.get(article.get_absolute_url())

    assert (answer.status_code, reading.status_code) == (503, 200)
    assert took < 10
    assert client.post(reverse("favorites:add"), item).status_code < 400


class _locked:
    """Another connection holds the lock that saving a favorite needs; we wait only a moment."""

    def __enter__(self):
        if connection.vendor == "sqlite":
            name = connection.settings_dict["NAME"]
            self.other = sqlite3.connect(name, isolation_level=None)
            self.other.execute("BEGIN IMMEDIATE")
            connection.cursor().execute("PRAGMA busy_timeout = 200")
        else:
            self.other = connection.copy()
            self.other.set_autocommit(False)
            self.other.cursor().execute("LOCK TABLE symptoms_favorite IN EXCLUSIVE MODE")
            connection.cursor().execute("SET lock_timeout = 200")

    def __exit__(self, *error):
        self.other.rollback()
        self.other.close()


def test_a_connection_that_stays_open_keeps_what_readers_need(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(persistent_sqlite, "_open", [])
    name = tmp_path / "site.sqlite3"

    def use(statement):
        other = sqlite3.connect(name)
        other.execute("PRAGMA journal_mode=WAL")
        other.execute(statement)
        other.commit()
        other.close()

    use("CREATE TABLE x (y)")
    settings.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(name)}}
    persistent_sqlite.hold()
    use("INSERT INTO x VALUES (1)")

    assert {p.name for p in tmp_path.iterdir()} == {
        f"site.sqlite3{end}" for end in ("", "-wal", "-shm")
    }
    persistent_sqlite._open[0].close()
