"""The code on paper: an address that shows what is on the sheet, for the phone of whoever is handed it.

It names articles and tips by number: no question, no note, nothing typed.
"""

import re
from collections.abc import Iterable

import segno
from django.http import QueryDict
from django.urls import reverse

from symptoms import conf

KEY = "show"
_KINDS = {"a": "article", "t": "tip"}
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}
_WORD = re.compile(r"([at])([1-9][0-9]{0,17})")


def address(entries: Iterable) -> str:
    """The address that shows these items (`Entry`), such as https://example.org/favorites/sheet/?show=t12.a3"""
    words = ".".join(f"{_LETTERS[entry.kind]}{entry.pk}" for entry in entries)
    return f"{conf.absolute(reverse('favorites:sheet'))}?{KEY}={words}"


def read(query: QueryDict) -> QueryDict:
    """The choice that an address holds; empty when it holds none. Words that can't be ours are ignored."""
    choice = QueryDict(mutable=True)
    words = (_WORD.fullmatch(word) for word in query.get(KEY, "").split("."))
    keys = [f"{_KINDS[word[1]]}-{word[2]}" for word in words if word]
    if keys:
        choice.setlist("items", keys)
    return choice


def drawn(entries: Iterable) -> str:
    """The address as a picture, as the source of an <img>: black on white, with the margin that scanners
    need (ISO/IEC 18004)."""
    return segno.make(address(entries), error="m", micro=False).svg_data_uri(
        border=4, light="white"
    )
