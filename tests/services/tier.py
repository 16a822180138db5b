"""The site as deploy/ runs it: nginx and the server, from the very files that are installed."""

import http.client
import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from config.environment import SCHEMA
from deploy.place import place
from tests.services.processes import HOST, free_port, program, running, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
SITE = "symptoms.example.net"
OTHER_SITES = ("DEBUG", "CACHE_URL", "EMAIL_URL", "WEB_CONCURRENCY", "GUNICORN_CMD_ARGS")
# Tests of faults ask the database each time.
NO_PAGE_CACHE = {name: "0" for name in ["SYMPTOMS_PAGE_CACHE_MIB"] if name in SCHEMA}
_FIRST_SOCKET = 3  # where systemd leaves the socket that is open already
PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createroles", verbosity=0)
from django.conf import settings
settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": False}
from tests.factories import make_article, make_picture, make_user
make_article("Saving energy", tips=["Rest"], live=True, picture=make_picture())
make_user("reader@example.org")
make_user("editor@example.org", name="Eddie Editor", is_staff=True, is_superuser=True)
call_command("collectstatic", interactive=False, verbosity=0)
"""


class Embedded:
    """In place of a database server: the database is a file among those of the site."""

    def create(self, name="site"):
        return ""


class Prepared:
    """A migrated database with an article, a picture, a reader and an editor, and collected static files,
    made once: each tier gets a copy of both."""

    NAME = "prepared"

    def __init__(self, server, var: Path):
        self.server, self.var = server, var
        run_manage(
            ["shell", "--verbosity", "0", "--command", PREPARE],
            os.environ
            | {
                "DEBUG": "",
                "CACHE_URL": "",
                "DATABASE_URL": server.create(self.NAME),
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "SYMPTOMS_VAR": str(var),
            },
        )

    def database(self, name):
        """The address of a new copy of the database."""
        self.server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self.NAME}"')
        return self.server.url(name)

    def upload(self, store):
        """What moving the pictures into an object store takes: their names stay the same."""
        for path in sorted((self.var / "media").iterdir()):
            if path.is_file():
                store.client.upload_file(str(path), store.BUCKET, f"site/{path.name}")


def run_manage(words, environment):
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


class Tier:
    """Use it in a `with`. `settings` are names of the environment file, with their values; `before` are
    words in front of the server's command; `folder` is where all of its files are."""

    def __init__(self, prepared, with_nginx=True, before="", folder="/tmp", **settings):
        self._prepared, self._before = prepared, before
        self.root = Path(tempfile.mkdtemp(prefix="symptoms-tier-", dir=folder))
        self.root.chmod(0o755)
        self.memory = Path("/dev/shm", self.root.name)
        self.var = self.root / "var/lib/symptoms"
        self.port, self.plain_port = free_port(), free_port()
        self.socket = self.root / "run/site.sock"
        self._with_nginx = with_nginx
        self._settings = settings
        self._stack = ExitStack()

    def __enter__(self):
        try:
            # The settings hide what this process writes; nginx has an account of its own.
            self._stack.callback(os.umask, os.umask(0o022))
            self._place()
            self.open_socket()
            self.start()
            if self._with_nginx:
                self._start_nginx()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        self._stack.close()
        for folder in (self.root, self.memory):
            shutil.rmtree(folder, ignore_errors=True)

    # --- What a test does with it ---

    def get(self, path, *, headers=None, method="GET", body=None, source="127.0.0.1", timeout=30):
        """Ask nginx, as a browser does. The answer has `status`, `headers` and `body`."""
        connection = OverTls(self.port, timeout, source)
        return _answer(connection, method, path, body, {"Host": SITE} | (headers or {}))

    def ask(self, path, *, headers=None, method="GET", body=None, timeout=30):
        """Ask the server itself, by its socket."""
        connection = _OverSocket(self.socket, timeout)
        trusted = {"Host": SITE, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
        return _answer(connection, method, path, body, trusted | (headers or {}))

    def manage(self, *words, **more):
        return run_manage(words, self.environment | more)

    def log(self):
        """Everything that nginx and the server wrote."""
        return "".join(
            path.read_text(errors="replace") for path in sorted(self.root.glob("var/log/**/*.log"))
        )

    def start(self):
        """Start the server as systemd does: with a socket that is open already."""
        command = _value(self._unit("symptoms.service"), "ExecStart")
        wrapped = ["/bin/sh", "-c", f"LISTEN_PID=$$ LISTEN_FDS=1 exec {self._before} {command}"]
        self._server = ExitStack()
        self._stack.callback(self._server.close)
        self.process = self._server.enter_context(
            running(
                wrapped,
                self.root / "var/log/server.log",
                self.socket,
                cwd=ROOT,
                env=self.environment,
                close_fds=False,
                preexec_fn=self._pass_socket,
            )
        )
        wait_until(lambda: self.ask("/livez", timeout=20).status == 200, 120, "The server")

    def stop(self):
        self._server.close()

    @property
    def environment(self):
        lines = (self.root / "etc/symptoms/environment").read_text().splitlines()
        pairs = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
        kept = {name: text for name, text in os.environ.items() if name not in OTHER_SITES}
        return kept | pairs | self._settings | {"DJANGO_SETTINGS_MODULE": "config.settings"}

    # --- How it is made ---

    def _place(self):
        certificates = self.root / "certificates"
        for folder in ("etc", "run", "var/log/nginx", "var/cache/nginx", "certificates"):
            (self.root / folder).mkdir(parents=True)
        subprocess.run(
            shlex.split(
                f"{program('openssl')} req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={SITE}"
                f" -keyout {certificates}/privkey.pem -out {certificates}/fullchain.pem"
            ),
            check=True,
            capture_output=True,
        )
        place(
            SITE,
            self.root,
            {
                "/run/symptoms/site.sock": str(self.socket),
                "/dev/shm/symptoms": str(self.memory),
                "/var/log/nginx/": f"{self.root}/var/log/nginx/",
                "/etc/letsencrypt/live/example.org/": f"{certificates}/",
                "listen 443 ": f"listen {HOST}:{self.port} ",
                "listen 80": f"listen {HOST}:{self.plain_port}",
                "/srv/symptoms/.venv/bin/python": sys.executable,
                "/srv/symptoms": str(ROOT),
                "SYMPTOMS_VAR=/var/lib/symptoms": f"SYMPTOMS_VAR={self.var}",
            },
        )
        copied = {path.name for path in self._prepared.var.iterdir() if path.is_dir()}
        for name in copied - ({"media"} if "STORAGE_URL" in self._settings else set()):
            shutil.copytree(self._prepared.var / name, self.var / name)
        if not self._settings.get("DATABASE_URL"):
            shutil.copy(self._prepared.var / "symptoms.sqlite3", self.var)

    def _unit(self, name):
        return (self.root / "etc/systemd/system" / name).read_text()

    def open_socket(self):
        path = _value(self._unit("symptoms.socket"), "ListenStream")
        self._open = self._stack.enter_context(socket.socket(socket.AF_UNIX))
        self._open.bind(path)
        Path(path).chmod(0o666)
        self._open.listen(1024)

    def _pass_socket(self):
        os.dup2(self._open.fileno(), _FIRST_SOCKET)
        os.set_inheritable(_FIRST_SOCKET, True)

    def close_socket(self):
        self._open.close()
        self.socket.unlink()

    def _start_nginx(self):
        main = self.root / "etc/nginx/nginx.conf"
        main.write_text(
            f"""daemon off;
worker_processes 1;
pid {self.root}/run/nginx.pid;
error_log {self.root}/var/log/nginx/error.log;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {self.root}/var/cache/nginx/body;
    proxy_temp_path {self.root}/var/cache/nginx/proxy;
    fastcgi_temp_path {self.root}/var/cache/nginx/fastcgi;
    uwsgi_temp_path {self.root}/var/cache/nginx/uwsgi;
    scgi_temp_path {self.root}/var/cache/nginx/scgi;
    include {self.root}/etc/nginx/sites-available/symptoms;
}}
"""
        )
        nginx = [program("nginx"), "-c", str(main), "-p", str(self.root)]
        tested = subprocess.run([*nginx, "-t"], capture_output=True, text=True, check=False)
        if tested.returncode:
            raise RuntimeError(tested.stderr)
        self.nginx = self._stack.enter_context(
            running(nginx, self.root / "var/log/nginx.log", self.port)
        )


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def text(self):
        return self.body.decode()


class OverTls(http.client.HTTPSConnection):
    """A connection to nginx on loopback, by the name of the site."""

    def __init__(self, port, timeout=30, source=HOST):
        super().__init__(HOST, port, timeout=timeout)
        self._source = source

    def connect(self):
        self.sock = wrapped(
            socket.create_connection((HOST, self.port), self.timeout, (self._source, 0))
        )


class _OverSocket(http.client.HTTPConnection):
    def __init__(self, path, timeout):
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


def _answer(connection, method, path, body, headers):
    try:
        connection.request(method, path, body, headers)
        return Answer(connection.getresponse())
    finally:
        connection.close()


def _value(unit, name):
    return re.search(rf"^{name}=(.*)$", unit, re.MULTILINE)[1]


def wrapped(plain):
    """TLS over the socket `plain`; the certificate is the test's own."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(plain, server_hostname=SITE)
