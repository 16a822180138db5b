"""The folder of a backup, and which backups are refused before anything is restored."""

import json
import os
import shutil
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from config.environment import SCHEMA
from symptoms.operations import backup, postgresql_copy
from symptoms.operations.known_settings import without_secrets
from tests.factories import make_article, make_picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.ERASED_LIST = tmp_path / "erased.txt"
    settings.ERASED_LIST.write_text("one\n")


def backed_up(tmp_path, **options):
    said = StringIO()
    call_command("backup", str(tmp_path / "backups"), stdout=said, **options)
    return max((tmp_path / "backups").iterdir()), said.getvalue()


def refusal(folder, *options):
    with pytest.raises(CommandError) as refused:
        call_command("restore", str(folder), *options, verbosity=0)
    return str(refused.value)


def test_only_this_account_can_read_a_backup(tmp_path):
    make_picture()
    before = os.umask(0)
    try:
        folder, _ = backed_up(tmp_path)
    finally:
        os.umask(before)
    modes = {
        (path.is_dir(), stat.S_IMODE(path.stat().st_mode))
        for path in [tmp_path / "backups", folder, *folder.rglob("*")]
    }

    assert modes == {(True, 0o700), (False, 0o600)}


def test_a_manifest_names_every_file_and_every_table(tmp_path):
    make_article("Fatigue", picture=make_picture())
    folder, said = backed_up(tmp_path)
    found = json.loads((folder / "manifest.json").read_text())
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}

    assert found["sha256"].keys() == files - {"manifest.json"}
    assert {"erased.txt", "settings.json"} < files
    assert (found["rows"]["symptoms_article"], found["rows"]["symptoms_picture"]) == (1, 1)
    assert "Database: 100% copied." in said
    assert f"The backup is complete: {folder}" in said


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite")
def test_a_copy_of_sqlite_is_one_file(tmp_path):
    folder, _ = backed_up(tmp_path)

    assert [path.name for path in folder.glob("database*")] == ["database.sqlite3"]


def test_the_newest_are_kept_and_older_ones_are_deleted(tmp_path):
    made = [backed_up(tmp_path, keep=2)[0] for _ in range(4)]

    assert sorted((tmp_path / "backups").iterdir()) == made[-2:]


def test_what_else_is_in_the_folder_is_left_alone(tmp_path):
    (tmp_path / "backups" / "notes").mkdir(parents=True)
    call_command("backup", str(tmp_path / "backups"), keep=1, verbosity=0)

    assert (tmp_path / "backups" / "notes").is_dir()


@pytest.mark.parametrize("keep", ["0", "-1", "x"])
def test_to_keep_none_is_refused(tmp_path, keep):
    with pytest.raises(CommandError, match="Enter a whole number from 1 up"):
        call_command("backup", str(tmp_path), f"--keep={keep}")


def test_a_backup_that_fails_leaves_nothing_and_deletes_nothing(tmp_path, monkeypatch):
    before, _ = backed_up(tmp_path)

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_copy_media", full)
    with pytest.raises(OSError, match="No space"):
        backed_up(tmp_path, keep=1)

    assert list((tmp_path / "backups").iterdir()) == [before]


def test_settings_are_kept_without_secrets():
    kept = without_secrets(
        {
            "SECRET_KEY": "hidden",
            "HOME": "/root",
            "ALLOWED_HOSTS": "example.org",
            "SYMPTOMS_SITE_NAME": "Ours",
            "DATABASE_URL": "postgres://user:hidden@db.example.org:5432/site?password=hidden",
            "EMAIL_URL": "smtp+tls://user%40example.org:hid@den@mail.example.org:587",
            "CACHE_URL": "",
        }
    )

    assert kept == {
        "ALLOWED_HOSTS": "example.org",
        "DATABASE_URL": "postgres://db.example.org:5432/site",
        "EMAIL_URL": "smtp+tls://mail.example.org:587",
        "SYMPTOMS_SITE_NAME": "Ours",
    }


def test_every_setting_but_the_key_is_kept():
    environment = dict.fromkeys(SCHEMA, "x://y/z")

    assert without_secrets(environment).keys() == SCHEMA.keys() - {"SECRET_KEY"}


@pytest.mark.parametrize("harm", ["changed", "missing", "added"])
def test_a_damaged_backup_is_refused_before_anything_is_restored(tmp_path, harm):
    article = make_article("Fatigue", picture=make_picture())
    folder, _ = backed_up(tmp_path)
    picture = next(path for path in (folder / "media").rglob("*") if path.is_file())
    if harm == "changed":
        picture.write_bytes(b"x" + picture.read_bytes()[1:])
    elif harm == "missing":
        picture.unlink()
    else:
        (folder / "more").touch()
    article.title = "Changed since"
    article.save()

    assert refusal(folder, "--overwrite").startswith("This backup is damaged")
    article.refresh_from_db()
    assert article.title == "Changed since"


def test_a_site_with_content_is_not_overwritten_unasked(tmp_path):
    make_article("Fatigue")
    folder, _ = backed_up(tmp_path)

    assert "has content" in refusal(folder)


def test_a_backup_of_another_key_or_another_kind_of_database_is_refused(tmp_path, settings):
    folder, _ = backed_up(tmp_path)
    shutil.copytree(folder, tmp_path / "other")
    path = tmp_path / "other" / "manifest.json"
    path.write_text(path.read_text().replace(f'"{connection.vendor}"', '"oracle"'))
    settings.SECRET_KEY = "another key, which is long enough for a real site as well"

    assert "SECRET_KEY is not the key of this backup" in refusal(folder)
    assert "another kind of database" in refusal(tmp_path / "other")


@pytest.mark.parametrize("text", [None, "{}", "nonsense", '{"format": 1}', "[]"])
def test_what_is_no_backup_is_refused_in_words(tmp_path, text):
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)

    assert refusal(tmp_path) == (
        "There is no backup in this folder: it has no manifest that can be read."
    )


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")
def test_the_password_is_not_on_a_command_line(tmp_path, monkeypatch):
    ran = []
    real = postgresql_copy.subprocess.run

    def noted(command, **options):
        ran.append((command, options["env"]))
        return real(command, **options)

    monkeypatch.setattr(postgresql_copy.subprocess, "run", noted)
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "hidden")
    backed_up(tmp_path)

    assert ["hidden" in " ".join(command) for command, _ in ran] == [False]
    assert ran[0][1]["PGPASSWORD"] == "hidden"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")
def test_a_restore_that_fails_changes_nothing(tmp_path):
    make_article("Fatigue")
    folder, _ = backed_up(tmp_path)
    dump = folder / postgresql_copy.FILE_NAME
    dump.write_bytes(dump.read_bytes()[:-2000])
    with pytest.raises(postgresql_copy.OperationFailed, match="pg_restore failed"):
        postgresql_copy.load(dump, lambda percent: None)

    assert "has content" in refusal(backed_up(tmp_path)[0])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")
def test_missing_client_programs_are_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="pg_dump is missing"):
        backed_up(tmp_path)
