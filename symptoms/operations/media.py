"""All pictures, wherever they are stored."""

import shutil
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage


def names(folder: str = "") -> list[str]:
    """The names of all files, sorted; without those that are half written."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    found = [f"{folder}{file}" for file in files if file and not file.endswith(".part")]
    return sorted([*found, *(name for inner in folders for name in names(f"{folder}{inner}/"))])


def download(name: str, path: Path) -> None:
    """Raises FileNotFoundError if it was deleted meanwhile."""
    with default_storage.open(name) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)


def upload(path: Path, name: str) -> None:
    """A name belongs to one picture forever, so existing files stay."""
    if not default_storage.exists(name):
        with path.open("rb") as file:
            default_storage.save(name, File(file))
