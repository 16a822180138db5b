"""Addresses that a page links to from each of its rows: the URL configuration is consulted once for
a kind of page, not for every row.
"""

from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, reverse

# A placeholder for an argument. All our converters accept it.
_STAND_IN = "990000000{}"


def address(name: str, *arguments: object) -> str:
    """Like `reverse`, for `arguments` that need no quoting: ids and slugs."""
    parts = _parts(get_script_prefix(), name, len(arguments))
    return parts[0] + "".join(
        f"{one}{part}" for one, part in zip(arguments, parts[1:], strict=True)
    )


@lru_cache(maxsize=200)
def _parts(prefix: str, name: str, count: int) -> Any:
    """The path before, between and after the arguments of this kind of page."""
    stand_ins = [_STAND_IN.format(number) for number in range(count)]
    parts, rest = [], reverse(name, args=stand_ins)
    for stand_in in stand_ins:
        part, rest = rest.split(stand_in)
        parts.append(part)
    return [*parts, rest]
