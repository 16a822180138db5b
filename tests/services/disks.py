"""A small disk of a test's own, which can be full or read-only."""

import errno
import os
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from tests.services.processes import program

_BLOCK = b"\0" * 4096


class Disk:
    """Use it in a `with`: `mib` MiB in memory, mounted at `folder`, or at a new one. Only root may mount it."""

    def __init__(self, mib, folder=None):
        if os.geteuid() != 0:
            pytest.skip("Only root may mount a disk.")
        self._mib, self._is_new = mib, folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="symptoms-disk-", dir="/tmp"))

    def __enter__(self):
        self._mount("-t", "tmpfs", "-o", f"size={self._mib}m,mode=0755", "tmpfs", str(self.folder))
        return self

    def __exit__(self, *error):
        subprocess.run([program("umount"), "--lazy", str(self.folder)], check=False)
        if self._is_new:
            with suppress(OSError):
                self.folder.rmdir()

    def fill(self):
        """Take all the space that is left, to the last byte."""
        with (self.folder / "filler").open("ab", buffering=0) as filler:
            for block in (_BLOCK * 256, _BLOCK, b"\0"):
                _write_until_full(filler, block)

    def free(self):
        (self.folder / "filler").unlink(missing_ok=True)

    def make_read_only(self):
        self._mount("-o", "remount,ro", str(self.folder))

    def make_writable(self):
        self._mount("-o", "remount,rw", str(self.folder))

    @staticmethod
    def _mount(*words):
        subprocess.run([program("mount"), *words], check=True)


def _write_until_full(file, block):
    while True:
        try:
            if file.write(block) < len(block):
                return
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            return
