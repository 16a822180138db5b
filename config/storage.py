"""Where uploaded files lie when they lie in a folder."""

import secrets
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """A file has its name only when all of it is written: nobody is sent half a picture, and a crash
    leaves none. The name is new, or it is that of the same bytes, because names here are hashes."""

    def _save(self, name, content):
        part = super()._save(f"{name}.{secrets.token_hex(8)}.part", content)  # type: ignore[misc]
        Path(self.path(part)).replace(self.path(name))
        return name
