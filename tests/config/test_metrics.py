"""Measurements on a full disk; what is measured is tested in tests/services/test_tier.py."""

import errno

import pytest

from config import metrics


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(metrics.FOLDER, str(tmp_path))
    monkeypatch.setattr(metrics, "_is_measuring", True)
    return tmp_path


def test_a_worker_takes_the_space_for_its_measurements_before_it_counts(folder):
    metrics.reserve(12)
    sizes = {path.name: path.stat().st_blocks * 512 for path in folder.iterdir()}

    assert sizes.keys() == {"counter_12.db", "histogram_12.db"}
    assert all(size >= metrics.RESERVED_BYTES for size in sizes.values())


def test_without_space_requests_are_answered_and_not_measured(monkeypatch, rf):
    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.posix_fallocate", full)
    metrics.reserve(12)
    ours = object.__new__(metrics.MetricsMiddleware)
    ours.get_response = lambda request: f"answer to {request.path}"

    assert ours(rf.get("/symptoms/")) == "answer to /symptoms/"
