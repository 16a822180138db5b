"""The stored pages of one process: those of one state of the site, up to its limit of bytes."""

import threading
from collections import OrderedDict
from typing import Any, Protocol

from config.page_cache.requests import Key
from config.page_cache.site_state import State


class Page(Protocol):
    """What is stored: an Answer, or a page for all readers with a list."""

    @property
    def size(self) -> int: ...


class Store:
    """At most `most` bytes; the least recently requested pages are dropped first."""

    def __init__(self, most: int):
        self.most = most
        self.size = 0
        self._state: State | None = None
        self._answers: OrderedDict[Key, Any] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self):
        return len(self._answers)

    def get(self, key: Key, state: State) -> Any:
        """The page as it is in `state`, or None."""
        with self._lock:
            self._enter(state)
            answer = self._answers.get(key)
            if answer:
                self._answers.move_to_end(key)
            return answer

    def put(self, key: Key, answer: Page, state: State) -> None:
        """Store a page that was made in `state`, if that is still the current one."""
        with self._lock:
            self._enter(state)
            if answer.size <= self.most // 4:
                self._drop(key)
                self._answers[key] = answer
                self._grow(answer.size)

    def grow(self, key: Key, answer: Page, size: int) -> None:
        """`answer` has grown by `size` bytes, which count if it is stored."""
        with self._lock:
            if self._answers.get(key) is answer:
                self._grow(size)

    def _enter(self, state):
        """Drop the pages of any other state."""
        if state is not self._state and state != self._state:
            self._answers.clear()
            self._state, self.size = state, 0

    def _drop(self, key):
        if key in self._answers:
            self.size -= self._answers.pop(key).size

    def _grow(self, size):
        self.size += size
        while self.size > self.most and self._answers:
            _key, oldest = self._answers.popitem(last=False)
            self.size -= oldest.size
