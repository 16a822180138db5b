"""`make sbom`: what is installed, from the lock, as CycloneDX 1.5. Standard library only.

python3 deploy/sbom.py requirements-scale.txt > sbom.json
"""

import json
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> list[dict]:
    """One component for each package of the lock, with the hashes of its files."""
    found: list[dict] = []
    for line in lock.splitlines():
        if package := _PACKAGE.match(line):
            name, version = package[1].lower().replace("_", "-"), package[2]
            purl = f"pkg:pypi/{name}@{version}"
            found.append(
                {"type": "library", "name": name, "version": version, "purl": purl, "bom-ref": purl}
            )
        elif digest := _HASH.search(line):
            # Several files of one version: each a reference with its hash.
            hashes = {"alg": "SHA-256", "content": digest[1]}
            found[-1].setdefault("externalReferences", []).append(
                {"type": "distribution", "url": found[-1]["purl"], "hashes": [hashes]}
            )
    return found


def sbom(lock: str) -> dict:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    site = {"type": "application", "name": project["name"], "version": project["version"]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": site},
        "components": components(lock),
    }


if __name__ == "__main__":
    json.dump(sbom((ROOT / sys.argv[1]).read_text()), sys.stdout, indent=1)
    print()
