"""Setup: one sentence says what is missing, and an interrupted installation doesn't count as
complete.
"""

import errno
import hashlib
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import prepare

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def venv(tmp_path, monkeypatch):
    """A folder that passes for a virtual environment; `pip` says what `said` says."""
    monkeypatch.setattr(prepare, "is_whole", lambda venv: (venv / "python").exists())
    monkeypatch.setattr(prepare, "make_venv", lambda venv, megabytes: _touch(venv / "python"))
    return tmp_path / "venv"


def _touch(file):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


def _stamp(venv, lock="requirements.txt"):
    file = venv / f".installed-{lock}"
    return file.read_text() if file.exists() else None


@pytest.fixture
def pip(monkeypatch):
    calls = []
    monkeypatch.setattr(prepare, "run_pip", lambda venv, lock: calls.append(lock))
    return calls


def test_it_installs_once(venv, pip):
    for _ in range(2):
        prepare.install(venv, *prepare.SITE)
    assert pip == ["requirements.txt"]
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes()).hexdigest()
    assert _stamp(venv) == digest


def test_another_lock_is_installed_again(venv, pip):
    prepare.install(venv, *prepare.SITE)
    (venv / ".installed-requirements.txt").write_text("an older lock")
    prepare.install(venv, *prepare.SITE)
    assert pip == ["requirements.txt"] * 2


def test_what_was_interrupted_is_done_again(venv, pip, monkeypatch):
    def interrupted(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(prepare, "run_pip", interrupted)
    (venv).mkdir()
    (venv / ".installed-requirements.txt").write_text("an older lock")
    with pytest.raises(KeyboardInterrupt):
        prepare.install(venv, *prepare.SITE)
    assert _stamp(venv) is None


def test_a_virtual_environment_without_its_python_is_made_anew(venv, pip):
    prepare.install(venv, *prepare.SITE)
    (venv / "python").unlink()
    prepare.install(venv, *prepare.SITE)
    assert pip == ["requirements.txt"] * 2


def _bare_venv(folder, *more):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    return folder


def test_a_virtual_environment_that_was_not_finished_is_not_whole(tmp_path):
    assert not prepare.is_whole(tmp_path / "none")
    assert not prepare.is_whole(_bare_venv(tmp_path / "without pip"))
    gone = _bare_venv(tmp_path / "gone")
    for file in (gone / "bin").glob("python*"):
        file.unlink()
    (gone / "bin" / "python").symlink_to(tmp_path / "removed")
    assert not prepare.is_whole(gone)
    assert prepare.is_whole(Path(sys.prefix))


SAID = {
    "no name": (
        "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError('<x>: "
        "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')'\n"
        "ERROR: Could not find a version that satisfies the requirement asgiref==3.13.0\n"
        "ERROR: No matching distribution found for asgiref==3.13.0",
        "The packages could not be downloaded. Check the network",
    ),
    "refused": (
        "WARNING: Retrying after connection broken by 'ProxyError('Cannot connect to proxy.')'",
        "The packages could not be downloaded. Check the network",
    ),
    "cut off": (
        "pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.",
        "The packages could not be downloaded. Check the network",
    ),
    "certificate": (
        "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))",
        "The packages could not be downloaded, because the certificate",
    ),
    "full": (
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
        "The disk is full.",
    ),
    "not writable": (
        "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: 'x'",
        "/v cannot be written.",
    ),
    "other bytes": (
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n  nh3: ...",
        "A downloaded package differs from the one that requirements.txt names",
    ),
    "no such package": (
        "ERROR: No matching distribution found for nh3==0.3.8",
        "A package in requirements.txt is not available for Python ",
    ),
    "unknown": (
        "WARNING: something\nERROR: Something else broke.\nmore",
        "Installing requirements.txt failed. The installer reported: ERROR: Something else broke.",
    ),
    "silence": ("", "Installing requirements.txt failed. The installer reported: nothing"),
}


@pytest.mark.parametrize("said", SAID)
def test_what_pip_says_is_said_in_one_sentence(said):
    words, meant = SAID[said]
    sentence = prepare.meaning(words, "requirements.txt", Path("/v"))
    assert sentence.startswith(meant)
    assert "\n" not in sentence


@pytest.mark.parametrize("port", ["", "x", "0", "-1", "65536", "999999", "80a", "8000 ", "٣٠٠٠"])
def test_a_port_that_is_none_is_said(port):
    with pytest.raises(prepare.Missing, match=r"^PORT must be a number from 1 to 65535\.$"):
        prepare.check_port(port)


def test_a_port_that_is_taken_is_said_and_a_free_one_is_not():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(prepare.Missing, match=f"^Another program is using port {port}. Choose"):
            prepare.check_port(str(port))
    prepare.check_port(str(port))


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path):
    var = tmp_path / "deep" / "var"
    prepare.make_key(var)
    key = (var / "secret-key").read_text()
    prepare.make_key(var)
    assert (var / "secret-key").read_text() == key
    assert len(key.strip()) > 60
    assert stat.S_IMODE((var / "secret-key").stat().st_mode) == 0o600
    assert [file.name for file in var.iterdir()] == ["secret-key"]


def test_a_key_that_a_full_disk_left_empty_is_made_again(tmp_path):
    (tmp_path / "secret-key").touch()
    prepare.make_key(tmp_path)
    assert len((tmp_path / "secret-key").read_text().strip()) > 60


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        (errno.ENOSPC, "The disk is full."),
        (errno.EDQUOT, "The disk is full."),
        (errno.EACCES, "{var} cannot be written."),
        (errno.EROFS, "{var} cannot be written."),
    ],
)
def test_a_folder_that_takes_nothing_is_said(tmp_path, monkeypatch, number, meant):
    def refuse(self, data):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(prepare.Missing) as said:
        prepare.make_key(tmp_path)
    assert str(said.value).startswith(meant.format(var=tmp_path))


def test_a_file_in_place_of_the_folder_is_said(tmp_path):
    (tmp_path / "var").touch()
    for var in (tmp_path / "var", tmp_path / "var" / "deep"):
        with pytest.raises(prepare.Missing, match="must be a folder, but it is a file"):
            prepare.make_key(var)


def test_a_python_without_venv_is_said(tmp_path, monkeypatch):
    find = prepare.importlib.util.find_spec
    monkeypatch.setattr(
        prepare.importlib.util, "find_spec", lambda name: name != "ensurepip" and find(name)
    )
    with pytest.raises(prepare.Missing, match="apt install python3-venv"):
        prepare.make_venv(tmp_path / "venv", 1)
    assert not (tmp_path / "venv").exists()


def test_too_little_space_is_said_before_it_is_filled(tmp_path):
    with pytest.raises(prepare.Missing, match=r"^About \d+ MB of free disk space are needed\."):
        prepare.make_venv(tmp_path / "venv", 10**12)


def _prepare(*words):
    command = [sys.executable, ROOT / "deploy/prepare.py", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_ends_with_one_sentence_and_no_traceback(tmp_path):
    done = _prepare("run", "--port", "x", "--var", tmp_path, "--venv", tmp_path / "venv")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "PORT must be a number from 1 to 65535.\n"


def test_every_other_python_is_told_apart_by_make(tmp_path):
    """Too old a Python, and none at all."""
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    for python in (old, tmp_path / "none"):
        done = subprocess.run(
            ["make", "--directory", ROOT, "run", f"PYTHON={python}"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode != 0
        said = done.stderr.splitlines()
        assert said[0] == (
            f"Python 3.11 or newer is needed, and {python} is not. "
            "Name another: make PYTHON=/path/to/python3.11"
        )
        assert len([line for line in said if not line.startswith("make")]) == 1
