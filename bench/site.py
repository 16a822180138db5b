"""The site as `make run` serves it, on a free port, with a database and a folder of its own.

It has no static files, because only pages need them; saving and removing don't.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
MAX_START_SECONDS = 60
MAX_STOP_SECONDS = 15
OTHER_SITES = ("DEBUG", "CACHE_URL", "EMAIL_URL", "WEB_CONCURRENCY", "GUNICORN_CMD_ARGS")


class Site:
    """Use it in a `with`: whatever happens, the server is stopped and its data are deleted
    afterwards.

    `server_url` names any database on a PostgreSQL server, where a new one is made; without it the
    site keeps its data in SQLite, as the embedded default does.
    """

    filled_by = "bench.prepare"
    seconds_to_fill = 900

    def __init__(self, readers: int, server_url: str = "", port: int = 0):
        self.var = Path(tempfile.mkdtemp(prefix="symptoms-bench-"))
        (self.var / "static").mkdir()
        self.port = port or free_port()
        self._server_url = server_url
        self._name = f"symptoms_bench_{self.port}_{secrets.token_hex(4)}"
        self._count = readers
        self.process: subprocess.Popen | None = None

    def __enter__(self):
        try:
            self._make_database()
            self._take(self._fill())
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        try:
            self.stop()
        finally:
            self._drop_database()
            shutil.rmtree(self.var, ignore_errors=True)

    def _take(self, made):
        self.readers = [tuple(reader) for reader in made["readers"]]
        self.items = [tuple(item) for item in made["items"]]

    @property
    def database(self) -> str:
        return "PostgreSQL" if self._server_url else "SQLite"

    def start(self) -> None:
        """Serve, and return when the site answers. Raises RuntimeError, with its log, if it never does."""
        with (self.var / "log").open("ab") as log:
            self.process = subprocess.Popen(
                ["/bin/sh", "deploy/serve.sh"],
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,  # a group of its own, to be ended as one
            )
        deadline = time.monotonic() + MAX_START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The site does not start.\n{self.log()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """Simulate a crash: master and worker die at the same moment and clean nothing up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Stop the server; if it doesn't stop, kill it."""
        if self.process is None:
            return
        try:
            self._end(signal.SIGTERM)
        except subprocess.TimeoutExpired:
            self._end(signal.SIGKILL)

    def rows(self) -> list[tuple[int, str, int]]:
        """Every favorite in the database as (user id, kind, id), sorted, including duplicates."""
        query = "SELECT user_id, article_id, tip_id FROM symptoms_favorite"
        connection = self._connect()
        try:
            found = connection.execute(query).fetchall()
        finally:
            connection.close()
        return sorted(
            (user, "article", article) if article else (user, "tip", tip)
            for user, article, tip in found
        )

    def log(self) -> str:
        """What the server logged: nothing, when all is well."""
        path = self.var / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def _environment(self):
        kept = {name: text for name, text in os.environ.items() if name not in OTHER_SITES}
        return kept | {
            "ALLOWED_HOSTS": HOST,
            "BIN": str(Path(sys.executable).parent),
            "DATABASE_URL": self._database_url(),
            "PORT": str(self.port),
            "SECRET_KEY": "only-for-the-bench-and-for-nothing-else-at-all-0123456789",
            "SYMPTOMS_EMERGENCY_NUMBER": "112",
            "SYMPTOMS_SITE_URL": f"http://{HOST}:{self.port}",
            "SYMPTOMS_VAR": str(self.var),
        }

    def _fill(self):
        report = self.var / "made.json"
        code = f"from {self.filled_by} import fill; fill({self._count}, {str(report)!r})"
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", code],
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=self.seconds_to_fill,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"The database could not be filled.\n{done.stderr}")
        return json.loads(report.read_text())

    def _end(self, how):
        if self.process is not None:
            if self.process.poll() is None:
                os.killpg(self.process.pid, how)
                self.process.wait(MAX_STOP_SECONDS)
            self.process = None

    def _answers(self):
        connection = HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/robots.txt")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _database_url(self):
        return f"{self._server_url.rpartition('/')[0]}/{self._name}" if self._server_url else ""

    def _connect(self):
        if self._server_url:
            return _postgresql(self._database_url())
        return sqlite3.connect(self.var / "symptoms.sqlite3", timeout=20)

    def _make_database(self):
        if self._server_url:
            self._administer(f'CREATE DATABASE "{self._name}"')

    def _drop_database(self):
        if self._server_url:
            self._administer(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')

    def _administer(self, statement):
        with _postgresql(self._server_url) as connection:
            connection.execute(statement)


def _postgresql(url):
    import psycopg  # noqa: PLC0415 -- only those who scale have it

    return psycopg.connect(url, autocommit=True, connect_timeout=10)


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
