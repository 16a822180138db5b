"""A clock of a server's own, which jumps when a test says so. The time of the machine stays."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "ahead"


class Clock:
    """`words` go in front of the command of a server; it reads the file `path` all the time."""

    def __init__(self, path):
        self._path = path
        self.words = f"env PYTHONPATH={_FOLDER} CLOCK_FILE={path}"
        self.jump(0)

    def jump(self, seconds):
        """From now on, the server's clock is `seconds` ahead, or behind if negative."""
        new = self._path.with_suffix(".new")
        new.write_text(f"{seconds:+d}")
        new.replace(self._path)
