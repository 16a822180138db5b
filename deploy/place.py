"""Puts the files of deploy/ where Debian's nginx and systemd look for them, for one host.

    python3 deploy/place.py example.org [--root /]

Files that exist are replaced, except the environment, which holds the site's key and its owner's choices.
It runs with the system's Python and the standard library only.
"""

import argparse
import re
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACES = {
    "nginx/symptoms.conf": "etc/nginx/sites-available/symptoms",
    "systemd/symptoms.socket": "etc/systemd/system/symptoms.socket",
    "systemd/symptoms.service": "etc/systemd/system/symptoms.service",
    "systemd/symptoms-daily@.service": "etc/systemd/system/symptoms-daily@.service",
    "systemd/symptoms-daily@.timer": "etc/systemd/system/symptoms-daily@.timer",
    "systemd/symptoms-backup.service": "etc/systemd/system/symptoms-backup.service",
    "systemd/symptoms-backup.timer": "etc/systemd/system/symptoms-backup.timer",
    "systemd/journald.conf": "etc/systemd/journald.conf.d/symptoms.conf",
}
ENVIRONMENT = ("environment", "etc/symptoms/environment")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


def place(host: str, root: Path, other: Mapping[str, str] | None = None) -> None:
    """Write the files below `root`. `other` replaces more words, such as ports; each must be there."""
    words = {"example.org": host} | dict(other or {})
    unused = set(words)
    for source, target in PLACES.items():
        unused -= _write(HERE / source, root / target, words)
    source, target = ENVIRONMENT
    if not (root / target).exists():
        key = {"SECRET_KEY=\n": f"SECRET_KEY={secrets.token_urlsafe(50)}\n"}
        unused -= _write(HERE / source, root / target, words | key)
        (root / target).chmod(0o640)
    if unused - {"example.org"}:
        raise ValueError(f"No file has these words: {sorted(unused)}")


def _write(source, target, words):
    """Returns the words that were found."""
    text = source.read_text()
    found = {word for word in words if word in text}
    for word in sorted(found, key=len, reverse=True):
        text = text.replace(word, words[word])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch(mode=0o644 if source.name != "environment" else 0o600)
    target.write_text(text)
    return found


def main(words):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("host")
    parser.add_argument("--root", type=Path, default=Path("/"))
    asked = parser.parse_args(words)
    if not _HOST.fullmatch(asked.host):
        sys.exit(f"{asked.host} is not a host name, such as symptoms.example.org.")
    place(asked.host, asked.root)


if __name__ == "__main__":
    main(sys.argv[1:])
