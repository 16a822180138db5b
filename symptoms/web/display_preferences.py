"""How a reader wants pages to look: a few choices, stored in one cookie and set on <html> as data-*.

The cookie identifies nobody. Its values are bounded, so a cache that stores a copy for each cookie
(`Vary: Cookie`) stores few. Unknown words in it are ignored: browsers may send cookies of older releases.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

COOKIE = "reading"
SECONDS = 365 * 24 * 60 * 60


class Choice(NamedTuple):
    """One question of the settings page. The first of `options` (value -> label) is the default."""

    name: str
    question: Promise
    options: dict[str, Promise]

    @property
    def usual(self) -> str:
        return next(iter(self.options))


CHOICES = [
    Choice(
        "text",
        _("How large should the text be?"),
        {
            "100": _("Standard size"),
            "125": _("A little larger"),
            "150": _("One and a half times as large"),
            "200": _("Twice as large"),
        },
    ),
    Choice(
        "spacing",
        _("How far apart should letters, words and lines be?"),
        {"normal": _("Standard spacing"), "roomy": _("Farther apart")},
    ),
    Choice(
        "theme",
        _("Which colors are easiest for you to read?"),
        {
            "system": _("The same as on my device"),
            "light": _("Dark text on a light page"),
            "dark": _("Light text on a dark page"),
            "hc-light": _("Black on white, with strong contrast"),
            "hc-dark": _("White on black, with strong contrast"),
        },
    ),
    Choice(
        "font",
        _("Which font is easiest for you to read?"),
        {
            "site": _("Atkinson Hyperlegible, designed for people with low vision"),
            "device": _("The font of my device"),
        },
    ),
    Choice(
        "pictures",
        _("How should pictures look?"),
        {"usual": _("Standard"), "calm": _("Calm: pale photos and no drawings")},
    ),
    Choice(
        "print",
        _("How should pages print?"),
        {"usual": _("Standard print (13 point)"), "large": _("Large print (18 point)")},
    ),
]


# The theme color of the browser window: --c-bg of each theme in tokens.css, which a test compares.
PAPER = {"light": "#fbf7f0", "dark": "#12191b", "hc-light": "#ffffff", "hc-dark": "#000000"}


def paper(choices: dict[str, str]) -> dict[str, str]:
    """Color of the page -> the media query under which it applies; "" when the reader chose a theme."""
    if "theme" in choices:
        return {PAPER[choices["theme"]]: ""}
    return {PAPER[scheme]: f"(prefers-color-scheme: {scheme})" for scheme in ("light", "dark")}


def read(cookies: Mapping[str, str]) -> dict[str, str]:
    """The choices that differ from the default, by name, from a mapping of cookies."""
    words = cookies.get(COOKIE, "").split(".")
    return _unusual(dict(word.split("-", 1) for word in words if "-" in word))


def chosen(data: Mapping[str, Any]) -> dict[str, str]:
    """The same from the fields of the settings form."""
    return _unusual(data)


def as_cookie(choices: dict[str, str]) -> str:
    """The value of the cookie: the same for the same choices."""
    return ".".join(f"{name}-{value}" for name, value in choices.items())


def _unusual(words: Mapping[str, Any]) -> dict[str, str]:
    return {
        choice.name: words[choice.name]
        for choice in CHOICES
        if words.get(choice.name) in choice.options and words[choice.name] != choice.usual
    }
