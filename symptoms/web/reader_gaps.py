"""A page as it is for every reader, with gaps where the state of one reader goes.

Such a page is rendered once, for nobody in particular: wherever it would show what a reader saved,
`Gaps.leave` puts a random word instead and notes what belongs there. `Gaps.cut` cuts the page at these
words, and `filled` joins it with the state of one reader (`config.page_cache.readers`).
"""

import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Parts = list["bytes | Gap"]


@dataclass(frozen=True, slots=True)
class Gap:
    """`name` says what belongs here. With a `key`, it is `yes` if the reader's list of that name has the
    key, and otherwise `no`."""

    name: str
    key: tuple[Any, ...] = ()
    yes: "Parts | None" = None
    no: "Parts | None" = None


class Gaps:
    """The gaps of one page while it is rendered. A word for one is letters and digits, and nobody can
    guess it, so no text of the page is taken for one."""

    def __init__(self) -> None:
        self._secret = secrets.token_hex(16)
        self._word = re.compile(rf"{self._secret}x(\d+)x")
        self._left: list[Gap] = []

    def leave(self, name: str) -> str:
        """A word for the text called `name`."""
        return self._leave(Gap(name))

    def choose(self, name: str, key: tuple[Any, ...], yes: str, no: str) -> str:
        """A word for one of two pieces of the page, which may have gaps themselves."""
        return self._leave(Gap(name, key, self.cut(yes), self.cut(no)))

    def cut(self, page: str) -> Parts:
        """The page in pieces, with the gaps between them."""
        pieces = self._word.split(page)
        parts: Parts = []
        for place, piece in enumerate(pieces):
            parts.append(self._left[int(piece)] if place % 2 else piece.encode())
        return parts

    def _leave(self, gap: Gap) -> str:
        self._left.append(gap)
        return f"{self._secret}x{len(self._left) - 1}x"


class Unknown:
    """Takes the place of a reader's list: of each thing both is possible."""

    def __init__(self, gaps: Gaps, name: str) -> None:
        self._gaps, self._name = gaps, name

    @property
    def count(self) -> str:
        return self._gaps.leave(f"{self._name}_count")

    def either(self, key: tuple[Any, ...], render: Callable[[bool], str]) -> str:
        """`render(True)` or `render(False)`, once the reader is known."""
        return self._gaps.choose(self._name, key, render(True), render(False))


def filled(
    parts: Parts, text: Callable[[str], str], has: Callable[[str, tuple[Any, ...]], bool]
) -> bytes:
    """The page of a reader: `text` gives the texts by their names, `has` says what a list of theirs has."""
    return b"".join(_filled(parts, text, has))


def _filled(parts: Parts, text: Any, has: Any) -> Iterable[bytes]:
    for part in parts:
        if isinstance(part, bytes):
            yield part
        elif part.yes is None or part.no is None:
            yield text(part.name).encode()
        else:
            yield from _filled(part.yes if has(part.name, part.key) else part.no, text, has)


def size(parts: Parts) -> int:
    """How many bytes the pieces take, roughly."""
    return sum(
        len(part) if isinstance(part, bytes) else 200 + size(part.yes or []) + size(part.no or [])
        for part in parts
    )
