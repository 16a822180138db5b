"""Static files that are assembled from others, so that a page requests only one.

A finder offers them, as Django's staticfiles knows them, so runserver shows a change at the next
request, and collectstatic hashes and compresses the whole. Nobody runs a build step.
"""

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


class AssembledFinder(BaseFinder):
    """Offers the file `name`, made of `text()` from files in the folder `parts`. It is kept in the folder of
    the site's data."""

    name: str

    def __init__(self, app_names=None, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = Path(settings.BASE_DIR, "static", self.name).parent
        self.storage = FileSystemStorage(location=Path(settings.VAR_DIR, "assembled"))

    def text(self) -> str:
        """The current content of the file."""
        raise NotImplementedError

    def find(self, path, find_all=False, **kwargs):
        """The path of the file, as it is now; an empty list for any other file."""
        if path != self.name:
            return []
        return [self._written()] if find_all else self._written()

    def list(self, ignore_patterns):
        """The file, as it is now, for collectstatic."""
        self._written()
        yield self.name, self.storage

    def _written(self):
        """Written only after a change, because collectstatic compares dates; and never in part."""
        path = Path(self.storage.path(self.name))
        text = self.text()
        if not path.is_file() or read(path) != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
            part.write_text(text, encoding="utf-8")
            part.replace(path)
        return str(path)
