"""nginx in front of a benchmark site, with its own folder and port."""

import shutil
import subprocess
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.site import HOST, free_port

CONFIGURATION = Path(__file__).with_name("nginx.conf")
MAX_START_SECONDS = 10


class Nginx:
    """Use it in a `with`. Without nginx on this machine, `url` is ""."""

    def __init__(self, port: int, folder: Path):
        self.program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        self.front = free_port()
        self.folder = folder
        self._port = port
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.front}" if self.process else ""

    def __enter__(self):
        if self.program:
            self.folder.mkdir(parents=True, exist_ok=True)
            values = {"folder": self.folder, "port": self._port, "front": self.front}
            written = self.folder / "nginx.conf"
            written.write_text(CONFIGURATION.read_text().format(**values))
            # Started by root, it writes as another account.
            user = ["-g", "user root;"] if Path("/root").owner() == Path.home().owner() else []
            self.process = subprocess.Popen(
                [self.program, "-c", str(written), *user], start_new_session=True
            )
            self._wait()
        return self

    def __exit__(self, *error):
        if self.process:
            self.process.terminate()
            self.process.wait(10)

    def _wait(self):
        deadline = time.monotonic() + MAX_START_SECONDS
        while time.monotonic() < deadline:
            try:
                with urlopen(f"{self.url}/robots.txt", timeout=2):
                    return
            except (URLError, OSError):
                time.sleep(0.05)
        raise RuntimeError(f"nginx does not start.\n{(self.folder / 'nginx.log').read_text()}")
