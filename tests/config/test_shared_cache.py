"""The embedded cache: what one process counts, the others see."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.shared_cache import SharedCache

ROOT = Path(__file__).resolve().parents[2]
COUNT = """
import django; django.setup()
from config.shared_cache import SharedCache
cache = SharedCache({path!r}, {{}})
cache.add("count", 0, 60)
for _ in range(100):
    cache.incr("count")
"""


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "cache.sqlite3")


@pytest.fixture
def cache(path):
    return SharedCache(path, {})


def test_processes_count_together(path, cache):
    code = COUNT.format(path=path)
    processes = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(2)]

    assert [process.wait(60) for process in processes] == [0, 0]
    assert cache.get("count") == 200


def test_a_key_is_added_once(cache, path):
    other = SharedCache(path, {})

    assert [cache.add("key", "mine"), other.add("key", "theirs")] == [True, False]
    assert other.get("key") == "mine"


def test_what_has_ended_is_gone(cache, monkeypatch):
    cache.set("count", 5, 60)
    cache.set("other", {"a": [1]}, None)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 61)

    assert (cache.get("count"), cache.has_key("count"), cache.get("other")) == (
        None,
        False,
        {"a": [1]},
    )
    with pytest.raises(ValueError, match="no such count"):
        cache.incr("count")
    assert cache.add("count", 0, 60)


def test_a_count_keeps_its_end(cache, monkeypatch):
    cache.add("count", 0, 60)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 59)
    assert cache.incr("count") == 1
    monkeypatch.setattr(time, "time", lambda: now + 60.5)

    assert cache.get("count") is None


def test_it_keeps_a_bounded_number_of_keys(path):
    cache = SharedCache(path, {"OPTIONS": {"MAX_ENTRIES": 50}})
    for number in range(400):
        cache.set(number, number, 60 + number)

    assert cache.get_many(range(150)) == {}
    assert cache.get(399) == 399


def test_values_come_back_as_they_were(cache):
    for value in (True, "text", None, 3, {"a": (1, 2)}):
        cache.set("key", value)
        assert cache.get("key", "nothing") == value and type(cache.get("key")) is type(value)


def test_delete_touch_and_clear(cache):
    cache.set("key", 1, 60)
    assert [cache.touch("key", 90), cache.touch("none", 90)] == [True, False]
    assert [cache.delete("key"), cache.delete("key")] == [True, False]
    cache.set("key", 1)
    cache.clear()
    assert cache.get("key") is None


def test_while_the_file_cannot_be_written_this_process_counts(tmp_path):
    cache = SharedCache(str(tmp_path / "missing" / "cache.sqlite3"), {})
    cache.add("count", 0, 60)

    assert (cache.incr("count"), cache.incr("count"), cache.is_away) == (1, 2, True)
