"""File storage: uploads, and the site's own scripts and styles."""

import base64
import hashlib
import secrets
from contextlib import suppress
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class WholeFiles(FileSystemStorage):
    """A file gets its name only after it was written completely, so that neither a request nor a crash
    leaves half a picture. A name is new or belongs to the same bytes, because names are hashes."""

    def _save(self, name, content):
        part = f"{name}.{secrets.token_hex(8)}.part"
        try:
            super()._save(part, content)  # type: ignore[misc]
            Path(self.path(part)).replace(self.path(name))
        except OSError:
            # What fitted on a full disk would never be used, and would take the space that is needed.
            with suppress(OSError):
                Path(self.path(part)).unlink(missing_ok=True)
            raise
        return name


class StaticFiles(CompressedManifestStaticFilesStorage):
    """The site's own files, with hashes in their names."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._digests: dict[str, str | None] = {}

    def integrity(self, name: str) -> str | None:
        """The SHA-384 digest of the file `name` for browsers (W3C Subresource Integrity); None if it was
        not collected. Each process reads each file once."""
        if name not in self._digests:
            self._digests[name] = self._digest(name)
        return self._digests[name]

    def _digest(self, name):
        try:
            with self.open(self.stored_name(name)) as file:
                digest = hashlib.sha384(file.read()).digest()
        except (OSError, ValueError):
            return None
        return f"sha384-{base64.b64encode(digest).decode()}"
