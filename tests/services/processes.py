"""Programs that a test starts, waits for, and ends."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

HOST = "127.0.0.1"


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def program(name, *folders):
    """The path of the program `name`. Raises LookupError if it is not installed."""
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], "/usr/sbin", *folders]))
    if not found:
        raise LookupError(f"{name} is missing: .ci/services installs it.")
    return found


def as_user(name):
    """Words before a command that make it run as the account `name`, where root would be refused."""
    if os.geteuid() == 0 and pwd.getpwnam(name):
        return [program("runuser"), "-u", name, "--"]
    return []


def wait_until(holds, seconds=30, what="It"):
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} took more than {seconds} seconds.")
        time.sleep(0.05)


def answers(address):
    """Whether something listens at `address`: a port of loopback, or the path of a socket."""
    family = socket.AF_INET if isinstance(address, int) else socket.AF_UNIX
    with socket.socket(family) as client:
        client.settimeout(2)
        try:
            client.connect((HOST, address) if isinstance(address, int) else str(address))
        except OSError:
            return False
    return True


def end(process, how=signal.SIGTERM, seconds=45):
    """End `process` and its group; whatever does not obey is killed."""
    if process.poll() is not None:
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGCONT)
        os.killpg(process.pid, how) if how != signal.SIGTERM else process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


@contextmanager
def running(command, log: Path, address, **options):
    """The process of `command`, once something listens at `address`. Its output goes to `log`."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, start_new_session=True, **options
        )
    try:
        wait_until(
            lambda: answers(address) or process.poll() is not None, 30, f"{command[0]} to start"
        )
        if process.poll() is not None:
            raise RuntimeError(f"{command[0]} does not start.\n{log.read_text(errors='replace')}")
        yield process
    finally:
        end(process)
