"""The site's one stylesheet, `css/site.css`: every file below in its order."""

from pathlib import Path

from config.assembled_files import AssembledFinder, read

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
    "a-to-z",
    "favorites",
    "empty",
    "pagination",
    "forced-colors",
    "wide-page",
    "care",
    "crisis",
    "display-settings",
    "field-choice",
    "read-aloud",
    "notebook",
    "favorite-button",
    "sheet",
    "print-sheet",
    "answer",
)
PARTS = ("tokens.css", "base.css", *(f"components/{name}.css" for name in COMPONENTS))
PRINT = "print.css"


def stylesheet(folder: Path) -> str:
    """The whole stylesheet, from the parts in `folder`; the rules for paper come last."""
    screen = "\n".join(read(folder / name) for name in PARTS)
    return f"{screen}\n@media print {{\n{read(folder / PRINT)}}}\n"


class StylesheetFinder(AssembledFinder):
    """Offers `css/site.css`."""

    name = STYLESHEET

    def text(self):
        return stylesheet(self.parts)
