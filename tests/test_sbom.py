"""`make sbom` names each package of the lock once, with its version and the hashes of its files."""

from pathlib import Path

from deploy.sbom import sbom

LOCK = (Path(__file__).resolve().parent.parent / "requirements-scale.txt").read_text()


def test_every_package_of_the_lock_is_named_with_version_and_hashes():
    found = sbom(LOCK)
    packages = [
        line for line in LOCK.splitlines() if "==" in line and not line.startswith((" ", "#"))
    ]
    names = {part["name"] for part in found["components"]}

    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.5")
    assert len(found["components"]) == len(packages) > 20
    assert {"django", "psycopg-binary", "boto3"} <= names
    django = next(part for part in found["components"] if part["name"] == "django")
    assert django["purl"] == f"pkg:pypi/django@{django['version']}"
    assert f"django=={django['version']}" in LOCK
    hashes = sum(len(part["externalReferences"]) for part in found["components"])
    assert hashes == LOCK.count("--hash=sha256:")
