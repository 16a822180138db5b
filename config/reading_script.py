"""The one script of readers' pages, `js/reading.js`: every file below, each in a block of its own.

A script acts only on pages that have its elements. Scripts that only a few pages need stay separate
files.
"""

from pathlib import Path

from config.assembled_files import AssembledFinder, read

SCRIPT = "js/reading.js"
PARTS = ("one-press.js", "print-button.js", "read-aloud.js", "favorites.js")


def script(folder: Path) -> str:
    """The whole script, from the parts in `folder`; names in one part are not visible in the
    others.
    """
    return "\n".join(f"{{\n{read(folder / name)}}}" for name in PARTS) + "\n"


class ReadingScriptFinder(AssembledFinder):
    """Offers `js/reading.js`."""

    name = SCRIPT

    def text(self):
        return script(self.parts)
