"""The site's one stylesheet, `css/site.css`: every file below in its order.

It is offered by a finder, as Django's staticfiles knows them, so runserver shows a change at the next
request, and collectstatic hashes and compresses the whole. Nobody runs a build step.
"""

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

STYLESHEET = "css/site.css"
# If two rules have equal specificity, the later one wins: add a new component where its rules
# should win.
COMPONENTS = (
    "button",
    "notice",
    "kind",
    "page-head",
    "visibility",
    "byline",
    "help",
    "prose",
    "disclosure",
    "callout",
    "band",
    "form",
    "search",
    "hero",
    "art",
    "symptom-links",
    "card",
    "article",
    "series",
    "picture",
    "on-this-page",
    "tip",
    "sources",
    "chips",
    "series-intro",
    "tip-page",
    "tip-row",
    "a-to-z",
    "favorites",
    "empty",
    "pagination",
    "forced-colors",
    "wide-page",
    "care",
    "display-settings",
    "field-choice",
    "read-aloud",
    "notebook",
    "favorite-button",
    "sheet",
    "print-sheet",
)
PARTS = ("tokens.css", "base.css", *(f"components/{name}.css" for name in COMPONENTS))
PRINT = "print.css"


def stylesheet(folder: Path) -> str:
    """The whole stylesheet, from the parts in `folder`; the rules for paper come last."""
    screen = "\n".join(_read(folder / name) for name in PARTS)
    return f"{screen}\n@media print {{\n{_read(folder / PRINT)}}}\n"


def _read(path):
    return path.read_text(encoding="utf-8")


class StylesheetFinder(BaseFinder):
    """Offers `css/site.css`. The file is kept in the folder of the site's data."""

    def __init__(self, app_names=None, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = Path(settings.BASE_DIR, "static", "css")
        self.storage = FileSystemStorage(location=Path(settings.VAR_DIR, "stylesheet"))

    def find(self, path, find_all=False, **kwargs):
        """The path of the stylesheet, as it is now; an empty list for any other file."""
        if path != STYLESHEET:
            return []
        return [self._written()] if find_all else self._written()

    def list(self, ignore_patterns):
        """The stylesheet, as it is now, for collectstatic."""
        self._written()
        yield STYLESHEET, self.storage

    def _written(self):
        """Written only after a change, because collectstatic compares dates; and never in part."""
        path = Path(self.storage.path(STYLESHEET))
        text = stylesheet(self.parts)
        if not path.is_file() or _read(path) != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
            part.write_text(text, encoding="utf-8")
            part.replace(path)
        return str(path)
