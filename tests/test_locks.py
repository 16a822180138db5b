"""What people install matches requirements/*.in, with exact versions and hashes."""

import hashlib
import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
INPUTS = ["site", "scale", "dev"]
LOCKS = {
    "requirements.txt": ["site"],
    "requirements-scale.txt": ["site", "scale"],
    "requirements-dev.txt": ["site", "scale", "dev"],
}


def asked(name):
    """The requirements of one input, by name."""
    lines = (ROOT / f"requirements/{name}.in").read_text().splitlines()
    wanted = [line.partition("#")[0].strip() for line in lines]
    found = [Requirement(line) for line in wanted if line and not line.startswith("-r")]
    return {canonicalize_name(one.name): one for one in found}


def pinned(lock):
    """What one lock holds: name, then version and hashes."""
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    pins = {}
    for line in lines:
        requirement, *hashes = re.split(r"\s+--hash=", line.strip())
        one = Requirement(requirement)
        (exact,) = one.specifier
        assert exact.operator == "=="
        pins[canonicalize_name(one.name)] = (exact.version, sorted(hashes))
    return pins


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_answers_to_its_inputs(lock):
    inputs = b"".join((ROOT / f"requirements/{name}.in").read_bytes() for name in INPUTS)
    digest = hashlib.sha256(inputs).hexdigest()
    assert f"(inputs: sha256 {digest})" in (ROOT / lock).read_text(), "Run `make lock`."


@pytest.mark.parametrize("lock", LOCKS)
def test_every_range_holds_the_version_in_the_lock(lock):
    pins = pinned(lock)
    wanted = {name: one for part in LOCKS[lock] for name, one in asked(part).items()}
    outside = {
        name: pins.get(name)
        for name, one in wanted.items()
        if name not in pins or not one.specifier.contains(pins[name][0])
    }
    assert wanted
    assert outside == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_the_hashes_of_what_may_be_installed(lock):
    hashes = {name: found for name, (_, found) in pinned(lock).items()}
    assert {name for name, found in hashes.items() if not found} == set()
    assert [
        one
        for found in hashes.values()
        for one in found
        if not re.fullmatch(r"sha256:[0-9a-f]{64}", one)
    ] == []


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [
        ("requirements.txt", "requirements-scale.txt"),
        ("requirements-scale.txt", "requirements-dev.txt"),
    ],
)
def test_a_larger_lock_holds_the_same_versions_as_a_smaller_one(smaller, larger):
    small, large = pinned(smaller), pinned(larger)
    assert {name: large.get(name) for name in small} == small


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_and_no_folder_of_a_machine(lock):
    text = (ROOT / lock).read_text()
    assert (
        re.findall(r"https?:|file:|--index-url|--extra-index-url|--find-links|/home/", text) == []
    )


@pytest.mark.parametrize("name", INPUTS)
def test_every_range_ends_and_says_what_it_is_for(name):
    lines = (ROOT / f"requirements/{name}.in").read_text().splitlines()
    ranges = [line for line in lines if line and not line.startswith(("#", "-r"))]
    assert [line for line in ranges if "<" not in line or "# " not in line] == []
