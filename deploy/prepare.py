"""What `make run` and `make test` need before Django can start: packages, a folder, a key, a port.

It runs with the system's Python and the standard library only. If something is missing, it prints one
sentence to stderr and exits with status 1. It does not repeat what was done before, and it may be
interrupted at any time: a stamp in the virtual environment is written only after a whole lock was
installed.
"""

import argparse
import errno
import hashlib
import importlib.util
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A lock, what it installs and how long that takes, and the disk space in megabytes.
SITE = ("requirements.txt", "the packages of the site (about half a minute, once)", 250)
TESTS = ("requirements-dev.txt", "the packages of the tests (about a minute, once)", 700)

FULL = "The disk is full. Free some space and try again. It continues where it stopped."
OFFLINE = (
    "The packages could not be downloaded. Check the network connection (and the proxy, if you use "
    "one) and try again. It continues where it stopped."
)
# Patterns in pip's output, and what they mean. The first match is printed.
MEANINGS = [
    (r"No space left on device|Errno 28\b|Disk quota exceeded", FULL),
    (
        r"DO NOT MATCH THE HASHES",
        "A downloaded package differs from the one that {lock} names, so it was not installed. "
        "Try again. If it happens again, something is changing your downloads.",
    ),
    (
        r"Permission denied|Read-only file system",
        "{venv} cannot be written. Change its owner to your account, or delete it, and try again.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError",
        "The packages could not be downloaded, because the certificate of the package index could "
        "not be verified. Check the clock and the certificates of this machine.",
    ),
    (
        r"NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError"
        r"|Connection (refused|reset|aborted|timed out|broken)|Network is unreachable"
        r"|IncompleteRead|name resolution|Name or service not known",
        OFFLINE,
    ),
    (
        r"No matching distribution found",
        "A package in {lock} is not available for Python {python} on this machine, or the package "
        "index does not have it.",
    ),
]


class Missing(Exception):
    """Something is missing; the message is one sentence for the person who runs this."""


def main(words):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=["run", "test"])
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv")
    parser.add_argument("--var", type=Path, default=ROOT / "var")
    parser.add_argument("--port", default="8000")
    asked = parser.parse_args(words)
    try:
        if asked.what == "run":
            check_port(asked.port)
            make_key(asked.var)
        install(asked.venv, *(SITE if asked.what == "run" else TESTS))
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Run it again to continue.", file=sys.stderr)
        return 130
    return 0


def check_port(port):
    """Raises Missing unless the site can be served on `port`."""
    another = "Choose another port: make run PORT=8080"
    if not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise Missing("PORT must be a number from 1 to 65535.")
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", int(port)))
            listening.listen()
        except PermissionError:
            raise Missing(f"Your account is not allowed to use port {port}. {another}") from None
        except OSError:
            raise Missing(f"Another program is using port {port}. {another}") from None


def make_key(var):
    """Make sure that `var` can be written and contains a secret key that only its owner can read."""
    key = var / "secret-key"
    try:
        var.mkdir(parents=True, exist_ok=True)
        probe = var / ".probe"
        probe.write_bytes(bytes(1_000_000))
        probe.unlink()
        if not key.exists() or not key.read_text().strip():
            half = var / ".secret-key"
            half.touch(mode=0o600)
            half.write_text(secrets.token_urlsafe(50) + "\n")
            half.replace(key)
    except OSError as error:
        raise Missing(because(error, var)) from None


def because(error, folder):
    """The sentence for an error while writing to `folder`."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return FULL
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return f"{folder} must be a folder, but it is a file."
    return (
        f"{folder} cannot be written. Allow your account to write to it, or choose another folder."
    )


def install(venv, lock, what, megabytes):
    """Install what `lock` names into `venv`, unless it is installed already."""
    stamp = venv / f".installed-{lock}"
    wanted = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    works = is_whole(venv)
    try:
        if works and stamp.exists() and stamp.read_text() == wanted:
            return
        print(f"Installing {what} ...", flush=True)
        if not works:
            make_venv(venv, megabytes)
        stamp.unlink(missing_ok=True)
        run_pip(venv, lock)
        stamp.write_text(wanted)
    except OSError as error:
        raise Missing(because(error, venv)) from None


def is_whole(venv):
    """Whether `venv` has a working Python that is new enough and has pip.

    It has not if its creation was interrupted, or if its Python was removed or upgraded since.
    """
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return (
            subprocess.run(
                [python_of(venv), "-c", check], capture_output=True, check=False
            ).returncode
            == 0
        )
    except OSError:
        return False


def python_of(venv):
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv(venv, megabytes):
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise Missing(
            "This Python cannot create virtual environments. On Debian and Ubuntu, run "
            "`apt install python3-venv`."
        )
    if shutil.disk_usage(venv.parent).free < megabytes * 1_000_000:
        raise Missing(
            f"About {megabytes} MB of free disk space are needed. Free some space and try again."
        )
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(venv)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Missing(meaning(done.stdout + done.stderr, "the virtual environment", venv))


def run_pip(venv, lock):
    # After a retry, pip reports why the index did not respond.
    command = (
        "-m pip install --quiet --retries 3 --disable-pip-version-check --no-input "
        "--require-hashes -r"
    )
    done = subprocess.run(
        [python_of(venv), *command.split(), ROOT / lock],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Missing(meaning(done.stdout + done.stderr, lock, venv))


def meaning(said, lock, venv):
    """One sentence that explains pip's output; its own last error if the output is unknown."""
    for pattern, sentence in MEANINGS:
        if re.search(pattern, said):
            python = ".".join(map(str, sys.version_info[:2]))
            return sentence.format(lock=lock, venv=venv, python=python)
    errors = [line for line in said.splitlines() if line.strip()]
    own = next((line for line in errors if line.startswith("ERROR:")), (errors or ["nothing"])[-1])
    return f"Installing {lock} failed. The installer reported: {own}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
