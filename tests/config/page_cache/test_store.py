"""Kept pages take a bounded number of bytes, and are those of one state of the site."""

from datetime import UTC, datetime

from config.page_cache.answers import Answer
from config.page_cache.site_state import State
from config.page_cache.store import Store

NOW, LATER = (
    State("1", datetime(2026, 1, 1, tzinfo=UTC)),
    State("2", datetime(2026, 1, 1, tzinfo=UTC)),
)


def page(size=10_000):
    return Answer("200 OK", [("Cache-Control", "public")], b"x" * size)


def test_the_least_used_pages_make_room():
    store = Store(60_000)
    for key in range(4):
        store.put(key, page(), NOW)
    store.get(0, NOW)
    store.put(4, page(), NOW)

    assert [key for key in range(5) if store.get(key, NOW)] == [0, 2, 3, 4]
    assert store.size <= 60_000


def test_a_body_that_is_compressed_later_counts_too():
    store = Store(40_000)
    first, second = page(7_000), page(7_000)
    store.put("first", first, NOW)
    store.put("second", second, NOW)
    store.grow("second", second, 25_000)

    assert (store.get("first", NOW), store.get("second", NOW)) == (None, second)


def test_one_page_is_not_given_all_the_room():
    store = Store(30_000)
    store.put("large", page(20_000), NOW)

    assert store.get("large", NOW) is None


def test_another_state_of_the_site_finds_nothing():
    store = Store(30_000)
    store.put("page", page(7_000), NOW)

    assert store.get("page", LATER) is None
    assert (len(store), store.size) == (0, 0)
    assert store.get("page", NOW) is None
