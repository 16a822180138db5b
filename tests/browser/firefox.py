"""Debian's Firefox, driven by its own remote protocol, Marionette: a socket with JSON in both directions.

Playwright drives only a Firefox that it has patched, and geckodriver is not in Debian; see docs/decisions.md.
https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

import json
import os
import socket
import subprocess
import tempfile
import time
from pathlib import Path

FIREFOX = os.environ.get("FIREFOX", "/usr/bin/firefox")
MAX_SECONDS = 120  # of a machine that runs other tests too
PREFERENCES = {
    "marionette.port": 0,  # a free one, which Firefox writes into its profile
    "print.enabled": False,  # no dialog for window.print, which nobody would answer
    "browser.shell.checkDefaultBrowser": False,
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
# A window of Firefox is at least 500 px wide, so the page in it is made narrower.
RESIZE = """
const { style } = window.browsingContext.topChromeWindow.gBrowser.selectedBrowser
style.flex = 'none'
style.minWidth = 0
style.width = `${arguments[0]}px`
style.height = `${arguments[1]}px`
"""


class Failed(Exception):
    """Firefox refused a command; says why."""


class Firefox:
    """One window, with an empty profile. Use it in a `with`, which ends it."""

    def __init__(self, has_scripts):
        self._profile = tempfile.TemporaryDirectory(prefix="symptoms-firefox-")
        chosen = PREFERENCES | {"javascript.enabled": has_scripts}
        lines = (f'user_pref("{name}", {json.dumps(value)});' for name, value in chosen.items())
        Path(self._profile.name, "user.js").write_text("\n".join(lines))
        self._sent = 0

    def __enter__(self):
        assert Path(FIREFOX).exists(), f"There is no Firefox at {FIREFOX}. Name one in FIREFOX."
        options = ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote"]
        self._process = subprocess.Popen(
            [FIREFOX, *options, "--profile", self._profile.name],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._connect()
            self.do("WebDriver:NewSession")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        self._process.terminate()
        try:
            self._process.wait(MAX_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._profile.cleanup()

    def resize(self, width, height):
        """Make the page in the window this large, in CSS pixels."""
        self.do("WebDriver:SetWindowRect", width=width, height=height + 200)
        self.do("Marionette:SetContext", value="chrome")
        self.do("WebDriver:ExecuteScript", script=RESIZE, args=[width, height])
        self.do("Marionette:SetContext", value="content")

    def do(self, command, **parameters):
        """The answer to a command. Raises Failed."""
        self._sent += 1
        message = json.dumps([0, self._sent, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _kind, _number, error, value = self._received()
        if error:
            raise Failed(f"{error['error']}: {error['message']}")
        return value["value"] if isinstance(value, dict) and "value" in value else value

    def found(self, xpath):
        """The ids of the elements at `xpath`."""
        found = self.do("WebDriver:FindElements", using="xpath", value=xpath)
        return [next(iter(element.values())) for element in found]

    def _connect(self):
        port = Path(self._profile.name, "MarionetteActivePort")
        end = time.monotonic() + MAX_SECONDS
        while not (port.exists() and port.read_text()):
            assert self._process.poll() is None, "Firefox ended as soon as it started."
            assert time.monotonic() < end, f"Firefox did not start within {MAX_SECONDS} seconds."
            time.sleep(0.05)
        self._socket = socket.create_connection(("127.0.0.1", int(port.read_text())), MAX_SECONDS)
        self._answers = self._socket.makefile("rb")
        self._received()  # it says first who it is

    def _received(self):
        length = b""
        while (letter := self._answers.read(1)) != b":":
            assert letter, "Firefox has ended."
            length += letter
        return json.loads(self._answers.read(int(length)))
