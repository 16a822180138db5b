"""The manifest of a backup: the SHA-256 of every file, and the rows of every table."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from symptoms.operations.problem import OperationFailed

FILE_NAME = "manifest.json"
FORMAT = 1


@dataclass
class Manifest:
    """What a backup holds. `key` tells whether two sites have the same SECRET_KEY, and no more."""

    made_at: str
    vendor: str
    key: str
    rows: dict[str, int] = field(default_factory=dict)
    sha256: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"
        write_private(folder / FILE_NAME, text.encode())

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Raises OperationFailed if `folder` is not a backup of this site's kind."""
        try:
            values: dict[str, Any] = json.loads((folder / FILE_NAME).read_text())
            found = cls(**values)
        except (OSError, ValueError, TypeError):
            raise OperationFailed(
                _("There is no backup in this folder: it has no manifest that can be read.")
            ) from None
        if found.format != FORMAT:
            raise OperationFailed(_("This backup was made by another version of the site."))
        return found

    def check_files(self, folder: Path) -> None:
        """Raises OperationFailed unless the files match the manifest exactly."""
        names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        different = names - {FILE_NAME} ^ self.sha256.keys()
        different |= {
            name
            for name in names & self.sha256.keys()
            if digest_of(folder / name) != self.sha256[name]
        }
        if different:
            raise OperationFailed(
                _("This backup is damaged, and nothing was restored. Damaged or missing: %(name)s.")
                % {"name": min(different)}
            )


def fingerprint_of_key() -> str:
    return salted_hmac("symptoms.operations", "key", algorithm="sha256").hexdigest()[:16]


def digest_of(path: Path) -> str:
    """The SHA-256 of the file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_private(path: Path, data: bytes) -> None:
    """Write a new file that only this account can read, and sync it to disk."""
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
