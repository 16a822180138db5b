"""Where files lie: those that were uploaded, and the site's own scripts and styles."""

import base64
import hashlib
import secrets
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class WholeFiles(FileSystemStorage):
    """A file has its name only when all of it is written: nobody is sent half a picture, and a crash
    leaves none. The name is new, or it is that of the same bytes, because names here are hashes."""

    def _save(self, name, content):
        part = super()._save(f"{name}.{secrets.token_hex(8)}.part", content)  # type: ignore[misc]
        Path(self.path(part)).replace(self.path(name))
        return name


class StaticFiles(CompressedManifestStaticFilesStorage):
    """The site's own files, by names that hold their hashes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._digests: dict[str, str | None] = {}

    def integrity(self, name: str) -> str | None:
        """What a browser compares the file `name` with (SHA-384, W3C Subresource Integrity); None for
        one that was not collected. Each file is read once for each process."""
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
