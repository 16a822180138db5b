"""A PostgreSQL server of a test's own, and a replica of it."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.services.processes import HOST, as_user, free_port, program

_FAST = (
    "-c fsync=off -c max_wal_senders=4 -c wal_level=replica -c hot_standby=on -c max_wal_size=256MB"
)


class PostgreSQL:
    """Use it in a `with`. `more` are options of the server, such as "-c max_connections=12"; `folder` is
    where its files are."""

    def __init__(self, more="", primary=None, folder="/tmp"):
        self.port = free_port()
        self._more, self._primary = more, primary
        self._bin = str(max(Path("/usr/lib/postgresql").glob("*/bin")))
        self.folder = Path(tempfile.mkdtemp(prefix="symptoms-postgresql-", dir=folder))

    def __enter__(self):
        if as_user("postgres"):
            shutil.chown(self.folder, "postgres")
        try:
            if self._primary:
                self._run(
                    "pg_basebackup",
                    *f"-h {HOST} -p {self._primary.port} -U postgres -D {self._data} -R -X stream -c fast".split(),
                )
            else:
                self._run("initdb", "-D", self._data, "--auth=trust", "--username=postgres", "-N")
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        self._control("stop", "-m", "immediate", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _data(self):
        return str(self.folder / "data")

    def url(self, name="site"):
        return f"postgres://postgres@{HOST}:{self.port}/{name}"

    def url_by_socket(self, name="site"):
        """As deploy/environment names it."""
        return f"postgres://postgres@{quote(str(self.folder), safe='')}:{self.port}/{name}"

    def create(self, name="site"):
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def start(self):
        options = f"-p {self.port} -k {self.folder} -c listen_addresses={HOST} {_FAST} {self._more}"
        self._control("start", "-w", "-l", str(self.folder / "log"), "-o", options)

    def stop(self, how="immediate"):
        self._control("stop", "-m", how)

    def restart(self):
        self.stop()
        self.start()

    def execute(self, statement, name="postgres"):
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def _control(self, *words, check=True):
        self._run("pg_ctl", "-D", self._data, *words, check=check)

    def _run(self, name, *words, check=True):
        # No pipe: the server would keep it open.
        with (self.folder / "commands").open("ab") as log:
            done = subprocess.run(
                [*as_user("postgres"), program(name, self._bin), *words],
                stdout=log,
                stderr=log,
                cwd="/",
                timeout=90,
                check=False,
            )
        if check and done.returncode:
            raise RuntimeError((self.folder / "commands").read_text()[-2000:])
