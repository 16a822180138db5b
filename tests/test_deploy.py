"""The files of deploy/: what they name is there, and what is there is named. Real services: tests/services/."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command, get_commands
from django.db import connection

from config.environment import SCHEMA
from deploy.place import PLACES, main, place

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
# Everything else is run by a person, or by `release.sh`.
DAILY = {"clearsessions", "sendreviewreminders", "sendupdates", "forgetinactive", "sendmail"}
NOT_DAILY = {
    "backup",  # has a timer of its own
    "createeditor",
    "createroles",
    "eraseagain",
    "favoritecounts",
    "loadcontent",
    "movedata",
    "rebuildsearch",
    "restore",
}
# Read by others than the site.
FOREIGN = {"WEB_CONCURRENCY", "BACKUP_TO", "BACKUP_KEEP"}


def names_in(path):
    return re.findall(r"^#?([A-Z][A-Z_]+)=", path.read_text(), re.MULTILINE)


def test_every_name_of_the_environment_file_is_a_setting():
    assert set(names_in(DEPLOY / "environment")) - FOREIGN <= SCHEMA.keys()


def test_every_command_of_ours_is_daily_or_known_not_to_be():
    ours = {name for name, app in get_commands().items() if app in {"symptoms", "accounts"}}

    assert ours == (DAILY - {"clearsessions"}) | NOT_DAILY


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("deploy/install.sh", r'^daily="(.*)"$'),
        ("deploy/container/start.sh", r"for command in (.*); do"),
    ],
)
def test_the_daily_commands_are_run_everywhere(path, pattern):
    found = re.search(pattern, (ROOT / path).read_text(), re.MULTILINE)[1]

    assert set(found.split()) == DAILY


def test_the_document_names_every_timer():
    text = (ROOT / "docs/deploy.md").read_text()

    assert set(re.findall(r"symptoms-daily@(\w+)\.timer", text)) == DAILY


def test_a_fresh_debian_needs_at_most_twelve_commands():
    block = (ROOT / "docs/deploy.md").read_text().split("```")[1]
    commands = [line for line in block.strip().splitlines() if not line.startswith("#")]

    assert 0 < len(commands) <= 12
    for script in re.findall(r"/srv/symptoms/(\S+\.sh)", block):
        assert (ROOT / script).is_file()


def test_files_are_placed_for_one_host_and_the_environment_is_kept(tmp_path):
    place("symptoms.example.net", tmp_path)
    environment = tmp_path / "etc/symptoms/environment"
    first = environment.read_text()
    place("symptoms.example.net", tmp_path)

    assert environment.read_text() == first
    assert environment.stat().st_mode & 0o777 == 0o640
    assert len(re.search(r"^SECRET_KEY=(.*)$", first, re.MULTILINE)[1]) >= 50
    for target in PLACES.values():
        assert "example.org" not in (tmp_path / target).read_text()


@pytest.mark.parametrize("host", ["example", "ex ample.org", "x.org; rm -rf /", "$(id).org"])
def test_what_is_no_host_is_refused(host, tmp_path):
    with pytest.raises(SystemExit, match="is not a host name"):
        main([host, "--root", str(tmp_path)])
    assert list(tmp_path.iterdir()) == []


def test_the_environment_file_starts_the_site_as_it_is(tmp_path):
    place("symptoms.example.net", tmp_path)
    lines = (tmp_path / "etc/symptoms/environment").read_text().splitlines()
    pairs = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    pairs["SYMPTOMS_VAR"] = str(tmp_path / "var")
    done = subprocess.run(
        [ROOT / ".venv/bin/python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **pairs},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_systemd_accepts_the_units(tmp_path):
    """Where systemd is: what it says of our units, with programs that this machine has."""
    verify = shutil.which("systemd-analyze")
    if verify is None:
        return
    place("symptoms.example.net", tmp_path)
    folder = tmp_path / "etc/systemd/system"
    for unit in folder.iterdir():
        unit.write_text(unit.read_text().replace("/srv/symptoms/.venv/bin/python", "/bin/true"))
    done = subprocess.run(
        [verify, "verify", "--man=no", *map(str, folder.glob("symptoms*[!@].*"))],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "SYSTEMD_UNIT_PATH": f"{folder}:"},
    )
    about_ours = [line for line in done.stderr.splitlines() if "symptoms" in line]

    assert about_ours == []


@pytest.mark.parametrize("script", sorted(DEPLOY.rglob("*.sh")), ids=lambda path: path.name)
def test_shell_scripts_can_be_read_by_a_shell(script):
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0
    assert "set -e" in script.read_text() or script.name in {"newest.sh", "serve.sh"}


@pytest.mark.django_db(transaction=True)
def test_a_release_has_postgresql_look_at_the_rows_again():
    text = (DEPLOY / "release.sh").read_text()
    code = re.search(r'manage shell --verbosity 0 --command "(.*?)"', text, re.DOTALL)[1]
    call_command("shell", verbosity=0, command=code)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT last_vacuum, last_analyze FROM pg_stat_user_tables WHERE relname = 'symptoms_edition'"
            )
            assert None not in cursor.fetchone()


def test_the_containerfile_pins_what_it_builds_on_and_runs_as_nobody_special():
    text = (DEPLOY / "container/Containerfile").read_text()
    images = re.findall(r"^FROM (\S+)", text, re.MULTILINE)

    assert all(
        re.fullmatch(r"docker\.io/library/python:3\.\d+-slim-\w+", image) for image in images
    )
    assert re.search(r"^USER 10001$", text, re.MULTILINE)
    assert "--require-hashes" in text
    assert "SECRET" not in text
    for source in re.findall(r"^COPY (?!--from)(\S+)", text, re.MULTILINE):
        assert (ROOT / source).exists()
    assert (ROOT / re.search(r'"(deploy/\S+\.sh)"', text)[1]).is_file()


def test_the_compose_file_gives_no_secret_a_default():
    services = yaml.safe_load((DEPLOY / "container/compose.yaml").read_text())["services"]

    assert services.keys() == {"site", "daily", "postgresql", "redis"}
    for name in ("site", "daily"):
        environment = services[name]["environment"]
        assert environment.keys() <= SCHEMA.keys() | FOREIGN
        assert environment["SECRET_KEY"] == "${SECRET_KEY:?}"
        assert services[name]["read_only"] is True
    assert services["postgresql"]["environment"]["POSTGRES_PASSWORD"] == "${POSTGRES_PASSWORD:?}"
    assert all("ports" not in services[name] for name in ("postgresql", "redis"))


# Of the packages of Debian: https://packages.debian.org/postgresql-client
CLIENTS = {"bookworm": 15, "trixie": 17}


def test_the_image_can_back_up_the_postgresql_that_it_is_composed_with():
    """pg_dump refuses a server that is newer than itself."""
    (debian,) = set(
        re.findall(r"python:[\d.]+-slim-(\w+)", (DEPLOY / "container/Containerfile").read_text())
    )
    services = yaml.safe_load((DEPLOY / "container/compose.yaml").read_text())["services"]

    assert int(services["postgresql"]["image"].rpartition(":")[2]) <= CLIENTS[debian]
