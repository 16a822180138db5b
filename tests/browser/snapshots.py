"""Committed texts that pages must equal.

With REWRITE_SNAPSHOTS=1 in the environment they are rewritten; CONTRIBUTING.md has the command.
"""

import os
import re
from pathlib import Path

HERE = Path(__file__).parent
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def committed(folder, name, found):
    """The committed text of that name; written from `found` first, if that was asked for."""
    file = HERE / folder / f"{name.replace(' ', '-')}.txt"
    if os.environ.get("REWRITE_SNAPSHOTS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(found)
    assert file.exists(), f"{file.name} is not committed yet. CONTRIBUTING.md says how to write it."
    return file.read_text()


def undated(text):
    """Dates differ from day to day."""
    return re.sub(rf"\b(?:{_MONTHS}) \d{{1,2}}, \d{{4}}", "<date>", text)
