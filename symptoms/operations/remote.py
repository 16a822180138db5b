"""Backups in an object store: `s3://key:secret@bucket/folder?endpoint=https://…`.

A backup is made in a folder of this machine first, then uploaded, with its manifest last: whatever has
no manifest is unfinished, and is never restored. Restoring downloads it into a folder.
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext as _

from symptoms.operations import backup, manifest
from symptoms.operations.problem import OperationFailed

SCHEME = "s3://"
_UNSAFE = re.compile(r"(?:^|/)\.\.?(?:/|$)|^/|\\")


class Store:
    """The place that the address names. Raises OperationFailed for an address without a bucket."""

    def __init__(self, url: str):
        parts = urlsplit(url)
        self.bucket = parts.netloc.rpartition("@")[2]
        if not self.bucket:
            raise OperationFailed(_("Write s3://bucket/folder, with a bucket."))
        self.folder = parts.path.strip("/")
        query = dict(parse_qsl(parts.query))
        self._client = _client(
            endpoint_url=query.get("endpoint"),
            region_name=query.get("region"),
            aws_access_key_id=unquote(parts.username or "") or None,
            aws_secret_access_key=unquote(parts.password or "") or None,
        )

    def names(self, below: str = "") -> list[str]:
        """What there is, relative to the folder, sorted."""
        prefix = self._key(below) if below else f"{self.folder}/".lstrip("/")
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=prefix
        )
        start = len(f"{self.folder}/") if self.folder else 0
        return sorted(item["Key"][start:] for page in pages for item in page.get("Contents", []))

    def upload(self, path: Path, name: str) -> None:
        self._client.upload_file(str(path), self.bucket, self._key(name))

    def download(self, name: str, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._client.download_file(self.bucket, self._key(name), str(path))
        path.chmod(0o600)

    def delete(self, names: list[str]) -> None:
        for name in names:
            self._client.delete_object(Bucket=self.bucket, Key=self._key(name))

    def _key(self, name):
        return f"{self.folder}/{name}" if self.folder else name


def make(url: str, say: Callable[[str], None], keep: int | None = None) -> str:
    """Make a backup, upload it, and keep the newest `keep` there. Returns its name."""
    store = Store(url)
    with _failing_in_words(), tempfile.TemporaryDirectory(prefix="symptoms-backup-") as here:
        folder = backup.make(Path(here), say)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        files.sort(key=lambda path: path.name == manifest.FILE_NAME)
        for number, path in enumerate(files, 1):
            store.upload(path, str(path.relative_to(here)))
            if number % 100 == 0 or number == len(files):
                say(
                    _("Upload: %(number)s of %(all)s files.")
                    % {"number": number, "all": len(files)}
                )
        _rotate(store, keep)
        return folder.name


@contextmanager
def fetched(url: str, say: Callable[[str], None]) -> Iterator[Path]:
    """The backup that `url` names, in a folder that is deleted afterwards."""
    store = Store(url)
    with tempfile.TemporaryDirectory(prefix="symptoms-restore-") as here:
        with _failing_in_words():
            for name in store.names():
                if not name or _UNSAFE.search(name):
                    raise OperationFailed(_("This is not the folder of one backup."))
                store.download(name, Path(here) / name)
        say(_("The backup is downloaded."))
        yield Path(here)


def _rotate(store, keep):
    """Delete all but the newest `keep` whole backups; of an older one the manifest goes first."""
    if keep is None:
        return
    names = store.names()
    whole = sorted(
        folder
        for folder, _separator, rest in (name.partition("/") for name in names)
        if rest == manifest.FILE_NAME and backup.NAME.fullmatch(folder)
    )
    for folder in whole[:-keep]:
        gone = [name for name in names if name.startswith(f"{folder}/")]
        store.delete(sorted(gone, key=lambda name: not name.endswith(manifest.FILE_NAME)))


@contextmanager
def _failing_in_words():
    from boto3.exceptions import Boto3Error  # noqa: PLC0415
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    try:
        yield
    except (BotoCoreError, ClientError, Boto3Error) as error:
        raise OperationFailed(
            _("The object store failed: %(reason)s.") % {"reason": type(error).__name__}
        ) from None


def _client(**options) -> Any:
    try:
        import boto3  # noqa: PLC0415  (installed only where it is used)
    except ModuleNotFoundError:
        raise OperationFailed(
            _("Install the packages of requirements-scale.txt for an object store.")
        ) from None
    from botocore.config import Config  # noqa: PLC0415

    times = Config(connect_timeout=5, read_timeout=60, s3={"addressing_style": "path"})
    return boto3.client("s3", config=times, **options)
