"""How a reader wants pages to look: a few choices, kept in one cookie and put on <html> as data-*.

The cookie names nobody. What it may say is bounded, so a cache that keeps a copy for each cookie
(`Vary: Cookie`) keeps few. Unknown words in it are ignored: browsers keep cookies of older sites.
"""

from typing import NamedTuple

COOKIE = "reading"
SECONDS = 365 * 24 * 60 * 60


class Choice(NamedTuple):
    """One question of the settings page. The first of `options` (value -> words) is the usual."""

    name: str
    question: str
    options: dict[str, str]

    @property
    def usual(self) -> str:
        return next(iter(self.options))


CHOICES = [
    Choice(
        "text",
        "How large should the text be?",
        {
            "100": "Usual size",
            "125": "A little larger",
            "150": "One and a half times as large",
            "200": "Twice as large",
        },
    ),
    Choice(
        "spacing",
        "How far apart should letters, words and lines be?",
        {"normal": "As usual", "roomy": "Further apart"},
    ),
    Choice(
        "theme",
        "Which colors are easiest for you?",
        {
            "system": "The same as on my device",
            "light": "Dark text on a light page",
            "dark": "Light text on a dark page",
            "hc-light": "Black on white, with strong contrast",
            "hc-dark": "White on black, with strong contrast",
        },
    ),
    Choice(
        "font",
        "Which letters are easiest for you?",
        {
            "site": "Ours, Atkinson Hyperlegible, drawn for people who see little",
            "device": "The font of my device",
        },
    ),
    Choice(
        "pictures",
        "What should pictures look like?",
        {"usual": "As usual", "calm": "Calm: pale photographs, and no drawings"},
    ),
    Choice(
        "print",
        "How should pages print?",
        {"usual": "As usual (13 point)", "large": "In large print (18 point)"},
    ),
]


# What the edges of a browser's window take on: --c-bg of each theme in tokens.css; a test compares.
PAPER = {"light": "#fbf7f0", "dark": "#12191b", "hc-light": "#ffffff", "hc-dark": "#000000"}


def paper(choices: dict[str, str]) -> dict[str, str]:
    """Color of the page -> the media query under which it is so; "" where the reader chose."""
    if "theme" in choices:
        return {PAPER[choices["theme"]]: ""}
    return {PAPER[scheme]: f"(prefers-color-scheme: {scheme})" for scheme in ("light", "dark")}


def read(cookies) -> dict[str, str]:
    """What was chosen other than the usual, by name, from a mapping of cookies."""
    words = cookies.get(COOKIE, "").split(".")
    return _unusual(dict(word.split("-", 1) for word in words if "-" in word))


def chosen(data) -> dict[str, str]:
    """The same from the fields of the settings form."""
    return _unusual(data)


def as_cookie(choices: dict[str, str]) -> str:
    """Text for the cookie: the same for the same choices."""
    return ".".join(f"{name}-{value}" for name, value in choices.items())


def _unusual(words):
    return {
        choice.name: words[choice.name]
        for choice in CHOICES
        if words.get(choice.name) in choice.options and words[choice.name] != choice.usual
    }
