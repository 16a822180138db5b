"""The site with its demo content as `make run` serves it, for browsers of any kind."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.services.processes import HOST, answers, end, free_port, wait_until

ROOT = Path(__file__).resolve().parents[2]
OTHER_SITES = {"DEBUG", "CACHE_URL", "DATABASE_URL", "EMAIL_URL"}
MAX_SECONDS = 180  # to load the content, on a machine that runs other tests too


class Demo:
    """Use it in a `with`: then the server ends, and its folder is deleted."""

    def __init__(self):
        self._var = Path(tempfile.mkdtemp(prefix="symptoms-demo-"))
        self._port = free_port()
        self.url = f"http://{HOST}:{self._port}"
        kept = {name: value for name, value in os.environ.items() if name not in OTHER_SITES}
        self._environment = kept | {
            "ALLOWED_HOSTS": HOST,
            "BIN": str(Path(sys.executable).parent),
            "PORT": str(self._port),
            "SECRET_KEY": "only-for-these-tests-and-for-nothing-else-at-all-0123456789",
            "SYMPTOMS_EMERGENCY_NUMBER": "112",
            "SYMPTOMS_SITE_URL": self.url,
            "SYMPTOMS_VAR": str(self._var),
        }

    def __enter__(self):
        with (self._var / "log").open("wb") as log:
            self._process = subprocess.Popen(
                ["/bin/sh", "deploy/run.sh"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a group of its own, to be ended as one
            )
        try:
            wait_until(lambda: self._has_ended() or answers(self._port), MAX_SECONDS, "The demo")
            assert not self._has_ended(), (self._var / "log").read_text()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        end(self._process)
        shutil.rmtree(self._var, ignore_errors=True)

    def does(self, code):
        """Run Python in the site, as `manage.py shell` does."""
        subprocess.run(
            [sys.executable, "manage.py", "shell", "-c", code],
            cwd=ROOT,
            env=self._environment,
            check=True,
            capture_output=True,
        )

    def mail_to(self, address, containing=""):
        """The text of the newest mail to `address`; waits for one."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            for path in sorted(self._mail(), key=lambda path: path.stat().st_mtime, reverse=True):
                text = path.read_text()
                if f"To: {address}\n" in text and containing in text:
                    return text
            time.sleep(0.1)
        raise AssertionError(f"No mail to {address} came.")

    def code_for(self, address):
        """Not the first digits of that form: the id in a mail's head may have some."""
        _head, body = self.mail_to(address).split("\n\n", 1)
        return re.search(r"\b\d{4}-\d{4}\b", body)[0]

    def _mail(self):
        return (self._var / "mail").glob("*")

    def _has_ended(self):
        return self._process.poll() is not None
