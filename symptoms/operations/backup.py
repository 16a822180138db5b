"""Make a backup: a folder with the database, the pictures, and what else a new server needs."""

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from symptoms.operations import manifest, media
from symptoms.operations.database_copy import copier
from symptoms.operations.known_settings import without_secrets
from symptoms.operations.manifest import Manifest, write_private

MEDIA = "media"
ERASED = "erased.txt"
SETTINGS = "settings.json"
_UNFINISHED = ".unfinished-"
_LEFT_BEHIND = 24 * 60 * 60  # seconds until an unfinished backup is nobody's
NAME = re.compile(r"\d{4}-\d\d-\d\dT\d{6}\.\d{6}Z")


def make(target: Path, say: Callable[[str], None], keep: int | None = None) -> Path:
    """Make a backup in a new folder below `target`, and keep the newest `keep` there. Returns the folder.

    A folder has its name only when all of it is on the disk. Raises OperationFailed or OSError, and then
    leaves nothing behind.
    """
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=target))
    try:
        made_at = timezone.now().astimezone(UTC)
        _fill(unfinished, made_at, say)
        finished = target / f"{made_at:%Y-%m-%dT%H%M%S.%f}Z"
        unfinished.rename(finished)
        _sync(target)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    _rotate(target, keep)
    return finished


def _fill(folder: Path, made_at: datetime, say):
    made = Manifest(made_at.isoformat(), connection.vendor, manifest.fingerprint_of_key())
    # First the rows, then the files they refer to: a file that is added meanwhile does no harm.
    made.rows = _copy_database(folder, say)
    _copy_media(folder, say)
    _copy_erased(folder)
    write_private(folder / SETTINGS, json.dumps(without_secrets(), indent=1).encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            made.sha256[str(path.relative_to(folder))] = manifest.digest_of(path)
    made.write(folder)
    _make_private(folder)


def _copy_database(folder, say):
    def report(percent):
        say(_("Database: %(percent)s%% copied.") % {"percent": percent})

    return copier().dump(folder / copier().FILE_NAME, report)


def _copy_media(folder, say):
    """Pictures, whether they are on this machine or in an object store."""
    names = media.names()
    for number, name in enumerate(names, 1):
        copy = folder / MEDIA / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            media.download(name, copy)
        except FileNotFoundError:  # deleted meanwhile
            copy.unlink(missing_ok=True)
        if number % 100 == 0 or number == len(names):
            say(
                _("Pictures: %(number)s of %(all)s copied.") % {"number": number, "all": len(names)}
            )


def _copy_erased(folder):
    path = Path(settings.ERASED_LIST)
    write_private(folder / ERASED, path.read_bytes() if path.exists() else b"")


def _make_private(folder):
    """Only this account may read it, and all of it is on the disk."""
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o700 if path.is_dir() else 0o600)
        _sync(path)


def _sync(path):
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _rotate(target, keep):
    """Delete all but the newest `keep` backups, and unfinished ones that a crash left behind."""
    for path in target.glob(f"{_UNFINISHED}*"):
        if time.time() - path.stat().st_mtime > _LEFT_BEHIND:
            shutil.rmtree(path)
    if keep is not None:
        for path in sorted(path for path in target.iterdir() if NAME.fullmatch(path.name))[:-keep]:
            shutil.rmtree(path)
